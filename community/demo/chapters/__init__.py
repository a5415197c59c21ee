"""The demo, a chapter for each feature. A new feature adds a module with `tell(story)` and its line here."""

from . import people, places, reading, talk

CHAPTERS = (people, places, talk, reading)
