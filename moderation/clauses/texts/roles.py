"""The boundaries that come with a role."""

from .kinds import Story, Text

ROLES, SUPPORTERS, MODERATORS = "roles", "supporter", "moderator"

BY_ROLE = (
    Text(
        "no-dual-relationship",
        "One relationship at a time",
        ROLES,
        "If you know somebody here from elsewhere, as family, friend, colleague, patient or pupil, you are not their "
        "supporter, host or moderator. Say so to a moderator, without saying more than needed, and let another one "
        "take it.",
        "“I know this person from elsewhere. Could somebody else take this talk?”",
        "Supporting your colleague under your name of this site, without telling them.",
        (
            Story(
                "In a talk you understand that the member is your neighbour.",
                "You hand the talk to somebody else and do not say what you know.",
                (
                    "You go on and never mention it.",
                    "You tell them who you are, so that all is open.",
                ),
                "Going on would be unfair: they do not know who reads. Saying who you are takes their cover away.",
            ),
            Story(
                "Your sister wants to join a room that you moderate.",
                "She may join. Whatever concerns her, another moderator decides.",
                (
                    "You tell her to choose another site.",
                    "You treat her like anybody else and decide yourself.",
                ),
                "Nobody can be fair about their own family, and nobody would believe it.",
            ),
        ),
    ),
    Text(
        "disclosure-for-the-other",
        "Tell of yourself for the other's sake",
        ROLES,
        "Your own story is your strength. Tell a part of it when it helps the other person: short, "
        "from what lies behind you, and then back to them. What you need for yourself has its place among the "
        "supporters or in a room where you are a member.",
        "“I know that emptiness from my second year. What is it like for you in the evenings?”",
        "Ten minutes about your own divorce while somebody waits to go on.",
        (
            Story(
                "Somebody tells of a loss. Yours is three weeks old and still raw.",
                "You listen, and leave your own loss out today.",
                (
                    "You tell all of it, so that they are not alone.",
                    "You say that they will feel better in three weeks.",
                ),
                "What is still raw asks for comfort, and then they begin to look after you.",
            ),
            Story(
                "A member asks: “Have you been through this, too?” You have.",
                "You answer in two sentences and ask what made them wonder.",
                (
                    "You say that you are not allowed to talk about yourself.",
                    "You tell it from the beginning, since they asked.",
                ),
                "A short and honest answer gives hope and leaves the room with them.",
            ),
        ),
    ),
    Text(
        "within-own-experience",
        "Within what you know, else refer",
        ROLES,
        "Support from what you have lived and what you were trained for. When something is beyond it, say so without "
        "shame and name who can help: another supporter, another room, a helpline, a professional.",
        "“I do not know enough about this. Otis does; shall I ask him? There is also a helpline for it.”",
        "Reading up on an illness while you chat, so as to seem to know.",
        (
            Story(
                "You know grief well. In your talk it turns out to be about gambling debts.",
                "You say that this is new to you, stay kind, and offer somebody who knows it.",
                (
                    "You handle it as you would handle grief.",
                    "You close the talk, since it is not your topic.",
                ),
                "Not knowing is no fault. Pretending to know is one, and so is dropping somebody.",
            ),
            Story(
                "Your training on meetings is not finished. The host is ill, and people wait.",
                "You tell the moderator on duty; the room stays open as an ordinary one.",
                (
                    "You lead the meeting; you have seen many.",
                    "You ask the most experienced member to do it.",
                ),
                "A meeting can be moved. A group that is led badly can do harm.",
            ),
        ),
    ),
    Text(
        "never-just-stop",
        "Never stop without a word",
        SUPPORTERS,
        "If you have to end a talk or step back from somebody, say so, say when, and offer another supporter or a "
        "room. Nobody is left waiting for an answer that will not come.",
        "“I have to go in ten minutes. Shall I ask whether somebody else is free?”",
        "Closing the page in the middle of a talk because it is getting heavy.",
        (
            Story(
                "A talk is too much for you tonight.",
                "You say honestly that you need a break, and ask another supporter to take over.",
                (
                    "You answer more and more slowly until they give up.",
                    "You stay to the end, whatever it costs you.",
                ),
                "Being left without a word confirms the worst fears. Staying beyond your strength helps neither.",
            ),
            Story(
                "You are giving up your role next week. One member writes with you often.",
                "You tell them now, thank them, and show who else is there.",
                (
                    "You just stop coming; goodbyes are hard for them.",
                    "You promise that you two will stay in touch elsewhere.",
                ),
                "A goodbye that is said early can be a good one. Contact elsewhere is no way round it.",
            ),
        ),
    ),
    Text(
        "members-not-discussed",
        "Members are not discussed elsewhere",
        ROLES,
        "Speak about members only where it is needed for their support or safety: with the moderator on duty, "
        "your mentor, in supervision, and no more than is needed. Not in other rooms, not among friends, "
        "not with their name where a role will do.",
        "In supervision: “In a talk I could not find an end. How do others do that?”",
        "In the supporters' room: “You will not believe what she wrote to me today.”",
        (
            Story(
                "Another supporter asks why a member has been away so long. You know.",
                "You say that it is for the member to tell.",
                (
                    "You tell it; supporters are bound by the same rule.",
                    "You hint at it, so that they understand.",
                ),
                "A shared role is no reason. What counts is whether the member's support needs it.",
            ),
            Story(
                "A talk still follows you in the evening.",
                "You bring it to your mentor or supervision, about you and without names.",
                (
                    "You tell your flatmate; they do not know the site.",
                    "You carry it alone, because all of it is private.",
                ),
                "You are meant to have a place for it. There, what it does to you matters, not who said it.",
            ),
        ),
    ),
    Text(
        "fit-for-duty",
        "Off duty when you are not well",
        ROLES,
        "Do not go on duty when you are ill, in a crisis of your own, very tired, or have been drinking or taking "
        "drugs. Go off duty, hand over what is open, and look after yourself. Nobody asks for reasons.",
        "“I am going off duty early today. One report is open, and a newcomer waits in the evening room.”",
        "Staying on duty after three glasses of wine, because nobody else is there.",
        (
            Story(
                "You slept two hours, and your shift begins.",
                "You say that you cannot today, so that cover can be found.",
                (
                    "You go on duty and answer only what is easy.",
                    "You go on duty but tell nobody how you are.",
                ),
                "A room that says nobody is on duty is safer than somebody who cannot follow.",
            ),
            Story(
                "During your shift a story hits your own wound.",
                "You hand over, go off duty, and tell your mentor that it touched you.",
                (
                    "You push it away and finish the shift.",
                    "You tell the member how much it touches you.",
                ),
                "That is no failure. It is the moment the rule was made for.",
            ),
        ),
    ),
    Text(
        "own-disputes",
        "Stay out of your own disputes",
        MODERATORS,
        "Do not decide anything about a person you are in conflict with, who reported you, or whom you reported, nor "
        "about an appeal against yourself. Leave it to another moderator, even if you are sure.",
        "“This one is about me. Could somebody else take it?”",
        "Muting a member who has just called you unfair.",
        (
            Story(
                "A member insults you in the room. Nobody else is on duty.",
                "You stay calm, report it like anybody else, and let another moderator decide.",
                (
                    "You mute them; any moderator would.",
                    "You answer in the same tone, so that they feel it.",
                ),
                "The same mute by somebody else is a rule at work; by you it is a fight won with power.",
            ),
            Story(
                "You see an appeal against a warning that you gave. You think it is right.",
                "You leave it, and tell whoever decides what you remember, if asked.",
                (
                    "You undo the warning yourself.",
                    "You answer the appeal, because you know the case best.",
                ),
                "A second look is one by somebody else, also when it ends in the person's favour.",
            ),
        ),
    ),
    Text(
        "report-breaches",
        "Say when a line was crossed",
        ROLES,
        "When you or somebody else with a role has crossed one of these lines, or nearly so, say it: on the page of "
        "that clause, or to a moderator. Telling of your own slip is a strength and the way others learn. "
        "Whoever tells in good faith is not blamed for it.",
        "“I gave somebody advice about their tablets today. I want to tell it and talk it over.”",
        "Seeing that a host gives out a phone number, and keeping quiet out of friendship.",
        (
            Story(
                "Tired, you told a member to change their medicine. They thanked you.",
                "You put it right with the member, and tell it as an incident.",
                (
                    "You leave it; it went well.",
                    "You take the message away, so that nobody sees it.",
                ),
                "It went well by luck. Told early, it can be put right, and the clause can be made clearer.",
            ),
            Story(
                "Your mentor arranges to meet a member. You respect your mentor very much.",
                "You tell it to a moderator or staff.",
                (
                    "You say nothing; they must know what they do.",
                    "You ask the other supporters what they think of it.",
                ),
                "The lines hold most of all for those who are trusted. Asking round only makes it gossip.",
            ),
        ),
    ),
)
