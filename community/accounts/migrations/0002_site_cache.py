"""The table of the embedded set-up's cache: limits that hold across processes stand in it."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    # Makes what is missing for each cache that is kept in this database, and nothing when that is Redis.
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
