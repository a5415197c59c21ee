"""A week at the moderators' desk: what was reported, what was done about it, what was put right again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from community.accounts import services as accounts
from community.accounts.actor import Actor, in_shell
from community.accounts.models import User
from moderation.cases import services
from moderation.cases.models import Appeal, Case
from moderation.cases.services import Decision
from moderation.clauses.models import Clause
from moderation.desk import hand_over
from moderation.desk.models import HandOver
from moderation.roles import duty
from moderation.roles.models import Duty, Role
from moderation.standing.models import Sanction
from rooms.models import Message

from ..callings import give_roles
from ..past import as_of
from ..screenplay import opening
from ..story import Story

WARNING, REMOVAL, SUSPENSION = Sanction.Kind.WARNING, Sanction.Kind.REMOVAL, Sanction.Kind.SUSPENSION


def tell(story: Story) -> None:
    give_roles(story)
    Week(story).tell()


class Week:
    """Everything through services and in the order it happened, as the log has it; only the clock is moved.

    `self.on("3 18:20", …)` is three days ago at 18:20, as in the screenplays; "-38m" is a while ago.
    """

    def __init__(self, story: Story) -> None:
        self.story = story
        self.yusuf, self.hazel = in_shell(story.people["yusuf"]), in_shell(story.people["hazel"])
        self.clauses = {clause.slug: clause for clause in Clause.objects.all()}
        self.steps: list[tuple[datetime, Callable[[], Any]]] = []
        self.cases: dict[str, Case] = {}
        self.done: dict[str, Sanction] = {}
        self.appeals: dict[str, Appeal] = {}
        self.cards: dict[str, HandOver] = {}

    def tell(self) -> None:
        for part in (
            self.evenings,
            self.somebody_learns,
            self.a_name_is_taken,
            self.somebody_sells,
            self.others,
            self.shifts,
            self.now,
        ):
            part()
        for moment, step in sorted(self.steps, key=lambda each: each[0]):
            with as_of(moment):
                step()

    # --- What can happen ------------------------------------------------------------------------------

    def on(self, when: str, act: Callable[..., Any], *args: Any, **more: Any) -> None:
        self.steps.append((opening(when, self.story.now), partial(act, *args, **more)))

    def said(self, room: str, who: str, begins: str) -> Message:
        return Message.objects.get(
            room=self.story.rooms[room], author=self.story.people[who], body__startswith=begins
        )

    def report(self, name: str, thing: Message | User, by: str, reason: str, words: str = "") -> None:
        made = services.report(thing, by=in_shell(self.story.people[by]), reason=reason, words=words)
        self.cases[name] = made.case

    def take(self, name: str, by: Actor) -> Case:
        return services.view(services.claim(self.cases[name], by=by), by=by)

    def settle(
        self, name: str, by: Actor, clause: str, words: str, kind: str, *, hide: bool = False, days: int = 0
    ) -> None:
        until = timezone.now() + timedelta(days=days) if days else None
        decision = Decision(clause=self.clauses[clause], words=words, hide=hide, kind=kind, until=until)
        self.done[name] = services.settle(self.take(name, by), by=by, decision=decision)[-1]

    def close(self, name: str, by: Actor, outcome: str, note: str) -> None:
        services.close(self.take(name, by), by=by, outcome=outcome, note=note)

    def pass_on(self, name: str, by: Actor, note: str) -> None:
        services.pass_on(self.take(name, by), by=by, note=note)

    def ask_again(self, name: str, words: str) -> None:
        sanction = self.done[name]
        self.appeals[name] = services.appeal(sanction, by=in_shell(sanction.person), words=words)

    def answer(self, name: str, by: Actor, answer: str, *, overturn: bool) -> None:
        services.decide(self.appeals[name], by=by, overturn=overturn, answer=answer)

    def be_on_duty(self, by: Actor, role: str, *, hours: int) -> None:
        """With a page open all the time, which renews it on a real site."""
        begun = duty.go_on_duty(by=by, role=role)
        Duty.objects.filter(pk=begun.pk).update(there_until=timezone.now() + timedelta(hours=hours))

    def call_oneself(self, who: str, name: str, line: str) -> None:
        person = User.objects.get(pk=self.story.people[who].pk)
        by = in_shell(person)
        accounts.change_name(person, by=by, display_name=name)
        accounts.change_settings(
            person, by=by, about=line, time_zone=person.time_zone, language=person.language
        )

    def look(self, who: str) -> None:
        """At the page on which one's own decisions and answers stand."""
        services.mark_seen(self.story.people[who])

    def look_at_answers(self, who: str) -> None:
        services.mark_answers_read(self.story.people[who])

    def hand_over(self, name: str, by: Actor, words: str) -> None:
        self.cards[name] = hand_over.write_hand_over(by=by, words=words)

    def read(self, name: str, by: Actor) -> None:
        hand_over.acknowledge(self.cards[name], by=by)

    # --- The week -------------------------------------------------------------------------------------

    def evenings(self) -> None:
        for days in range(7, 0, -1):
            moderator = self.yusuf if days % 2 else self.hazel
            supporter = in_shell(self.story.people[("june", "marlow", "dot", "otis")[days % 4]])
            for person, role in ((moderator, Role.MODERATOR), (supporter, Role.SUPPORTER)):
                if role == Role.MODERATOR and person is self.yusuf:
                    role = Role.LEAD
                self.on(f"{days} 20:00", self.be_on_duty, person, role, hours=3)
                self.on(f"{days} 23:00", duty.go_off_duty, by=person, role=role)

    def somebody_learns(self) -> None:
        """Rook: three warnings, the pause that follows by itself, a removal that was too much and is undone."""
        quiz = self.said("exam-nerves", "rook", "imagine being")
        self.on(
            "7 20:40", self.report, "quiz", quiz, "jonah", "unkind", "It stung. Some of us are over thirty."
        )
        words = "People come here scared. Please leave out the mocking."
        self.on("7 20:55", self.settle, "quiz", self.yusuf, "be-kind", words, WARNING)
        self.on("7 21:20", self.look, "rook")
        self.on("7 21:30", self.look_at_answers, "jonah")

        self.on(
            "4 14:00", self.report, "recorder", self.said("grey-days", "rook", "you lot"), "tess", "unkind"
        )
        words = "Small good things count in this room. One may also say nothing."
        self.on("4 14:30", self.settle, "recorder", self.hazel, "be-kind", words, WARNING)

        failed = self.said("exam-nerves", "rook", "failed the FIRST")
        self.on(
            "4 23:25", self.report, "failed", failed, "ivy", "unkind", "She is nineteen and had just told us."
        )
        words = "This was about somebody who had just told us something hard."
        self.on("4 23:40", self.settle, "failed", self.hazel, "be-kind", words, REMOVAL, hide=True)
        words = (
            "I know it was rotten. I failed twice myself and took it out on her. I want to say sorry there."
        )
        self.on("3 08:05", self.look, "rook")
        self.on("3 08:15", self.ask_again, "failed", words)
        words = "Thank you for saying it straight. The words stay hidden; the room is open to you again."
        self.on("3 18:20", self.answer, "failed", self.yusuf, words, overturn=True)

        rook = self.story.people["rook"]
        self.on("2 10:00", self.report, "sneers", rook, "moss", "unkind", "He has sneered in two rooms now.")
        words = "Please take a day off from us, and come back softer."
        self.on("2 11:30", self.settle, "sneers", self.yusuf, "be-kind", words, WARNING)
        self.on("2 11:50", self.look, "rook")

    def a_name_is_taken(self) -> None:
        """Rook, sent out, mocks Ivy with the name he goes by, and it is taken away. In the morning he takes his own again."""
        rook = self.story.people["rook"]
        line = rook.about
        self.on("4 23:44", self.call_oneself, "rook", "Ivy Failed First", "Guess who.")
        words = "It is about Ivy. She sees it beside everything he wrote."
        self.on("4 23:49", self.report, "named", rook, "jonah", "unkind", words)
        words = "A name is read by everybody, again and again. Please choose one that is about nobody here."
        self.on("4 23:56", self.settle, "named", self.hazel, "be-kind", words, Sanction.Kind.NAME)
        self.on("3 08:20", self.call_oneself, "rook", "Rook", line)

    def somebody_sells(self) -> None:
        """Vera: two people report the same and it is one case; a suspension, and a second look that upholds it."""
        advert = self.said("one-day", "vera", "My programme")
        self.on("3 22:30", self.report, "advert", advert, "mika", "selling")
        self.on(
            "3 22:34", self.report, "advert", advert, "hal", "selling", "she's sellin tae folk in week two"
        )
        words = "Nothing is sold here, to anybody."
        self.on(
            "3 22:50", self.settle, "advert", self.hazel, "no-gifts-or-payment", words, WARNING, hide=True
        )

        number = self.said("new-in-town", "vera", "Or give me")
        self.on("2 21:05", self.report, "number", number, "lena", "contact")
        self.on("2 21:09", self.report, "number", number, "olu", "contact", "Jonah nearly answered.")
        words = "Asking for private numbers, a day after a warning about selling. People here stay unknown."
        self.on(
            "2 21:25", self.settle, "number", self.hazel, "no-outside-contact", words, SUSPENSION,
            hide=True, days=30,
        )  # fmt: skip
        self.on("1 09:00", self.look, "vera")
        self.on("1 09:10", self.ask_again, "number", "I only wanted to help them shine.")
        words = (
            "I have read all of it again. It was an offer for money and a request for numbers, so it stays."
        )
        self.on("1 17:30", self.answer, "number", self.yusuf, words, overturn=False)

    def others(self) -> None:
        """A joke that was no breach; a worry that is passed on and ends in a talk."""
        joke = self.said("grey-days", "moss", "the sound of recovery")
        self.on("4 15:10", self.report, "joke", joke, "cal", "unkind")
        note = "A joke between the two of them, and she laughed."
        self.on("4 15:30", self.close, "joke", self.hazel, Case.Outcome.NO_BREACH, note)

        wren = self.story.people["wren"]
        self.on(
            "1 07:30", self.report, "wren", wren, "nadia", "worried", "She sounded very far away last night."
        )
        note = "For somebody who can take the time to talk with her."
        self.on("1 07:50", self.pass_on, "wren", self.hazel, note)
        note = "We talked for a while. Tired and sad, safe, and her sister knows."
        self.on("1 19:40", self.close, "wren", self.yusuf, Case.Outcome.TALKED, note)

    def shifts(self) -> None:
        words = "Quiet evening. Exam nerves is the one to look into after seven."
        self.on("6 23:00", self.hand_over, "quiet", self.hazel, words)
        self.on("5 19:55", self.read, "quiet", self.yusuf)
        words = "One day had an advert. If she turns up elsewhere, it is the second time."
        self.on("3 23:05", self.hand_over, "advert", self.yusuf, words)
        self.on("2 19:58", self.read, "advert", self.hazel)
        words = (
            "The second look about the adverts is answered, nothing to do there.\n\n"
            "Rook is back in exam nerves and has said sorry. A kind word would not hurt.\n\n"
            "I promised Wren that somebody looks into the night kitchen around midnight."
        )
        self.on("1 23:05", self.hand_over, "last", self.yusuf, words)

    def now(self) -> None:
        """What waits on the desk, and who was there. Nobody has a page open when the story begins: nobody is on duty."""
        sunny = in_shell(self.story.people["sunny"])
        for person, role in ((self.hazel, Role.MODERATOR), (sunny, Role.SUPPORTER)):
            self.on("-120m", self.be_on_duty, person, role, hours=2)
            self.on("-4m", duty.go_off_duty, by=person, role=role)
        tablets = self.said("steady-breath", "ari", "Could somebody tell me if it is normal")
        self.on("-180m", self.report, "tablets", tablets, "dev", "advice", "maybe nothing, i was not sure")
        hal = self.said("one-day", "hal", "wobblin.")
        self.on("-38m", self.report, "hal", hal, "birch", "worried", "First evening on his own.")
        mock = self.said("exam-nerves", "dev", "mock exam today")
        self.on("-12m", self.report, "mock", mock, "jonah", "other", "Is this comparing, or not?")
