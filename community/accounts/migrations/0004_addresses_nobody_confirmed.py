"""Until now an address was taken as it was typed. Nobody has shown that theirs is their own, so none opens anything
before its owner has confirmed it; they have three months for that."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

KEPT = timedelta(days=90)


def to_be_confirmed(apps, schema_editor):
    User = apps.get_model('accounts', 'User')
    Unconfirmed = apps.get_model('accounts', 'UnconfirmedAddress')
    until = timezone.now() + KEPT
    with_address = User.objects.exclude(email='').only('pk', 'email')
    for person in with_address.iterator(chunk_size=500):
        Unconfirmed.objects.get_or_create(person_id=person.pk, defaults={'email': person.email, 'until': until})
    with_address.update(email='')


def as_they_were(apps, schema_editor):
    User = apps.get_model('accounts', 'User')
    Unconfirmed = apps.get_model('accounts', 'UnconfirmedAddress')
    for row in Unconfirmed.objects.iterator(chunk_size=500):
        User.objects.filter(pk=row.person_id, email='').update(email=row.email)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_ways_back_in'),
    ]

    operations = [
        migrations.RunPython(to_be_confirmed, as_they_were),
    ]
