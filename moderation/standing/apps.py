from django.apps import AppConfig


class StandingConfig(AppConfig):
    name = "moderation.standing"
    verbose_name = "Decisions in force"
