from django.apps import AppConfig


class BreakGlassConfig(AppConfig):
    name = "moderation.break_glass"
    verbose_name = "Break-glass"
