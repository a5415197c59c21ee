"""Who may do what, and what happens when somebody does not keep to it: two halves, with the rooms between them.

Below the rooms, because a room decides by it: roles, clauses, rules, standing, log.
Above the rooms, because it deals with what happened in them: cases, desk, break_glass, care, screening, training.
"""
