"""The place of what keeps people safe next: the rule engine, crisis alerts, helplines, staffing modes. Empty so far.

It stands on `moderation.services` and the log; rooms ask it through services, it never imports them.
"""
