"""Roles: who holds which, from when until when, given by whom; being on duty; the second step.

`policy` is the one set of predicates over grants; nothing else compares roles. A room is a number here.
"""
