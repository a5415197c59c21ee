"""A small site with something on every page: rooms with words, a case, decisions, roles, a private room that was
read. For `site.call`; made through the services that the site itself uses.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.support.people import acting

DAY = timedelta(days=1)
PERSONS = ("dina", "eve", "sven", "nora", "kim", "pat", "cleo", "sam", "mo", "ines", "lea", "stella")


def made() -> dict[str, Any]:
    """`people`: {name: {id, handle, session}}; everything else is what addresses are made of.

    Cleo has closed her account; Dina is a member, Eve wrote what was reported, Sven is suspended, Nora has just come, Kim signs in with an
    app, Pat with a key, Sam is a supporter, Mo and Ines moderate, Lea is a lead, Stella runs the site.
    """
    from tests.support.people import make_person, make_room, session_of

    people = {name: make_person(name, display_name=name.title()) for name in PERSONS if name != "stella"}
    people["stella"] = make_person("stella", display_name="Stella", is_staff=True, is_superuser=True)
    dina, eve, sam = (people[name] for name in ("dina", "eve", "sam"))
    rooms = {
        "open": make_room(
            "long-nights", title="Long nights", topics=["Sleep", "Grief"], members=[dina, eve, sam],
            description="For those who lie awake.", guidelines="Speak for yourself.", for_whom="people who are awake",
        ),
        "private": make_room("quiet-circle", title="Quiet circle", access="private", members=[dina, eve]),
    }  # fmt: skip
    _talk(rooms, people)
    _roles(rooms, people)
    _accepted(people)
    facts = {
        **_moderation(rooms, people),
        **_glass(rooms, people),
        **_second_steps(people["kim"], people["pat"]),
    }
    _belongings(people["dina"], people["cleo"])
    sessions = {name: session_of(person) for name, person in people.items()}
    return {
        **_new_password(people["kim"]),
        **_ways_back_in(people["dina"]),
        "people": {
            name: {
                "id": person.pk,
                "handle": person.handle,
                "session": sessions[name],
                "mark": person.mark,
            }
            for name, person in people.items()
        },
        **facts,
    }


def _talk(rooms: dict[str, Any], people: dict[str, Any]) -> None:
    from community.accounts import blocks
    from rooms import posting, services
    from rooms.posting import Post

    def say(who: str, body: str, room: str = "open", **more: Any) -> None:
        posting.post_message(Post(rooms[room].slug, acting(people[who]), uuid4(), body, **more))

    say("dina", "Is somebody awake?")
    say("eve", "You are all pathetic.")
    say("sam", "I am, Dina. What keeps you up?", reply_to=1)
    say("dina", "The same as every night, and it began with a letter.", note="loss")
    say("dina", "Taken back.")
    say("sven", "Shut up.")
    say("nora", "Hello, I am new here.")
    say("dina", "Only between us.", room="private")
    say("eve", "Of course.", room="private")
    messages = rooms["open"].messages
    services.react(messages.get(seq=3), by=acting(people["dina"]), reaction="hear", on=True)
    services.remove(messages.get(seq=5), by=acting(people["dina"]))
    blocks.block(people["sven"], by=acting(people["dina"]))


def _roles(rooms: dict[str, Any], people: dict[str, Any]) -> None:
    from moderation.roles import duty
    from moderation.roles import services as roles

    for name, role in (("sam", "supporter"), ("mo", "moderator"), ("ines", "moderator"), ("lea", "lead")):
        roles.grant(
            people[name], by=acting(people["stella"]), role=role, reason="Has been here for a long time."
        )
    duty.go_on_duty(by=acting(people["sam"]), role="supporter")
    duty.go_on_duty(by=acting(people["ines"]), role="moderator")


def _accepted(people: dict[str, Any]) -> None:
    """By everybody but Nora, who is asked on her first page."""
    from moderation.clauses import services
    from moderation.clauses.models import Clause

    clause = Clause.objects.get(slug="be-kind")
    services.accept(people["stella"], services.owed_by(people["stella"]))
    services.publish(
        clause,
        by=acting(people["stella"]),
        material=True,
        what_changed="An example.",
        fine=clause.fine + " Or so.",
    )
    for name, person in people.items():
        if name != "nora":
            services.accept(person, services.owed_by(person))
    services.tell_incident(clause, by=acting(people["sam"]), words="I answered in a hurry.")


def _moderation(rooms: dict[str, Any], people: dict[str, Any]) -> dict[str, Any]:
    from django.utils import timezone

    from moderation.cases import services
    from moderation.clauses.models import Clause
    from moderation.desk.hand_over import acknowledge, write_hand_over

    room, clause = rooms["open"], Clause.objects.get(slug="be-kind")
    dina, eve, sven, mo, ines = (people[name] for name in ("dina", "eve", "sven", "mo", "ines"))
    unkind, rude = room.messages.get(seq=2), room.messages.get(seq=6)
    closed = services.report(rude, by=acting(dina), reason="unkind", words="It hurt.").case
    services.claim(closed, by=acting(mo))
    services.suspend(
        sven, by=acting(mo), clause=clause, until=timezone.now() + 7 * DAY, case=closed, about=rude
    )
    services.close(closed, by=acting(mo), outcome="acted")
    about_dina = {"by": acting(ines), "clause": clause, "room": room}
    warning = services.warn(dina, words="Please be gentle.", **about_dina)
    answered = services.warn(dina, words="And here.", **about_dina)
    services.decide(
        services.appeal(answered, by=acting(dina), words="It was a song."),
        by=acting(mo),
        overturn=False,
        answer="We looked twice.",
    )
    appealed = services.warn(eve, words="Please stop.", **about_dina)
    appeal = services.appeal(appealed, by=acting(eve), words="I was tired.")
    held = services.report(unkind, by=acting(dina), reason="unkind", words="It made me want to leave.").case
    services.claim(held, by=acting(mo))
    waiting = services.report(room.messages.get(seq=4), by=acting(eve), reason="worried").case
    acknowledge(write_hand_over(by=acting(mo), words="Yesterday was quiet."), by=acting(ines))
    write_hand_over(by=acting(ines), words="Please look in on Dina at ten.")
    return {
        "room": room.slug, "case": held.pk, "waiting": waiting.pk, "closed": closed.pk, "appeal": appeal.pk,
        "sanction": warning.pk, "clause": clause.pk, "grant": people["sam"].grants.get().pk,
    }  # fmt: skip


def _glass(rooms: dict[str, Any], people: dict[str, Any]) -> dict[str, Any]:
    from moderation.break_glass import services as break_glass

    lea, stella, room = people["lea"], people["stella"], rooms["private"]
    first = break_glass.confirm(
        break_glass.ask(room, by=acting(lea), reason="Somebody may be hurt."), by=acting(stella)
    )
    break_glass.open_to_read(first, by=acting(lea))
    break_glass.end(first, by=acting(lea))
    break_glass.tell_over()
    again = break_glass.confirm(
        break_glass.ask(room, by=acting(lea), reason="It goes on tonight."), by=acting(stella)
    )
    return {"glass": again.pk, "glass_over": first.pk, "private": room.slug}


def _belongings(dina: Any, cleo: Any) -> None:
    """An archive to be fetched, and somebody who may still come back."""
    from community.accounts.privacy import services

    services.ask_for_export(dina, by=acting(dina))
    services.make_due_exports()
    services.close(cleo, by=acting(cleo))


def _second_steps(kim: Any, pat: Any) -> dict[str, Any]:
    """An app and recovery codes for one, a key for the other."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(kim, generate_totp_secret())
    RecoveryCodes.activate(kim)
    key = Authenticator.objects.create(
        user=pat, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone", "credential": {}}
    )
    return {"key": key.pk}


def _new_password(person: Any) -> dict[str, str]:
    """What the link in the mail is made of. Signing in would end it."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    person.refresh_from_db()
    return {"reset_for": user_pk_to_url_str(person), "reset_key": default_token_generator.make_token(person)}


def _ways_back_in(person: Any) -> dict[str, str]:
    """An address that waits to be confirmed, and a phrase."""
    from community.accounts import addresses, phrases

    phrases.make(person, by=acting(person))
    waiting = addresses.await_confirmation(person, "dina@example.org")
    return {"address_key": addresses.link_to(waiting).split("/")[-2]}


def has_just_said_who_it_is(key: str, person_id: int) -> None:
    """Pages about signing in ask for the password again, and then not for some minutes."""
    from importlib import import_module
    from types import SimpleNamespace

    from allauth.account.internal.flows.login import record_authentication
    from django.conf import settings

    from community.accounts.models import User

    person = User.objects.get(pk=person_id)
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    record_authentication(SimpleNamespace(session=session), person, "password", reauthenticated=True)
    session.save()


def drawn(name: str, person_id: int) -> str:
    """A page that no address shows by itself, as it is drawn when something went wrong."""
    from django.test import RequestFactory, override_settings

    from community import pages
    from community.accounts.actor import Actor
    from community.accounts.models import User
    from community.kernel.refused import TooFast
    from moderation.roles.views import second_step

    request: Any = RequestFactory().get("/", headers={"accept": "text/html", "host": "127.0.0.1"})
    request.user = User.objects.get(pk=person_id)
    request.who_acts = lambda: Actor(request.user, "", name != "second_step", "")
    if name == "second_step":
        with override_settings(DEMO_WITHOUT_SECOND_FACTOR=False):
            return str(second_step(request).content.decode())
    if name == "too_fast":
        return pages.refused(
            request, TooFast("You can write again in a moment.", retry_after=12)
        ).content.decode()
    view = {
        "400": pages.bad_request,
        "403": pages.forbidden,
        "404": pages.not_found,
        "429": pages.too_many,
        "csrf": pages.csrf_failure,
    }
    return (pages.broken if name == "500" else view[name])(request).content.decode()
