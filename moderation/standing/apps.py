from django.apps import AppConfig


class StandingConfig(AppConfig):
    name = "moderation.standing"
    verbose_name = "Decisions in force"

    def ready(self) -> None:
        from community.accounts import policy as people
        from community.accounts.naming import worn

        from . import policy

        people.people_silenced(policy.is_silenced)
        worn.names_taken_from(policy.names_taken_from)
