"""Forty-two people. `key` is what the screenplays call them; `calling` is what a chapter may make of them."""

from dataclasses import dataclass
from typing import Literal

Calling = Literal["member", "supporter", "moderator"]


@dataclass(frozen=True, slots=True)
class Person:
    """`here_since` in days before the story is told."""

    key: str
    handle: str
    name: str
    zone: str
    here_since: int
    about: str
    calling: Calling = "member"
    language: str = "en"


UK, IRELAND = "Europe/London", "Europe/Dublin"

PEOPLE = (
    Person(
        "wren", "quiet-wren-12", "Wren", UK, 140, "Light sleeper. I walk at night, as far as the kitchen."
    ),
    Person(
        "otis",
        "slow-otter-58",
        "Otis",
        "America/Chicago",
        310,
        "Line cook for twenty years, sober for nearly two of them.",
        "supporter",
    ),
    Person("moss", "mossy-stone-7", "moss", UK, 200, "here for the grey ones. do not expect capital letters"),
    Person("ivy", "brave-ivy-31", "Ivy", IRELAND, 60, "Third-year nursing student, professional worrier."),
    Person(
        "tariq", "north-lantern-44", "Tariq", UK, 95, "Hospital porter, nights. Two girls, five and three."
    ),
    Person(
        "june",
        "early-june-63",
        "June",
        UK,
        260,
        "Widowed. Retired librarian. I still read everything twice.",
        "supporter",
    ),
    Person(
        "kofi",
        "warm-anchor-19",
        "Kofi",
        "Africa/Accra",
        80,
        "Engineer. I lost my brother and I like to say his name: Kwame.",
    ),
    Person(
        "bea",
        "pale-lagoon-26",
        "Bea",
        "Australia/Melbourne",
        120,
        "Anxious since forever, gardening about it.",
    ),
    Person("sam", "soft-pebble-90", "Sam", "America/Toronto", 170, "they/them. long illness, short messages"),
    Person(
        "lena",
        "linden-path-15",
        "Lena",
        "Europe/Berlin",
        75,
        "English is my second language, tired is my first.",
    ),
    Person(
        "rosa", "river-rosa-41", "Rosa", "America/Chicago", 150, "Caring for my mom. Hablo español también."
    ),
    Person("dev", "copper-kite-33", "Dev", "Asia/Kolkata", 45, "Exams by day, overthinking by night."),
    Person(
        "hal",
        "stubborn-thistle-5",
        "Hal",
        UK,
        230,
        "Glaswegian. On my second day one more times than I can count.",
    ),
    Person("nadia", "moonlit-fern-22", "Nadia", UK, 88, "Night nurse, mum of one, mostly made of toast."),
    Person("pip", "tiny-comet-70", "pip", UK, 6, "first year at uni. new here so be nice pls"),
    Person(
        "theo",
        "olive-harbour-11",
        "Theo",
        "Europe/Athens",
        110,
        "My father has dementia. I am learning him again.",
    ),
    Person(
        "mags", "chatty-magpie-8", "Mags", IRELAND, 190, "Full-time carer, part-time comedian.", "supporter"
    ),
    Person(
        "birch",
        "silver-birch-52",
        "Birch",
        "America/Los_Angeles",
        130,
        "Learning to eat without arguing with myself.",
    ),
    Person(
        "ana",
        "clara-brisa-17",
        "Ana",
        "Europe/Madrid",
        65,
        "De Sevilla. Los nervios y yo, viejos conocidos.",
        language="es",
    ),
    Person(
        "luz",
        "faro-azul-29",
        "Luz",
        "America/Bogota",
        50,
        "Aprendiendo a estar sola sin sentirme sola.",
        language="es",
    ),
    Person(
        "cal",
        "low-tide-36",
        "Cal",
        "America/Halifax",
        100,
        "Boats, weather, not much talk. Working on the talk.",
    ),
    Person(
        "esme",
        "chalk-and-ivy-4",
        "Esme",
        UK,
        72,
        "Teacher, signed off for the term, feeling guilty about it.",
    ),
    Person(
        "jonah", "second-whale-13", "Jonah", UK, 25, "Moved to Leeds for a job. Know the barista. That is it."
    ),
    Person(
        "priya", "marigold-lane-48", "Priya", "Asia/Kolkata", 160, "Chronic pain, bad puns, good blankets."
    ),
    Person(
        "finn",
        "southern-gull-21",
        "Finn",
        "Pacific/Auckland",
        85,
        "Dad to a fifteen year old. Send help, or biscuits.",
    ),
    Person(
        "olu",
        "bright-canoe-39",
        "Olu",
        IRELAND,
        30,
        "Lagos to Dublin. Cold hands, warm heart, empty weekends.",
    ),
    Person(
        "greta",
        "snow-lark-64",
        "Greta",
        "Europe/Stockholm",
        105,
        "My sister Astrid died two years ago this month.",
    ),
    Person(
        "marlow", "steady-marlow-27", "Marlow", UK, 300, "I come most evenings. I mostly listen.", "supporter"
    ),
    Person(
        "dot",
        "button-jar-71",
        "Dot",
        UK,
        280,
        "Seventy-one. Looked after Ron for nine years. Kettle always on.",
        "supporter",
    ),
    Person(
        "sunny",
        "sunny-ish-6",
        "Sunny(ish)",
        "America/Vancouver",
        220,
        "Panic, then less panic, now mostly fine. Ask me how it went.",
        "supporter",
    ),
    Person(
        "yusuf",
        "calm-ferry-43",
        "Yusuf",
        UK,
        330,
        "Been through it, come out further along. Keeps the rooms kind.",
        "moderator",
    ),
    Person(
        "hazel",
        "hazel-lantern-2",
        "Hazel",
        "America/New_York",
        320,
        "Former night owl, now merely an evening person.",
        "moderator",
    ),
    Person("ari", "frost-window-55", "Ari", "Europe/Helsinki", 40, "Health worries. I know, I know."),
    Person("tess", "kind-cinder-18", "Tess", UK, 115, "Belfast. Making peace with my plate, slowly."),
    Person(
        "bram",
        "polder-heron-30",
        "Bram",
        "Europe/Amsterdam",
        92,
        "Crohn's, direct as the Dutch come, soft inside.",
    ),
    Person("nell", "small-harbour-83", "Nell", UK, 4, "New. Lost my dad two months ago."),
    Person("ravi", "amber-meter-61", "Ravi", UK, 55, "Drives a taxi so the kids can drive me up the wall."),
    Person(
        "coral", "coral-porch-24", "Coral", "America/New_York", 78, "Single mom, one teenager, zero privacy."
    ),
    Person("ed", "marsh-walker-9", "Ed", UK, 66, "Retired. Norfolk. The dog did most of the talking."),
    Person("mika", "paper-boat-47", "Mika", "America/Toronto", 125, "Ten months. One at a time."),
    Person("rook", "sharp-gravel-16", "Rook", UK, 14, "Here for the exam room. Long story."),
    Person("vera", "golden-bell-88", "Vera", "Europe/Berlin", 5, "I help people shine."),
)
