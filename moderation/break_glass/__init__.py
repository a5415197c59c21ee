"""Reading a private room when somebody may be in danger: two people, a reason, an hour, and its members are told.

`access` is the page on which a person sees who has read what is private to them.
"""
