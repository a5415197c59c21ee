"""The story community that `manage.py demo` tells: invented people, real kinds of evenings.

Words live in `people`, `topics`, `rooms` and `talk_*` (screenplays, see `screenplay`); `chapters` put them
into the database, one feature a chapter. Write as people talk, keep to safe messaging: no method, no number
of a body or a dose, no real name or address.
"""
