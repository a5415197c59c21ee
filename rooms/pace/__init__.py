"""How lively a room is, and what follows from it. Reads messages and presences, changes nothing.

`meter` says it in four words: quiet, good, busy, too busy.
"""
