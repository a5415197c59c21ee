"""Which names may be. `check` says why one may not, in words; the other modules are its lists.

check (what is asked of a name) · roles, insults, elsewhere, marks (data) · worn (names that belong to somebody, told by
the apps above). A person's name is told apart by it from what poses as the site or as somebody with a duty.
"""
