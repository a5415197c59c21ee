"""Topics, rooms, and everything said in them, live and on the page.

Say something only through `rooms.posting`, change it through `rooms.services` (edit, remove, react); read through the visible
querysets of `rooms.models`. `writer` and `hub` are the engine; `frames` is the wire contract.
"""
