"""Roles, clauses, reports, sanctions and the log of every act. Content inherits `moderation.models.Reportable`.

What is done to people and content goes through `moderation.services`; the log is written there and nowhere else.
"""
