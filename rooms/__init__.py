"""Topics, rooms, and everything said in them, live and on the page.

Change a message only through `rooms.services` (post_messages, edit, remove, react); read through the visible
querysets of `rooms.models`. `writer` and `hub` are the engine; `frames` is the wire contract.
"""
