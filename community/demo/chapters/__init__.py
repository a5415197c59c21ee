"""The demo, a chapter for each feature. A new feature adds a module with `tell(story)` and its line here."""

from . import answers, belongings, meeting, moderation, people, places, reading, roles, talk

CHAPTERS = (people, places, talk, reading, answers, roles, moderation, meeting, belongings)
