"""An address opens nothing until the person it belongs to has confirmed it."""

import re
from smtplib import SMTPException

import pytest
from django.db import IntegrityError
from django.test import Client

from community.accounts import addresses
from community.accounts.chores import forget_unconfirmed_addresses
from community.accounts.models import UnconfirmedAddress, User
from community.kernel import limits
from community.kernel.refused import Conflict, Gone, NotAllowed, TooFast
from tests.accounts.test_sign_up import open_form
from tests.support.people import acting

pytestmark = pytest.mark.django_db
PASSWORD = "openhearth"
NEW = "seven-boats-on-a-lake"


def absolute(path):
    return f"https://testserver{path}"


def change(person, email, by=None):
    addresses.change(person, by=acting(by or person), email=email, absolute=absolute)


def link_in(mail):
    return re.search(r"https?://testserver(/account/confirm-email/\S+)", mail.body).group(1)


def to(mailbox, email):
    return [mail for mail in mailbox if mail.to == [email]]


def ask_for_a_link(email):
    return Client().post("/account/password/reset/", {"email": email})


def test_a_mistyped_address_at_sign_up_gives_a_stranger_nothing(client, mailoutbox):
    """Case 30."""
    form = open_form(client, email="Stranger@Example.org")
    assert client.post("/account/signup/", form).status_code == 302
    mail = mailoutbox[0]
    assert mail.to == ["stranger@example.org"]
    assert form["handle"] not in f"{mail.subject} {mail.body}" and "openhearth" not in mail.subject.lower()
    assert "If this was not you, ignore it" in mail.body
    ask_for_a_link("stranger@example.org")
    assert len(mailoutbox) == 2
    assert "/key/" not in mailoutbox[1].body and form["handle"] not in mailoutbox[1].body
    # Whoever reads that mail has the link, and not the account.
    answer = Client().get(link_in(mail))
    assert answer.status_code == 302 and answer["Location"].startswith(
        "/account/login/?next=/account/confirm"
    )
    assert Client().post(link_in(mail)).status_code == 302
    assert User.objects.get().email == ""


def test_the_pages_say_that_it_is_not_confirmed(client, mailoutbox):
    client.post("/account/signup/", open_form(client, email="anna@example.org"))
    for path in ("/me/welcome/", "/me/", "/account/email/"):
        page = client.get(path).content.decode()
        assert "anna@example.org" in page and "opens nothing" in page, path


def test_the_link_confirms_it_for_the_person_and_only_with_a_press(client, alice, sign_in, mailoutbox):
    change(alice, " Alice@Example.org ")
    link, client = link_in(mailoutbox[0]), sign_in(alice)
    assert "alice@example.org" in client.get(link).content.decode()
    assert User.objects.get(pk=alice.pk).email == ""
    page = client.post(link, follow=True).content.decode()
    assert "This address can get you back in now." in page
    assert User.objects.get(pk=alice.pk).email == "alice@example.org"
    ask_for_a_link("ALICE@example.org")
    assert "/password/reset/key/" in mailoutbox[-1].body
    # Once only.
    assert "does not work any more" in client.post(link, follow=True).content.decode()


def test_nobody_confirms_an_address_into_another_account(alice, eve, sign_in, mailoutbox):
    change(alice, "alice@example.org")
    link = link_in(mailoutbox[0])
    for method in ("get", "post"):
        page = getattr(sign_in(eve), method)(link, follow=True).content.decode()
        assert "does not work any more" in page and "alice@example.org" not in page
    assert not User.objects.exclude(email="").exists()
    with pytest.raises(NotAllowed):
        addresses.confirm(alice, by=acting(eve), key=link.split("/")[-2])


def test_a_link_for_an_address_that_was_corrected_since_is_worth_nothing(alice, mailoutbox):
    change(alice, "alcie@example.org")
    change(alice, "alice@example.org")
    with pytest.raises(Gone):
        addresses.confirm(alice, by=acting(alice), key=link_in(mailoutbox[0]).split("/")[-2])
    addresses.confirm(alice, by=acting(alice), key=link_in(mailoutbox[1]).split("/")[-2])
    assert alice.email == "alice@example.org"


def test_a_link_holds_for_three_days(alice, mailoutbox, time_machine):
    from django.utils import timezone

    change(alice, "alice@example.org")
    time_machine.move_to(timezone.now() + addresses.LINK_HOLDS_FOR * 1.01)
    with pytest.raises(Gone):
        addresses.confirm(alice, by=acting(alice), key=link_in(mailoutbox[0]).split("/")[-2])


def test_of_two_accounts_with_one_address_the_first_to_confirm_has_it(alice, bob, mailoutbox):
    change(alice, "both@example.org")
    change(bob, "both@example.org")
    of_alice, of_bob = (link_in(mail).split("/")[-2] for mail in mailoutbox)
    addresses.confirm(bob, by=acting(bob), key=of_bob)
    # Alice is told nothing of it by the page she looks at, only by the mailbox she has shown to hold.
    assert UnconfirmedAddress.objects.filter(person=alice).exists()
    with pytest.raises(Conflict):
        addresses.confirm(alice, by=acting(alice), key=of_alice)
    assert (User.objects.get(pk=alice.pk).email, alice.email) == ("", "")
    ask_for_a_link("both@example.org")
    assert "sign in with is bob." in mailoutbox[-1].body


def test_the_database_lets_no_address_open_two_accounts(make_person):
    make_person("anna", email="both@example.org")
    with pytest.raises(IntegrityError):
        make_person("berta", email="both@example.org")


def test_the_old_address_works_until_the_new_one_is_confirmed_and_is_told(make_person, mailoutbox):
    alice = make_person("alice", email="old@example.org")
    change(alice, "new@example.org")
    assert [mail.to for mail in mailoutbox] == [["new@example.org"]]
    ask_for_a_link("old@example.org")
    assert "/key/" in to(mailoutbox, "old@example.org")[0].body
    key = link_in(mailoutbox[0]).split("/")[-2]
    addresses.confirm(alice, by=acting(alice), key=key)
    told = to(mailoutbox, "old@example.org")[-1]
    assert "opens nothing any more" in told.body and "new@example.org" not in told.body
    assert "alice" not in told.body
    ask_for_a_link("old@example.org")
    assert "/key/" not in mailoutbox[-1].body


def test_taking_the_address_away_takes_all_of_it_and_tells_it(make_person, sign_in, mailoutbox):
    alice = make_person("alice", email="old@example.org")
    change(alice, "new@example.org")
    sign_in(alice).post("/account/email/", {"email": "", "password": PASSWORD})
    assert User.objects.get(pk=alice.pk).email == "" and not UnconfirmedAddress.objects.exists()
    assert len(to(mailoutbox, "old@example.org")) == 1


def test_the_mail_is_sent_again_a_few_times_and_forgetting_needs_no_password(alice, sign_in, mailoutbox):
    client = sign_in(alice)
    client.post("/account/email/", {"email": "alice@example.org", "password": PASSWORD})
    for _ in range(limits.ADDRESS_MAILS.times - 1):
        assert client.post("/account/email/", {"again": "1"}).status_code == 302
    page = client.post("/account/email/", {"again": "1"})
    assert page.status_code == 429 and re.search(r"wait about (an hour|\d+ minutes)", page.content.decode())
    assert len(mailoutbox) == limits.ADDRESS_MAILS.times
    client.post("/account/email/", {"forget": "1"})
    assert not UnconfirmedAddress.objects.exists()


def test_one_mailbox_is_not_flooded_by_many_accounts_and_nobody_is_told_of_the_others(
    make_person, mailoutbox
):
    for number in range(limits.MAILS_TO_ONE_ADDRESS.times + 2):
        change(make_person(f"somebody-{number}"), "victim@example.org")
    assert len(mailoutbox) == limits.MAILS_TO_ONE_ADDRESS.times


def test_nobody_changes_anothers_address(alice, eve):
    with pytest.raises(NotAllowed):
        change(alice, "eve@example.org", by=eve)
    with pytest.raises(NotAllowed):
        addresses.send(alice, by=acting(eve), absolute=absolute)


def test_letters_that_only_look_alike_lead_to_no_mailbox_but_the_stored_one(make_person, mailoutbox):
    make_person("alice", email="kim@example.org")
    ask_for_a_link("\u212aim@example.org")  # the sign for Kelvin, in lower case a k
    assert all(mail.to == ["kim@example.org"] for mail in mailoutbox)


def test_unconfirmed_addresses_are_forgotten_after_a_week(alice, make_person, time_machine):
    from django.utils import timezone

    bob = make_person("bob", email="bob@example.org")
    change(alice, "alice@example.org")
    forget_unconfirmed_addresses()
    assert UnconfirmedAddress.objects.count() == 1
    time_machine.move_to(timezone.now() + addresses.KEPT_FOR * 1.01)
    forget_unconfirmed_addresses()
    assert not UnconfirmedAddress.objects.exists()
    assert User.objects.get(pk=bob.pk).email == "bob@example.org"


def test_signing_up_goes_on_while_the_post_is_away_and_the_log_names_no_address(client, monkeypatch, caplog):
    def away(*args, **kwargs):
        raise SMTPException("anna@example.org refused")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    client.post("/account/signup/", open_form(client, email="anna@example.org"))
    assert "No mail has gone there yet." in client.get("/account/email/").content.decode()
    assert "SMTPException" in caplog.text and "anna@" not in caplog.text


def test_asking_too_often_is_refused_in_words(alice):
    change(alice, "alice@example.org")
    for _ in range(limits.ADDRESS_MAILS.times - 1):
        addresses.send(alice, by=acting(alice), absolute=absolute)
    with pytest.raises(TooFast):
        addresses.send(alice, by=acting(alice), absolute=absolute)


def test_addresses_from_before_open_nothing_until_they_are_confirmed(make_person):
    from importlib import import_module

    from django.apps import apps

    old = make_person("alice", email="alice@example.org")
    before = import_module("community.accounts.migrations.0004_addresses_nobody_confirmed")
    before.to_be_confirmed(apps, None)
    old.refresh_from_db()
    assert (old.email, old.unconfirmed_address.email) == ("", "alice@example.org")
    before.as_they_were(apps, None)
    old.refresh_from_db()
    assert old.email == "alice@example.org"


def test_suspended_people_look_after_their_address(alice, sign_in):
    from datetime import timedelta

    from django.utils import timezone

    change(alice, "alice@example.org")
    User.objects.filter(pk=alice.pk).update(suspended_until=timezone.now() + timedelta(days=9))
    client = sign_in(alice)
    assert client.get("/account/email/").status_code == 200
    key = addresses.link_to(alice.unconfirmed_address)
    client.post(key)
    assert User.objects.get(pk=alice.pk).email == "alice@example.org"
