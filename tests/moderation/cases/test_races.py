"""What happens at the same moment: many moderators and one queue, many reports of one thing, a message and a
suspension. On both set-ups, in the site's own process; `RACES=10000` makes as many trials as the promise says."""

import os
import random
import threading
import uuid
from datetime import timedelta

import pytest

from tests.support.people import acting

TRIALS = int(os.environ.get("RACES", "10"))


def at_the_same_time(*acts):
    """Each in a thread and on a connection of its own, all released at once; errors come out."""
    from django.db import connection

    gate, wrong = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait(30)
            act()
        except Exception as error:
            wrong.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not wrong, wrong


def somebody(like):
    from tests.support.people import make_person

    return make_person(f"{like}-{uuid.uuid4().hex[:10]}")


def somewhere():
    from tests.support.people import make_room

    return make_room(f"race-{uuid.uuid4().hex[:10]}")


def moderator():
    from tests.moderation.people import give_role

    person = somebody("mo")
    give_role(person)
    return person


def five_moderators_empty_one_queue(count):
    """Each takes what is first in the queue until nothing is left; who got which."""
    from community.accounts.reportable import Reportable
    from community.kernel.refused import Conflict
    from moderation.cases import services
    from moderation.cases.models import Case
    from moderation.cases.services import reports
    from moderation.cases.services.reports import queue_for
    from moderation.log.models import LogEntry

    alice, moderators = somebody("alice"), [moderator() for _ in range(5)]
    mine = [
        reports._report(Reportable.of(somebody("bob")), by=acting(alice), reason="unkind", words="").case.pk
        for _ in range(count)
    ]
    got = {person.pk: [] for person in moderators}

    def work(person):
        while True:
            free = [case for case in queue_for(acting(person)).filter(pk__in=mine) if case.is_free]
            if not free:
                return
            try:
                got[person.pk].append(services.claim(free[0], by=acting(person)).pk)
            except Conflict:
                continue

    at_the_same_time(*(lambda person=person: work(person) for person in moderators))
    held = dict(Case.objects.filter(pk__in=mine).values_list("pk", "claimed_by"))
    entries = LogEntry.objects.filter(
        act="case.claimed", thing__in=[f"cases.case:{pk}" for pk in mine]
    ).count()
    return {"got": list(got.values()), "agree": all(held[pk] == who for who, pks in got.items() for pk in pks), "entries": entries}  # fmt: skip


def test_five_moderators_at_one_queue_each_get_other_cases_and_none_is_lost(site):
    count = 15
    race = site.call(five_moderators_empty_one_queue, count)
    taken = [pk for each in race["got"] for pk in each]
    assert len(taken) == len(set(taken)) == count == race["entries"]
    assert race["agree"]


def many_report_one_message(count):
    from moderation.cases import services
    from moderation.cases.models import Case
    from tests.rooms.talk import say

    message = say(somewhere(), somebody("eve"), "not kind")
    people = [somebody("alice") for _ in range(count)]
    at_the_same_time(
        *(
            lambda person=person: services.report(message, by=acting(person), reason="unkind")
            for person in people
        )
    )
    return [case.reports.count() for case in Case.objects.filter(object_id=message.pk, room=message.room)]


def test_many_reports_at_once_of_one_message_are_one_case_and_none_is_lost(site):
    assert site.call(many_report_one_message, 12) == [12]


def messages_race_a_decision(kind, trials):
    """How many messages were stored after the decision had been committed; and what they were refused with."""
    from django.utils import timezone

    from community.kernel.refused import Refused
    from moderation.cases import services
    from rooms.models import Message
    from rooms.posting import Post, post_message
    from tests.moderation.people import clause_of

    late, refused, before, mo, clause = 0, set(), 0, moderator(), clause_of()
    for _ in range(trials):
        room, eve, counted = somewhere(), somebody("eve"), []
        pause = random.random() / 200

        def send(room=room, eve=eve):
            try:
                for _ in range(60):
                    post_message(Post(room.slug, acting(eve), uuid.uuid4(), "again", at=timezone.now()))
            except Refused as refusal:
                refused.add(refusal.code)

        def decide(room=room, eve=eve, counted=counted, pause=pause):
            threading.Event().wait(pause)
            until = timezone.now() + timedelta(days=1)
            if kind == "suspension":
                services.suspend(eve, by=acting(mo), clause=clause, until=until)
            elif kind == "mute":
                services.mute(eve, by=acting(mo), room=room, clause=clause, until=until)
            else:
                services.remove_from_room(eve, by=acting(mo), room=room, clause=clause)
            counted.append(Message.objects.filter(author=eve).count())

        at_the_same_time(send, decide)
        late += Message.objects.filter(author=eve).count() - counted[0]
        before += counted[0]
    return {"late": late, "refused": sorted(refused), "before": before}


@pytest.mark.parametrize(
    ("kind", "code"), [("suspension", "suspended"), ("mute", "muted"), ("removal", "removed")]
)
def test_a_message_that_races_a_decision_is_before_it_or_refused(site, kind, code):
    """The person has never been in the room, so that nothing but their account is there to be locked."""
    race = site.call(messages_race_a_decision, kind, TRIALS)
    assert race["late"] == 0
    assert race["refused"] == [code]


def acts_race_talk():
    """People write, two moderators act on them from all sides: nothing may end in an error but a refusal."""
    from django.utils import timezone

    from community.kernel.refused import Refused
    from moderation.cases import services
    from moderation.log import services as log
    from rooms.posting import Post, post_message
    from tests.moderation.people import clause_of
    from tests.rooms.talk import say

    clause, room, mo, ines = clause_of(), somewhere(), moderator(), moderator()
    people = [somebody("eve") for _ in range(3)]
    words = [say(room, person, "hello") for person in people]

    def talk():
        for number in range(40):
            try:
                post_message(
                    Post(room.slug, acting(people[number % 3]), uuid.uuid4(), "hello", at=timezone.now())
                )
            except Refused:
                continue

    def act(by):
        for number in range(8):
            person, message = people[number % 3], words[number % 3]
            until = timezone.now() + timedelta(hours=1)
            both = services.Decision(clause=clause, hide=True, kind="mute", until=until)
            try:
                for given in services.act(person, by=acting(by), decision=both, room=room, about=message):
                    services.undo(given, by=acting(by))
            except Refused:
                continue

    at_the_same_time(talk, talk, lambda: act(mo), lambda: act(ines))
    return list(log.verify())


def test_moderators_and_talk_do_not_stand_in_each_others_way(site):
    assert site.call(acts_race_talk) == []
