"""Twenty rooms. Those who write in a room are its members; `also` are people who mostly read there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """`spare_places` None: the ordinary hundred; otherwise members + so many."""

    slug: str
    title: str
    topics: tuple[str, ...]
    for_whom: str
    description: str
    guidelines: tuple[str, ...] = ()
    banner: str = ""
    also: tuple[str, ...] = ()
    private: bool = False
    slow_mode: int = 0
    spare_places: int | None = None
    language: str = "en"


KIND = "Speak from your own life; ask before giving advice."
STAYS = "What is said here stays here."

ROOMS = (
    Place(
        "night-kitchen",
        "The night kitchen",
        ("sleep",),
        "Anyone who is awake and would rather not be",
        "Somebody is usually up. Pull out a chair, say hello or say nothing. Tea optional.",
        (KIND, "No counting of hours slept, it never helped anybody.", "Saying nothing is fine."),
        "Lamp is on. Come and sit.",
        also=("june", "coral", "ed", "hal", "priya"),
    ),
    Place(
        "steady-breath",
        "Steady breath",
        ("anxiety",),
        "People with worry, panic or a racing heart",
        "For the wave itself and for the days between waves. You do not have to explain what set it off.",
        (
            KIND,
            "If somebody is in the wave, short sentences.",
            "Questions about medicine go to your pharmacist.",
        ),
        also=("ivy", "dev", "esme", "tess"),
    ),
    Place(
        "grey-days",
        "Grey days",
        ("low-mood",),
        "When everything is flat, heavy or far away",
        "You do not have to be interesting here. Small things count: a shower, a window, a sandwich.",
        (
            KIND,
            "No cheering up on command.",
            "If you are not safe, Get help now is at the top of every page.",
        ),
        also=("wren", "lena", "hal", "jonah"),
    ),
    Place(
        "empty-chair",
        "The empty chair",
        ("grief",),
        "Anybody missing somebody",
        "Say their name if you like. There is no timetable and nobody will tell you it is time to move on.",
        (KIND, "No comparing of losses.", "Anniversaries are welcome here."),
        "Anniversaries come round. Go gently.",
        also=("theo", "dot", "hazel"),
    ),
    Place(
        "one-day",
        "One day, this one",
        ("sober",),
        "Staying sober, getting sober, or starting again",
        "Day one and year ten sit at the same table. Coming back counts as much as staying.",
        (KIND, "We do not describe drinks.", "Coming back is always welcome, without a speech.", STAYS),
        also=("nadia", "moss"),
    ),
    Place(
        "night-shift-parents",
        "Night-shift parents",
        ("parenting", "work", "sleep"),
        "Mums and dads who work while the children sleep",
        "For handovers on the doormat, school runs on no sleep, and missing bedtime again.",
        (KIND, "Replies may take a shift or two."),
        also=("esme", "bea"),
    ),
    Place(
        "exam-nerves",
        "Exam nerves",
        ("study", "anxiety"),
        "Students of any age with a date on the calendar",
        "Panic, revision, resits, results. We do not compare marks.",
        (KIND, "No marks, no rankings.", "If you are going in today, say so and we will think of you."),
        "Slow mode is on so that everyone can follow.",
        slow_mode=15,
        also=("bea", "jonah"),
    ),
    Place(
        "worn-out",
        "Worn out at work",
        ("work",),
        "Burnt out, signed off, or hanging on",
        "For people whose job has eaten the rest. Teachers, nurses, cooks, coders, everybody.",
        (KIND, "No naming of employers."),
        also=("tariq", "dev", "cal"),
    ),
    Place(
        "slow-days",
        "Slow days",
        ("illness",),
        "Living with a long illness or pain",
        "For pacing, flares, appointments and the small good bits. Short messages welcome.",
        (KIND, "No cures, please. We have all had the email about turmeric."),
        also=("ari", "june"),
    ),
    Place(
        "ill-and-worried",
        "Ill and worried",
        ("illness", "anxiety"),
        "When the body and the worry feed each other",
        "Waiting for results, living with a diagnosis, or afraid of one.",
        (KIND, "We cannot tell you what a symptom means.", "Questions about medicine go to your pharmacist."),
        also=("sunny", "theo"),
    ),
    Place(
        "sunday-table",
        "Alone on a Sunday",
        ("loneliness",),
        "For the long quiet parts of the week",
        "A table with a free seat. It is open on the other six days too.",
        (KIND, "Say hello to whoever comes in."),
        also=("greta", "luz", "cal"),
    ),
    Place(
        "carers-tea",
        "Tea for carers",
        ("caring",),
        "People who look after somebody",
        "Ten minutes with your feet up. You are allowed to be fed up and to love them, both.",
        (KIND, "Nobody here is a saint and nobody has to be."),
        spare_places=1,
        also=("june", "yusuf"),
    ),
    Place(
        "before-goodbye",
        "Before and after goodbye",
        ("caring", "grief"),
        "Caring for somebody who is dying, or who has died",
        "For the strange months on either side of a death.",
        (KIND, "Please use a content note for medical detail."),
        also=("kofi",),
    ),
    Place(
        "parents-of-teens",
        "Parents of teenagers",
        ("parenting",),
        "Slammed doors, silences and sudden hugs",
        "They are tired, we are tired. Talk about yourself more than about them: they did not ask for it.",
        (KIND, "Leave out anything that would make your child known."),
        also=("rosa", "yusuf"),
    ),
    Place(
        "kinder-plate",
        "A kinder plate",
        ("food",),
        "Making peace with eating and with mirrors",
        "Recovery from any kind of trouble with food. All bodies, all stages.",
        (
            KIND,
            "No numbers of any kind: no weights, sizes, calories or hours.",
            "No before and after.",
            "Use a content note when you are not sure.",
        ),
        also=("bea", "lena"),
    ),
    Place(
        "new-in-town",
        "New town, nobody yet",
        ("loneliness", "work"),
        "Moved for a job or a course, and the phone is quiet",
        "How do people make friends after twenty-five? We are working on it together.",
        (KIND, "Please do not arrange to meet through this site."),
        also=("lena", "ari"),
    ),
    Place(
        "sober-and-low",
        "Sober and low",
        ("sober", "low-mood"),
        "When the drinking stopped and the sadness was still there",
        "Nobody warns you about the quiet afterwards. We do.",
        (KIND, "We do not describe drinks.", STAYS),
        also=("marlow",),
    ),
    Place(
        "quiet-bench",
        "The quiet bench",
        ("low-mood", "loneliness", "grief"),
        "For sitting beside one another without much talk",
        "A few words a week is normal here. You can just sit.",
        ("A word, a weather report, a line. Nobody has to answer.",),
        also=("wren", "greta", "dot"),
    ),
    Place(
        "charla",
        "Charla en calma",
        ("anxiety", "loneliness"),
        "Para quien quiera hablar en español, sin prisa",
        "Nervios, soledad, días raros. Aquí se puede llegar como uno venga.",
        (
            "Habla desde lo tuyo y pregunta antes de aconsejar.",
            "Sin juicios.",
            "Lo que se dice aquí, aquí se queda.",
        ),
        language="es",
    ),
    Place(
        "thursday-circle",
        "Thursday circle",
        ("sober", "grief"),
        "Six of us who started together",
        "Our own small room. New people only when all of us agree.",
        (STAYS, "One speaks, the rest wait."),
        private=True,
    ),
)
