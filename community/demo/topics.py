"""Twelve topics: what troubles people, in their own words."""

# name, slug, description
TOPICS = (
    ("Anxiety", "anxiety", "Worry, panic, a heart that will not sit down."),
    ("Low mood", "low-mood", "Grey days, heavy mornings, not feeling much at all."),
    ("Grief", "grief", "Somebody is missing, since last week or for twenty years."),
    ("Sleep", "sleep", "Awake when the house is not."),
    ("Work and burnout", "work", "Too much of it, too little of you left."),
    ("Parenting", "parenting", "Small ones, tall ones, and you in the middle."),
    ("Staying sober", "sober", "Drink or anything else you are leaving behind."),
    ("Long illness and pain", "illness", "Bodies that do not do as they are told."),
    ("Loneliness", "loneliness", "Too quiet, in a flat or in a crowd."),
    ("Study and exams", "study", "Deadlines, results, and fear of both."),
    ("Caring for someone", "caring", "Looking after somebody, and who looks after you."),
    ("Food and body", "food", "A kinder way with eating and with mirrors."),
)
