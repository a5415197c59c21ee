from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "moderation.log"
    verbose_name = "Log"
