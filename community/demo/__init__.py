"""The story community that `manage.py demo` tells: invented people, real kinds of evenings.

Words live in `people`, `topics`, `rooms` and `talk_*` (screenplays, see `screenplay`); `chapters` put them into the
database, one feature a chapter. Say it like a person, keep to safe messaging, and never use a real name or number.
"""
