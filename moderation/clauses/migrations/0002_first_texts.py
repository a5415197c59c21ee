"""Every site starts with the clauses, their scenario questions and the role matrix."""

from typing import Any

from django.db import migrations

from moderation.clauses.install import install_texts


def install(apps: Any, schema_editor: Any) -> None:
    install_texts(apps)


class Migration(migrations.Migration):
    dependencies = [("clauses", "0001_initial")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
