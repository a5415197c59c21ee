"""Is this my job? What each role does in the situations that come up most."""

from .kinds import Cell, Situation

CAN, MUST, MUST_NOT, HAND_OVER = "can", "must", "must_not", "hand_over"
ROLES = ("member", "supporter", "host", "moderator", "trainer", "staff")
ON_DUTY, LEAD, SUPPORTER, STAFF = (
    "the moderator on duty",
    "the safeguarding lead",
    "a supporter on duty",
    "staff",
)


def _each(*cells: tuple[str, ...]) -> tuple[Cell, ...]:
    """Six cells in the order of ROLES: (answer, words) or (answer, words, to whom)."""
    return tuple(Cell(role, *cell) for role, cell in zip(ROLES, cells, strict=True))


SITUATIONS = (
    Situation(
        "Somebody new says hello",
        "leave-room",
        _each(
            (CAN, "Greet them. One line is enough."),
            (MUST, "On duty, be the first to answer, within a minute if you can."),
            (MUST, "Welcome them, say what the meeting is, and that listening is fine."),
            (CAN, "Greet them when no supporter has."),
            (CAN, "Greet them like a member."),
            (CAN, "Greet them like a member."),
        ),
    ),
    Situation(
        "Somebody wants to talk one to one",
        "confidentiality",
        _each(
            (HAND_OVER, "Say how to ask for a supporter.", SUPPORTER),
            (CAN, "Take the talk if you are on duty and have room for it. Say the limits first."),
            (HAND_OVER, "Stay with the group.", SUPPORTER),
            (HAND_OVER, "You keep an eye on the rooms.", SUPPORTER),
            (HAND_OVER, "Unless you are on duty as a supporter.", SUPPORTER),
            (HAND_OVER, "Staff take no talks.", SUPPORTER),
        ),
    ),
    Situation(
        "Somebody asks about their medicine",
        "no-advice",
        _each(
            (MUST_NOT, "Advise. Say what you went through, and name a doctor or pharmacist."),
            (MUST_NOT, "Advise. Ask what worries them, and name who can answer."),
            (MUST_NOT, "Advise. Turn advice by others into their own experience."),
            (MUST_NOT, "Advise. Hide doses and amounts that others name."),
            (MUST_NOT, "Advise, also if you know about it from your job."),
            (MUST_NOT, "Advise, also if you know about it from your job."),
        ),
    ),
    Situation(
        "Somebody asks what illness they have",
        "no-advice",
        _each(
            (MUST_NOT, "Name one. Say that it sounds hard."),
            (MUST_NOT, "Name one. Go along with the wish to know, and name who can look at it."),
            (MUST_NOT, "Name one, nor let the group guess."),
            (MUST_NOT, "Name one. Stop a round of guessing kindly."),
            (MUST_NOT, "Name one."),
            (MUST_NOT, "Name one."),
        ),
    ),
    Situation(
        "Somebody writes that they want to die",
        "hand-over-crisis",
        _each(
            (HAND_OVER, "Say that you are worried, point to “Get help now”, and report it.", ON_DUTY),
            (HAND_OVER, "Stay with them until somebody has taken over.", ON_DUTY),
            (HAND_OVER, "Pause the round, and stay with them until somebody is there.", ON_DUTY),
            (MUST, "Take it at once, give helplines, and call the safeguarding lead if there is a plan."),
            (HAND_OVER, "Stay with them until somebody is there.", ON_DUTY),
            (MUST, "See that a moderator or the safeguarding lead has taken it."),
        ),
    ),
    Situation(
        "Somebody describes how to harm oneself",
        "no-ways-to-harm",
        _each(
            (MUST, "Report it. Do not answer the details."),
            (MUST, "Answer the feeling, not the how, and report it."),
            (MUST, "Stop it kindly, name the rule, and report it."),
            (MUST, "Hide it at once and write to the person: the feeling is welcome, the how is not."),
            (MUST, "Report it."),
            (CAN, "Hide it when no moderator is there."),
        ),
    ),
    Situation(
        "Somebody offers or asks for a phone number",
        "no-outside-contact",
        _each(
            (MUST_NOT, "Give or take one. Report it if somebody presses you."),
            (MUST_NOT, "Give or take one. Say kindly why."),
            (MUST_NOT, "Give or take one. Remind the group of the rule."),
            (MUST, "Hide it and say why; warn the person if it goes on."),
            (MUST_NOT, "Give or take one."),
            (MUST_NOT, "Give or take one."),
        ),
    ),
    Situation(
        "Somebody flirts with you",
        "nothing-romantic",
        _each(
            (CAN, "Say no, block the person, or report it. You need not answer."),
            (MUST, "Say clearly and kindly that it cannot be, and tell a moderator."),
            (MUST, "Say clearly and kindly that it cannot be, and tell a moderator."),
            (MUST, "Say clearly that it cannot be, and leave what follows to another moderator."),
            (MUST, "Say clearly and kindly that it cannot be, and tell staff."),
            (MUST, "Say clearly and kindly that it cannot be, and tell the safeguarding lead."),
        ),
    ),
    Situation(
        "Somebody wants to give you something",
        "no-gifts-or-payment",
        _each(
            (MUST_NOT, "Take it. A thank-you is enough."),
            (MUST_NOT, "Take it, however small."),
            (MUST_NOT, "Take it, nor collect for anything in a meeting."),
            (MUST_NOT, "Take it."),
            (MUST_NOT, "Take it, least of all from somebody whom you assess."),
            (MUST_NOT, "Take it for yourself. Gifts to the programme go by its own rules."),
        ),
    ),
    Situation(
        "Two people are quarrelling in a room",
        "be-kind",
        _each(
            (CAN, "Change the subject, or report it. You need not judge."),
            (CAN, "Say what you hear on both sides. If it goes on, call a moderator."),
            (MUST, "Slow it down: one after the other. Call a moderator if it goes on."),
            (MUST, "Calm it, name the rule, and pause people if needed, unless it is your own dispute."),
            (HAND_OVER, "Report it like a member.", ON_DUTY),
            (HAND_OVER, "Step in only when no moderator is there.", ON_DUTY),
        ),
    ),
    Situation(
        "Somebody complains about you",
        "own-disputes",
        _each(
            (CAN, "Say sorry, explain, or leave it. A moderator will hear you, too."),
            (MUST_NOT, "Argue it out in the room. Bring it to your mentor."),
            (MUST_NOT, "Use the meeting to answer it."),
            (MUST_NOT, "Decide anything about that person. Another moderator does."),
            (HAND_OVER, "Let somebody else go on with this person's training.", STAFF),
            (HAND_OVER, "Leave the decision to somebody who has no part in it.", LEAD),
        ),
    ),
    Situation(
        "You know somebody here from elsewhere",
        "no-dual-relationship",
        _each(
            (CAN, "Stay, and keep it to yourself. Never say who they are."),
            (MUST, "Let another supporter take over, without saying why in the room."),
            (MUST, "Tell a moderator. Somebody else leads, or deals with what concerns them."),
            (MUST, "Leave whatever concerns them to another moderator."),
            (MUST, "Let somebody else review or train them."),
            (MUST, "Leave whatever concerns them to somebody else."),
        ),
    ),
    Situation(
        "You cannot go on with a talk",
        "never-just-stop",
        _each(
            (CAN, "Leave whenever you want. A short word is kind."),
            (MUST, "Say so, say when, and offer another supporter."),
            (MUST, "Hand the meeting to a co-host, or close it with a word to all."),
            (MUST, "Write a hand-over for the next shift."),
            (MUST, "Tell the person when and with whom it goes on."),
            (MUST, "Name who takes over."),
        ),
    ),
    Situation(
        "You feel unwell, or have been drinking",
        "fit-for-duty",
        _each(
            (CAN, "Be here as a member, and take help for yourself."),
            (MUST_NOT, "Be on duty. Hand over and go off duty."),
            (MUST_NOT, "Lead a meeting. Ask a co-host or the moderator on duty."),
            (MUST_NOT, "Be on duty. Hand over and go off duty."),
            (MUST_NOT, "Assess anybody. Choose another day."),
            (MUST_NOT, "Decide about people. Leave it until you are well."),
        ),
    ),
    Situation(
        "Somebody asks you about a member who is not there",
        "members-not-discussed",
        _each(
            (MUST_NOT, "Retell what they wrote."),
            (MUST_NOT, "Tell. Say that it is theirs to tell."),
            (MUST_NOT, "Tell, nor let the group talk about them."),
            (CAN, "Tell the next shift what it needs for somebody's safety, and no more."),
            (CAN, "Speak of a trainee with a fellow reviewer, and with nobody else."),
            (CAN, "Speak with the safeguarding lead when safety needs it."),
        ),
    ),
    Situation(
        "A supporter or moderator has crossed a line",
        "report-breaches",
        _each(
            (CAN, "Report it. They do not learn who did."),
            (MUST, "Tell it on the page of the clause, or to a moderator. Your own slips, too."),
            (MUST, "Tell it on the page of the clause, or to a moderator. Your own slips, too."),
            (MUST, "Tell it, and pass it to somebody above both of you."),
            (MUST, "Tell it, and pause what you had signed off for the person."),
            (MUST, "Look into it, with somebody who has no part in it."),
        ),
    ),
)
