"""What was decided about a person and holds now. Read by whatever lets somebody in or lets them write.

Decisions are made above (`moderation.cases`); here they are only known.
"""
