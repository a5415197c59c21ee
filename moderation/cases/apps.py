from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "moderation.cases"
    verbose_name = "Reports and cases"
