from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "community.accounts.privacy"
    label = "privacy"
    verbose_name = "Exports"
