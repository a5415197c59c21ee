"""Badges, awards and gates. Each app declares its own in its `badges.py`; nothing is here yet."""
