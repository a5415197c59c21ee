"""The house rules: clauses that bind everybody."""

from .kinds import Story, Text

EVERYBODY = "everybody"

HOUSE = (
    Text(
        "be-kind",
        "Be kind",
        EVERYBODY,
        "Write to a person, not at them. Leave out what would hurt you if you read it on a bad day. "
        "No mocking, no threats, no pressing somebody who has asked you to stop. "
        "You may disagree; say it about the idea and not about the person.",
        "“I see that differently. For me it got easier once I told my sister.”",
        "“That is a ridiculous thing to be upset about.”",
        (
            Story(
                "Somebody writes for the third evening that nothing helps. You are tired of it.",
                "You answer somebody else, or take a break, and leave the person in peace.",
                (
                    "You write that they should stop complaining and do something.",
                    "You ask the others whether they are tired of it, too.",
                ),
                "Nobody owes an answer. Being told that one is too much is what many people here fear most. "
                "If the room feels stuck, tell a moderator.",
            ),
            Story(
                "A joke of yours has hurt somebody. They say so in the room.",
                "You say sorry in one line and let the talk move on.",
                (
                    "You explain why the joke was harmless.",
                    "You write that people here should be less sensitive.",
                ),
                "What counts is how it landed. A short sorry gives the room back to everybody; "
                "an explanation keeps the hurt in the middle.",
            ),
        ),
    ),
    Text(
        "speak-for-yourself",
        "Speak for yourself",
        EVERYBODY,
        "Say how it is for you. “I” and “for me” leave the other person free; “you should” does not. "
        "Ask before you offer an idea.",
        "“When I could not sleep, getting up for a while helped me. Shall I say more?”",
        "“You have to get up earlier. Everybody knows that.”",
        (
            Story(
                "Somebody writes that they cannot talk to their father. You went through the same.",
                "You tell in a few lines how it was for you, and ask how it is for them.",
                (
                    "You tell them to break off contact, as you did.",
                    "You explain what their father must be thinking.",
                ),
                "Your story is a gift; your plan for their life is a weight. "
                "Nobody here knows the other person's father.",
            ),
            Story(
                "Somebody asks the room: “What would you do?”",
                "You say what you did, and that it may be different for them.",
                (
                    "You say what any sensible person would do.",
                    "You write that they should do what the majority here says.",
                ),
                "A question for advice is often a wish for company. "
                "Your own experience answers it and leaves the choice with them.",
            ),
        ),
    ),
    Text(
        "stay-unknown",
        "Stay unknown",
        EVERYBODY,
        "Leave out full names, addresses, places of work, phone numbers and accounts elsewhere: "
        "your own and those of others. Do not try to find out who somebody is.",
        "“I work nights in a hospital.”",
        "“I work nights at Saint Anne's, ward 4. Ask for Maria.”",
        (
            Story(
                "From small details you think you know a member from your town.",
                "You keep it to yourself and do not search further.",
                (
                    "You ask in the room whether they live near the station.",
                    "You look for their photo elsewhere to be sure.",
                ),
                "People write freely here because nobody knows them. Being recognised can cost that, "
                "and for some it can be dangerous.",
            ),
            Story(
                "You want to tell about your friend who is ill.",
                "You write “a friend of mine” and leave out what would show who it is.",
                (
                    "You use the first name and the town; that is not the full name.",
                    "You post a picture of the two of you.",
                ),
                "A few details together point to one person. Your friend has not agreed to be here.",
            ),
        ),
    ),
    Text(
        "no-ways-to-harm",
        "No ways to do harm",
        EVERYBODY,
        "You may always say that you feel like hurting yourself, or that you are afraid of dying or of living. "
        "Leave out how, with what, where and how much. The same goes for numbers about weight and eating, "
        "and for ways to harm others.",
        "“Tonight I feel like hurting myself again and I do not want to be alone with it.”",
        "Naming a means, a place, an amount, or what worked last time.",
        (
            Story(
                "You feel like hurting yourself and want to tell the room.",
                "You say how you feel, leave out the how, and look at the help page as well.",
                (
                    "You say nothing, because feelings like this are forbidden here.",
                    "You describe exactly what you have in mind, so that people understand.",
                ),
                "Feelings are never against the rules. Details of how can push somebody else who reads along. "
                "The help page has people who can be with you at once.",
            ),
            Story(
                "Somebody asks in a room how few calories others get by on.",
                "You give no number, say that numbers are left out here, and ask how they are.",
                (
                    "You give your number with a warning.",
                    "You write it to them where only they can see it.",
                ),
                "Numbers turn into something to compete with, in private as well as in the room.",
            ),
        ),
    ),
    Text(
        "nobody-put-down",
        "Nobody is put down",
        EVERYBODY,
        "Nobody is made smaller for who they are, whom they love, where they come from, what they believe, "
        "their body or their mind. Use the name and the words a person uses for themselves.",
        "“Sam wrote that they had a hard day. How are they now?”",
        "“People from there are all like that.”",
        (
            Story(
                "Somebody asks to be called “they”. You forget it once.",
                "You put it right in a word and go on.",
                (
                    "You explain at length why this is difficult for you.",
                    "You leave it; everybody knows what you meant.",
                ),
                "A short correction shows respect and takes no room away from anybody.",
            ),
            Story(
                "Somebody makes fun of people with a certain illness. They have it themselves.",
                "You say that it could hurt others here, or report it if it goes on.",
                (
                    "You laugh along; they may make that joke.",
                    "You tell them that they are the problem.",
                ),
                "A joke about oneself can still put down the others who read it. "
                "Say it about the words, not about the person.",
            ),
        ),
    ),
    Text(
        "leave-room",
        "Leave room",
        EVERYBODY,
        "Let others finish, answer those who wait, and take a break when a room is full of you. "
        "Do not write the same thing again and again, and do not sell or collect for anything.",
        "“I have said a lot. Ivy, you wanted to write something?”",
        "Twenty messages in a row while somebody new waits for a first answer.",
        (
            Story(
                "You have much on your mind. Somebody new has just said hello.",
                "You greet them, then go on with yours.",
                (
                    "You go on; somebody else will greet them.",
                    "You ask them to wait until you have finished.",
                ),
                "A first message without an answer is often the last. One line of yours changes that.",
            ),
            Story(
                "The room is busy, and slow mode is on.",
                "You gather your thoughts into one message.",
                (
                    "You write in two rooms at once to say more.",
                    "You ask somebody else to post for you.",
                ),
                "Slow mode is there so that everybody can follow. One clear message is read by more people.",
            ),
        ),
    ),
)
