"""News for a person: a row each, told by `services.tell(person, kind, **facts)`, drawn from `catalogue.py`.

A new piece of news is an entry in the catalogue and a call of `tell` where it happens. How the number of a room or
the name of a role is said is known by their apps, in `<app>/notices.py`.
"""
