from django.apps import AppConfig


class ClausesConfig(AppConfig):
    name = "moderation.clauses"
    label = "clauses"
    verbose_name = "Clauses"
