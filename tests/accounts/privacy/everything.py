"""Dora, of whom there is one of everything, made through the services; and the words by which it is found again.

`canary-mine-…`: hers, and gone with her. `canary-duty-…`: what she wrote in a role, about or for somebody else; it is
hers in an export and stays without her. `canary-theirs-…`: other people's.
"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from tests.rooms import talk

PASSWORD = "openhearth"
ADDRESS = "canary-mine-address@example.org"
SOON = timedelta(hours=1)


def by(person: Any) -> Any:
    """Whoever acts, as the services want them."""
    from tests.support.people import acting

    return acting(person)


def world() -> SimpleNamespace:
    from tests.moderation.people import clause_of, give_role
    from tests.support.people import make_person, make_room

    names = ("bob", "eve", "mo", "ines", "lea", "stella")
    them: dict[str, Any] = {name: make_person(name, display_name=name.title()) for name in names}
    w = SimpleNamespace(**them)
    w.dora = make_person(
        "dora-canary-mine-handle",
        display_name="canary-mine-name",
        email=ADDRESS,
        about="canary-mine-about",
        password=PASSWORD,
    )
    w.root = make_person("root", is_staff=True, is_superuser=True)
    w.clause = clause_of()
    w.open = make_room("evening", members=[w.dora, w.bob, w.eve])
    w.private = make_room("circle", access="private", title="Circle", members=[w.dora, w.bob])
    for person, role in ((w.mo, "moderator"), (w.ines, "moderator"), (w.lea, "lead"), (w.stella, "staff")):
        give_role(person, role)
    _account(w)
    _arrivals(w)
    _talk(w)
    _reports(w)
    _roles(w)
    _rules(w)
    _decisions(w)
    _at_the_desk(w)
    _private_rooms(w)
    _admin(w)
    _export(w)
    w.dora.refresh_from_db()
    return w


def _account(w: Any) -> None:
    from allauth.account.models import EmailAddress
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.test import Client

    from community.accounts import addresses, blocks, services
    from community.accounts.models import RecoveryPhrase

    browser = {"user-agent": "Mozilla/5.0 canary-mine-browser"}
    Client(headers=browser).post(
        "/account/login/", {"login": w.dora.handle, "password": PASSWORD}, REMOTE_ADDR="203.0.113.77"
    )
    w.client = Client(headers=browser)
    w.client.force_login(w.dora)
    w.client.get("/me/")
    _signed_in_on_a_device(w)
    TOTP.activate(w.dora, generate_totp_secret())
    RecoveryCodes.activate(w.dora)
    services.change_settings(
        w.dora, by=by(w.dora), about="canary-mine-about", time_zone="Pacific/Chatham", language="en"
    )
    EmailAddress.objects.create(user=w.dora, email=ADDRESS)
    addresses.await_confirmation(w.dora, f"new-{ADDRESS}")
    RecoveryPhrase.objects.create(person=w.dora, words="canary-never-exported-hash")
    blocks.block(w.mo, by=by(w.dora))
    blocks.unblock(w.mo, by=by(w.dora))
    stranger = _somebody("canary-theirs-blocked")
    blocks.block(stranger, by=by(w.dora))
    blocks.block(w.dora, by=by(_somebody("canary-theirs-blocker")))
    blocks.mute(_somebody("canary-theirs-muted"), by=by(w.dora))


def _somebody(name: str) -> Any:
    from tests.support.people import make_person

    return make_person(name)


def _signed_in_on_a_device(w: Any) -> None:
    """As allauth does when somebody signs in."""
    from allauth.usersessions.models import UserSession

    UserSession.objects.get_or_create(
        session_key=w.client.session.session_key,
        defaults={"user": w.dora, "ip": "203.0.113.77", "user_agent": "Mozilla/5.0 canary-mine-browser"},
    )


def _arrivals(w: Any) -> None:
    """While she is a member and no more: whoever has a role is not welcomed."""
    from rooms import greeting
    from rooms.models import Greeting, Membership

    greeting.arrive(w.open, w.dora)
    newcomer = _somebody("nora")
    Membership.objects.create(room=w.open, user=newcomer)
    greeting.arrive(w.open, newcomer)
    now = timezone.now()
    Greeting.objects.filter(person=newcomer).update(
        seen_by=w.dora, seen_at=now, greeted_by=w.dora, greeted_at=now
    )


def _roles(w: Any) -> None:
    from moderation.roles import duty, services

    w.dora.is_staff = True
    w.dora.save(update_fields=["is_staff"])
    for role in ("moderator", "lead", "staff"):
        services.grant(w.dora, by=by(w.root), role=role, reason="She has been here for long.")
    given = services.grant(w.bob, by=by(w.dora), role="supporter", reason="canary-duty-grant")
    services.end_grant(given, by=by(w.dora), reason="canary-duty-grant-end")
    duty.go_on_duty(by=by(w.dora), role="moderator")
    duty.go_off_duty(by=by(w.dora), role="moderator")


def _rules(w: Any) -> None:
    from moderation.clauses import services
    from moderation.clauses.models import Clause, RoleLine, Scenario

    services.accept(w.dora, list(Clause.objects.all()))
    story = Scenario.objects.exclude(choices=None).first()
    services.answer(story, story.choices.first(), by=by(w.dora))
    services.publish(
        w.clause, by=by(w.dora), material=False, what_changed="An example.", fine=w.clause.fine + " Or so."
    )
    line = RoleLine.objects.first()
    line._history_user = w.dora
    line.save()
    services.tell_incident(w.clause, by=by(w.dora), words="canary-mine-incident")
    services.tell_incident(w.clause, by=by(w.dora), about=w.lea, words="canary-duty-incident")
    services.tell_incident(w.clause, by=by(w.lea), about=w.dora, words="canary-theirs-incident")


def say(w: Any, person: Any, body: str, *, room: Any = None, **more: Any) -> Any:
    return talk.say(room or w.open, person, body, **more)


def _talk(w: Any) -> None:
    from rooms import services
    from rooms.live import presence

    w.bobs = say(w, w.bob, "canary-theirs-message")
    w.said = say(w, w.dora, "canary-mine-message", reply_to=w.bobs.seq)
    w.noted = say(w, w.dora, "canary-mine-under-a-note", note="canary-mine-note")
    services.edit(w.noted, by=by(w.dora), body="canary-mine-edited")
    w.secret = say(w, w.dora, "canary-mine-private", room=w.private)
    say(w, w.bob, "canary-theirs-private", room=w.private)
    w.unkind = say(w, w.dora, "canary-mine-hidden")
    w.appealed = say(w, w.dora, "canary-mine-reported")
    w.answered = say(w, w.bob, "canary-theirs-answer", reply_to=w.said.seq)
    services.react(w.bobs, by=by(w.dora), reaction="hear", on=True)
    services.react(w.bobs, by=by(w.eve), reaction="hear", on=True)
    services.react(w.said, by=by(w.bob), reaction="same", on=True)
    presence.write("a-process", {(w.open.pk, w.dora.pk)}, set())


def _reports(w: Any) -> None:
    """One she made that is closed, one that is open; one about her that is closed, one that is open."""
    from moderation.cases import services as cases
    from moderation.standing.models import TakenName

    hers = cases.report(w.bobs, by=by(w.dora), reason="unkind", words="canary-mine-report").case
    cases.claim(hers, by=by(w.mo))
    cases.close(hers, by=by(w.mo), outcome="talked", note="canary-theirs-note")
    w.her_open = cases.report(
        w.answered, by=by(w.dora), reason="worried", words="canary-mine-open-report"
    ).case
    w.about_her = cases.report(w.unkind, by=by(w.eve), reason="unkind", words="canary-theirs-report").case
    cases.claim(w.about_her, by=by(w.mo))
    decision = cases.Decision(clause=w.clause, hide=True, kind="warning", words="canary-told-warning")
    cases.settle(w.about_her, by=by(w.mo), decision=decision, note="canary-theirs-note-about-her")
    w.open_case = cases.report(
        w.appealed, by=by(w.bob), reason="unkind", words="canary-theirs-open-report"
    ).case
    TakenName.objects.create(
        sanction=w.dora.sanctions.get(kind="warning"),
        display_name="canary-mine-taken",
        about="canary-mine-taken-line",
    )
    asked = cases.appeal(w.dora.sanctions.get(kind="warning"), by=by(w.dora), words="canary-mine-appeal")
    cases.decide(asked, by=by(w.ines), overturn=False, answer="canary-told-answer")


def _decisions(w: Any) -> None:
    """What she did herself as a moderator."""
    from moderation.cases import services as cases

    w.handled = cases.report(say(w, w.eve, "canary-theirs-rude"), by=by(w.bob), reason="unkind").case
    cases.claim(w.handled, by=by(w.dora))
    cases.close(w.handled, by=by(w.dora), outcome="talked", note="canary-duty-note")
    given = cases.mute(
        w.eve,
        by=by(w.dora),
        room=w.open,
        clause=w.clause,
        until=timezone.now() + SOON,
        words="canary-duty-said",
    )
    cases.undo(given, by=by(w.dora), reason="canary-duty-undone")
    theirs = cases.warn(w.eve, by=by(w.mo), clause=w.clause, room=w.open)
    appeal = cases.appeal(theirs, by=by(w.eve), words="canary-theirs-appeal")
    cases.decide(appeal, by=by(w.dora), overturn=False, answer="canary-duty-answer")


def _at_the_desk(w: Any) -> None:
    from moderation.desk import exposure, hand_over

    hand_over.write_hand_over(by=by(w.dora), words="canary-mine-hand-over")
    card = hand_over.write_hand_over(by=by(w.mo), words="canary-theirs-hand-over")
    hand_over.acknowledge(card, by=by(w.dora))
    exposure.take_break(by=by(w.dora))


def _private_rooms(w: Any) -> None:
    """One she read as a lead, and one of hers that was read."""
    from moderation.break_glass import services as break_glass
    from tests.support.people import make_room

    elsewhere = make_room("other-circle", access="private", members=[w.bob])
    break_glass.confirm(break_glass.ask(elsewhere, by=by(w.dora), reason="canary-duty-glass"), by=by(w.lea))
    hers = break_glass.ask(w.private, by=by(w.lea), reason="canary-theirs-glass")
    glass = break_glass.confirm(hers, by=by(w.root))
    break_glass.open_to_read(glass, by=by(w.lea))
    break_glass.end(glass, by=by(w.lea))


def _admin(w: Any) -> None:
    from django.contrib.admin.models import CHANGE, LogEntry
    from django.contrib.auth.models import Permission
    from django.contrib.contenttypes.models import ContentType

    def changed(who: Any, thing: Any, words: str = "") -> None:
        LogEntry.objects.create(
            user=who,
            content_type=ContentType.objects.get_for_model(thing),
            object_id=str(thing.pk),
            object_repr=str(thing),
            action_flag=CHANGE,
            change_message=words,
        )

    w.dora.refresh_from_db()
    changed(w.dora, w.open)
    changed(w.root, w.dora, "canary-theirs-admin")
    w.dora.user_permissions.add(Permission.objects.first())


def _export(w: Any) -> None:
    from community.accounts.privacy import services

    services.ask_for_export(w.dora, by=by(w.dora))


def every_word_of_the_database() -> str:
    """Every value of every table as text, and every encrypted field once more as it reads."""
    from django.apps import apps
    from django.db import connection

    from community.kernel.crypto import encrypted_fields

    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [f"{table}: {row}" for row in cursor.fetchall()]
    for model, field in encrypted_fields():
        found += [
            f"{model._meta.db_table}.{field.name}: {value}"
            for value in model._base_manager.values_list(field.name, flat=True)
        ]
    assert apps.ready
    return "\n".join(found)
