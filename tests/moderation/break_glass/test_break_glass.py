"""Two people, a reason, one hour: reading a private room."""

import pytest

from community.kernel import chores
from community.kernel.refused import Conflict, Invalid, NotAllowed, NotFound
from moderation.break_glass import services as break_glass
from moderation.break_glass.models import BreakGlass
from moderation.log.models import LogEntry
from moderation.roles.models import Role
from rooms.models import Membership, Room
from tests.moderation.people import give_role
from tests.rooms.talk import say
from tests.support.people import acting

pytestmark = pytest.mark.django_db
CANARY = "heron-over-the-weir"
REASON = "Somebody may be hurt tonight."


@pytest.fixture
def circle(make_room, alice, bob):
    made = make_room("circle", access=Room.Access.PRIVATE, title="Quiet circle", members=[alice, bob])
    say(made, alice, f"{CANARY} one")
    say(made, bob, f"{CANARY} two")
    return made


def with_role(make_person, handle, role):
    person = make_person(handle, display_name=handle.title())
    give_role(person, role)
    return person


@pytest.fixture
def lina(make_person):
    return with_role(make_person, "lina", Role.LEAD)


@pytest.fixture
def lars(make_person):
    return with_role(make_person, "lars", Role.LEAD)


@pytest.fixture
def opened(circle, lina, lars):
    return break_glass.confirm(break_glass.ask(circle, by=acting(lina), reason=REASON), by=acting(lars))


def acts():
    return list(LogEntry.objects.order_by("number").values_list("act", flat=True))


def text(response):
    return " ".join(response.content.decode().split())


# --- The rules --------------------------------------------------------------------------------------------


def test_nothing_is_read_before_a_second_person_confirms(circle, lina):
    glass = break_glass.ask(circle, by=acting(lina), reason=REASON)
    with pytest.raises(NotAllowed):
        break_glass.open_to_read(glass, by=acting(lina))
    assert acts() == ["break_glass.asked"]


def test_the_same_person_cannot_be_both(circle, lina):
    glass = break_glass.ask(circle, by=acting(lina), reason=REASON)
    with pytest.raises(NotAllowed):
        break_glass.confirm(glass, by=acting(lina))
    glass.refresh_from_db()
    assert glass.until is None


def test_both_may_read_and_every_opening_is_an_entry(opened, lina, lars):
    for by in (lina, lars, lina):
        break_glass.open_to_read(opened, by=acting(by))
    assert acts() == ["break_glass.asked", "break_glass.confirmed", *["break_glass.read"] * 3]


def test_a_third_lead_cannot_read_or_end_it(opened, make_person, stella):
    third = with_role(make_person, "third", Role.LEAD)
    for by in (third, stella):
        for act in (break_glass.open_to_read, break_glass.end):
            with pytest.raises(NotAllowed):
                act(opened, by=acting(by))


def test_after_the_hour_it_is_over(opened, lina, time_machine_at):
    with time_machine_at(minutes=59):
        break_glass.open_to_read(opened, by=acting(lina))
    with time_machine_at(minutes=61), pytest.raises(NotAllowed):
        break_glass.open_to_read(opened, by=acting(lina))


@pytest.mark.parametrize("who", ["lina", "lars"])
def test_either_ends_it_at_once(opened, lina, lars, who):
    break_glass.end(opened, by=acting({"lina": lina, "lars": lars}[who]))
    for by in (lina, lars):
        with pytest.raises(NotAllowed):
            break_glass.open_to_read(opened, by=acting(by))


def test_a_question_nobody_confirmed_lapses_after_a_day(circle, lina, lars, time_machine_at):
    glass = break_glass.ask(circle, by=acting(lina), reason=REASON)
    with time_machine_at(hours=25), pytest.raises(Conflict):
        break_glass.confirm(glass, by=acting(lars))


def test_who_lost_the_role_reads_no_more_and_cannot_be_confirmed(circle, opened, lina, lars):
    waiting = break_glass.ask(circle, by=acting(lina), reason=REASON)
    lina.grants.all().delete()
    with pytest.raises(NotFound):
        break_glass.open_to_read(opened, by=acting(lina))
    with pytest.raises(Conflict):
        break_glass.confirm(waiting, by=acting(lars))


def test_confirming_twice_gives_no_second_hour(opened, stella):
    with pytest.raises(Conflict):
        break_glass.confirm(opened, by=acting(stella))


@pytest.mark.parametrize("role", ["", Role.SUPPORTER, Role.HOST, Role.TRAINER, Role.MODERATOR])
def test_for_others_it_is_not_there(circle, lina, eve, role):
    if role:
        give_role(eve, role)
    glass = break_glass.ask(circle, by=acting(lina), reason=REASON)
    for act in (break_glass.confirm, break_glass.open_to_read, break_glass.end):
        with pytest.raises(NotFound):
            act(glass, by=acting(eve))
    with pytest.raises(NotFound):
        break_glass.ask(circle, by=acting(eve), reason=REASON)


def test_a_lead_of_one_room_is_no_lead_of_the_site(circle, eve):
    give_role(eve, Role.LEAD, room=circle)
    with pytest.raises(NotFound):
        break_glass.ask(circle, by=acting(eve), reason=REASON)


def test_a_reason_and_a_private_room_are_needed(circle, room, lina):
    for where, why in ((circle, "  "), (room, REASON), (None, REASON), (circle, "x" * 501)):
        with pytest.raises(Invalid):
            break_glass.ask(where, by=acting(lina), reason=why)
    assert not BreakGlass.objects.exists()


def test_the_members_are_told_once_when_it_is_over_and_only_if_it_was_read(
    opened, circle, lina, lars, time_machine_at, django_capture_on_commit_callbacks, monkeypatch
):
    told = []
    monkeypatch.setattr(break_glass, "_tell_the_members", lambda glass: told.append(glass.pk))
    unread = break_glass.confirm(break_glass.ask(circle, by=acting(lina), reason=REASON), by=acting(lars))
    break_glass.open_to_read(opened, by=acting(lina))
    chores.run("break_glass.tell_the_members")
    assert not BreakGlass.objects.exclude(told_at=None).exists()
    with time_machine_at(minutes=61), django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            chores.run("break_glass.tell_the_members")
        assert BreakGlass.objects.exclude(told_at=None).count() == 2
    assert told == [opened.pk] and unread.pk not in told


# --- The pages --------------------------------------------------------------------------------------------


def test_from_asking_to_reading_to_the_end(circle, lina, lars, sign_in):
    first, second = sign_in(lina), sign_in(lars)
    page = text(first.post("/break-glass/", {"room": "/rooms/circle/", "reason": REASON}, follow=True))
    assert "A second person has to confirm it" in page and "You asked for this." in page
    glass = BreakGlass.objects.get()
    here = f"/break-glass/{glass.pk}/"
    assert CANARY not in text(first.get(here))
    assert first.post(f"{here}confirm/").status_code == 403
    assert first.post(f"{here}read/").status_code == 403
    assert "Quiet circle" in text(second.get("/break-glass/"))
    second.post(f"{here}confirm/")
    for client in (first, second):
        page = text(client.post(f"{here}read/"))
        assert f"{CANARY} one" in page and f"{CANARY} two" in page
        assert "<textarea" not in page
    assert first.get(f"{here}read/").status_code == 405
    second.post(f"{here}end/")
    assert first.post(f"{here}read/").status_code == 403


def test_reading_gives_no_seat_and_no_way_to_write(opened, circle, lina, sign_in):
    client = sign_in(lina)
    client.post(f"/break-glass/{opened.pk}/read/")
    assert client.get("/rooms/circle/").status_code == 404
    assert client.post("/rooms/circle/messages/", {"body": "hello"}).status_code == 404
    assert not Membership.objects.filter(user=lina).exists()


def test_what_was_removed_stays_removed(opened, circle, alice, lina, sign_in):
    from rooms import services

    services.remove(circle.messages.get(seq=1), by=acting(alice))
    page = text(sign_in(lina).post(f"/break-glass/{opened.pk}/read/"))
    assert "Removed by its author." in page and f"{CANARY} one" not in page


def test_earlier_messages_come_on_demand_and_are_an_opening_too(
    opened, circle, alice, lina, sign_in, monkeypatch
):
    from moderation.break_glass import views

    monkeypatch.setattr(views, "PAGE", 1)
    client = sign_in(lina)
    page = text(client.post(f"/break-glass/{opened.pk}/read/"))
    assert f"{CANARY} two" in page and f"{CANARY} one" not in page
    page = text(client.post(f"/break-glass/{opened.pk}/read/", {"before": "2"}))
    assert f"{CANARY} one" in page
    assert acts().count("break_glass.read") == 2


@pytest.mark.parametrize("role", ["", Role.SUPPORTER, Role.HOST, Role.TRAINER, Role.MODERATOR])
def test_for_anybody_else_the_pages_are_not_there(opened, eve, alice, sign_in, role):
    if role:
        give_role(eve, role)
    for person in (eve, alice):
        client = sign_in(person)
        for path in ("", "999/", f"{opened.pk}/"):
            assert client.get(f"/break-glass/{path}").status_code == 404
        for path in ("", f"{opened.pk}/confirm/", f"{opened.pk}/end/", f"{opened.pk}/read/"):
            assert (
                client.post(f"/break-glass/{path}", {"room": "circle", "reason": REASON}).status_code == 404
            )
    assert acts() == ["break_glass.asked", "break_glass.confirmed"]


def test_a_guest_is_led_to_sign_in(client, db):
    assert client.get("/break-glass/")["Location"].startswith("/account/login/")


def test_an_open_room_or_none_is_told_in_words_and_nothing_typed_is_lost(circle, room, lina, sign_in):
    for slug in (room.slug, "nowhere"):
        response = sign_in(lina).post("/break-glass/", {"room": slug, "reason": REASON})
        assert response.status_code == 400
        assert "There is no private room with this address." in text(response) and REASON in text(response)


def test_the_pages_cost_few_queries(opened, lina, sign_in, django_assert_max_num_queries):
    client = sign_in(lina)
    for method, path in (("GET", ""), ("GET", f"{opened.pk}/"), ("POST", f"{opened.pk}/read/")):
        # Writing the entry of the log takes five of the last one.
        with django_assert_max_num_queries(15 if method == "GET" else 24):
            client.generic(method, f"/break-glass/{path}")
