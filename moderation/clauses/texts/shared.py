"""The boundaries that bind everybody, with a role or without."""

from .kinds import Story, Text

EVERYBODY = "everybody"

SHARED = (
    Text(
        "no-advice",
        "No advice on medicine, diagnosis or therapy",
        EVERYBODY,
        "Nobody is treated here. Do not tell anybody what illness they have, to take, change or stop a medicine, "
        "or how to do a technique of therapy. You may say what you went through. "
        "Whoever asks for more is well served by a doctor, a pharmacist or a helpline.",
        "“I was afraid of my tablets, too. It helped me to ask my pharmacist.”",
        "“Halve the dose for a week, that is what I did.”",
        (
            Story(
                "Somebody asks how to come off their tablets. You have done it.",
                "You say that this belongs with their doctor or pharmacist, and ask how they are with it.",
                (
                    "You tell them your plan, day by day.",
                    "You say that tablets only make things worse.",
                ),
                "The same plan can be dangerous for another body. You can still be there for the worry behind it.",
            ),
            Story(
                "Somebody lists what they feel and asks: “Is this depression?”",
                "You say that nobody here can know, that it sounds hard, and that a doctor can look at it.",
                (
                    "You compare it with yours and say yes.",
                    "You send them a test and tell them what the number means.",
                ),
                "A name for an illness, given by somebody who cannot know, can frighten or can keep help away.",
            ),
            Story(
                "You have learned a breathing exercise in therapy, and somebody is very anxious.",
                "You say that breathing slowly helps you, and leave it to them.",
                (
                    "You lead them through the whole programme in the room.",
                    "You ask about their childhood, because that is where it starts.",
                ),
                "Sharing what helps you is fine. Leading somebody through a treatment is not what a peer is for.",
            ),
        ),
    ),
    Text(
        "hand-over-crisis",
        "In a crisis, hand over",
        EVERYBODY,
        "Rooms are no emergency service. When somebody may be in danger, be kind, say that you are worried, "
        "point to “Get help now”, and tell a moderator at once with a report. Do not try to carry it alone. "
        "Whoever has a role stays with the person until somebody has taken over.",
        "“I am worried about you. Please look at the help page; I have asked a moderator to come.”",
        "Keeping it secret, or talking somebody through a crisis alone in a talk for hours.",
        (
            Story(
                "Somebody writes: “By tomorrow I will not be a problem any more.”",
                "You say that you are worried, point to the help page, and report it as “I am worried”.",
                (
                    "You wait and see whether they write again.",
                    "You try to talk them out of it, in private, on your own.",
                ),
                "A report for worry is no punishment. It brings people who have time and know what to do.",
            ),
            Story(
                "You are a supporter. A member tells you of a plan and asks you to tell nobody.",
                "You say kindly that you cannot keep this to yourself, and hand over at once.",
                (
                    "You promise it, so that they go on trusting you.",
                    "You end the talk, because it is beyond your role.",
                ),
                "Safety is the limit of what is kept private, and it was said at first contact. "
                "Stay with them until somebody else is there.",
            ),
        ),
    ),
    Text(
        "no-outside-contact",
        "No contact outside this site",
        EVERYBODY,
        "Do not ask for or give phone numbers, e-mail addresses, accounts, or a place to meet. "
        "Here, others can step in when something goes wrong. Elsewhere, nobody can.",
        "“I like writing with you. I am here most evenings.”",
        "“Write to me on another app, it is easier there.”",
        (
            Story(
                "A member you like offers their number, in case you feel low at night.",
                "You thank them, say that you stay on this site, and name the help page for the nights.",
                (
                    "You take it but promise yourself not to call.",
                    "You give them yours, so that it is fair.",
                ),
                "It is meant kindly and still it makes one person another's only helpline. "
                "Nobody could step in if it went wrong.",
            ),
            Story(
                "Three members want to meet in a café. They ask you to come.",
                "You say no, and that this site is no place to arrange it.",
                (
                    "You come, because it is a public place.",
                    "You do not come, but pass the plan on to others.",
                ),
                "Nobody here knows who is behind a name. It also leaves out all who cannot come.",
            ),
        ),
    ),
    Text(
        "nothing-romantic",
        "Nothing romantic or sexual",
        EVERYBODY,
        "No flirting, no sexual talk, no dating, in rooms or in talks. People come here when they are easy to hurt. "
        "For whoever has a role this holds without any exception, also when the other person wishes it.",
        "“I am glad you are here.”",
        "“You sound beautiful. Are you single?”",
        (
            Story(
                "In a talk, a member tells you that they have fallen in love with you.",
                "You say kindly and clearly that this cannot be here, and tell a moderator or your mentor.",
                (
                    "You let it be, so as not to hurt them.",
                    "You say that you feel the same, but will wait.",
                ),
                "Feelings like this are common where somebody listens. "
                "Clear and kind words, and a second pair of eyes, protect both.",
            ),
            Story(
                "Somebody sends hearts and compliments to everybody new.",
                "You change the subject, and report it if it goes on.",
                (
                    "You answer in the same way; it is only play.",
                    "You warn newcomers about them by name.",
                ),
                "What is play for one is pressure for another. Moderators can speak to the person without a scene.",
            ),
        ),
    ),
    Text(
        "no-gifts-or-payment",
        "No gifts, no payment",
        EVERYBODY,
        "Nobody gives or asks for money, vouchers, gifts or paid help here. No selling, no collecting, "
        "no recruiting for studies, courses or groups, unless staff have agreed and say so.",
        "“Thank you. A kind word is more than enough.”",
        "“I am collecting for my rent. Here is where to send it.”",
        (
            Story(
                "A member wants to send you a voucher, because you helped so much.",
                "You thank them warmly and do not take it.",
                (
                    "You take it because refusing would hurt.",
                    "You ask them to give it to somebody else here.",
                ),
                "A gift changes what is between you: from then on somebody owes something.",
            ),
            Story(
                "Somebody writes that they cannot pay for heating and asks whether anyone can lend them money.",
                "You say that money does not change hands here, and name places that help, if you know some.",
                (
                    "You send a small sum; nobody has to know.",
                    "You call them a cheat in the room.",
                ),
                "The need may be real, and so may a trick. Nobody can tell from here. A moderator can help to word it.",
            ),
        ),
    ),
    Text(
        "confidentiality",
        "What is said here stays here",
        EVERYBODY,
        "Do not copy, photograph or retell what others write. There are limits: when somebody may be in danger, "
        "and when a rule is broken, moderators are told. Whoever has a role says these limits at first contact, "
        "before anything is told in trust.",
        "“Before you tell me: I keep it to myself, unless I am afraid for somebody's safety.”",
        "“I promise I will never tell anybody, whatever it is.”",
        (
            Story(
                "A new member asks in a talk: “Can you keep a secret?”",
                "You say what you keep, and what you have to pass on, before they go on.",
                (
                    "You say yes, and decide later.",
                    "You say no and end the talk.",
                ),
                "A promise without limits has to be broken at the worst moment. Said early, the limits build trust.",
            ),
            Story(
                "A story in a room moved you. You want to tell your partner about it.",
                "You tell how it moved you, without what was said or by whom.",
                (
                    "You show the screen, but cover the name.",
                    "You tell all of it; your partner knows nobody here.",
                ),
                "The story belongs to the person who told it. What it did to you is yours to tell.",
            ),
        ),
    ),
    Text(
        "no-proselytising",
        "No winning over",
        EVERYBODY,
        "You may say what faith, politics, a diet or a method means to you. Do not try to win others over to it, "
        "and do not judge theirs.",
        "“Praying helps me in the mornings.”",
        "“You will not get better until you believe.”",
        (
            Story(
                "A programme has saved your life. Somebody with the same trouble asks what helped you.",
                "You say that it was this programme, for you, and that others found other ways.",
                (
                    "You say that it is the only thing that works.",
                    "You send them the link every day until they try it.",
                ),
                "Asked, you may tell. Being pressed, most people step back, from the idea and from the room.",
            ),
            Story(
                "Somebody writes that their faith is all they have left. You do not believe.",
                "You ask what it gives them.",
                (
                    "You say gently that there is nothing there.",
                    "You tell them how you lost yours.",
                ),
                "What holds somebody up tonight is not the place for a debate.",
            ),
        ),
    ),
)
