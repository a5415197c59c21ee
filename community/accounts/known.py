"""What apps above want known of the person a page is for: it is read in the query that reads the person.

    @known_of_person("rooms_ring")
    def with_rooms_that_ring(people): return people.annotate(rooms_ring=…)

Only for what every page says, only numbers and words, and what the database finds without looking far. It is as old as the
request; whoever uses it asks anew where it is missing, and what changes it in between calls `forget`.
"""

from collections.abc import Callable

from django.db.models import QuerySet

from .models import User

Adds = Callable[[QuerySet[User]], QuerySet[User]]
_adds: dict[str, Adds] = {}


def known_of_person(name: str) -> Callable[[Adds], Adds]:
    def register(adds: Adds) -> Adds:
        _adds[name] = adds
        return adds

    return register


def with_all_known(people: QuerySet[User]) -> QuerySet[User]:
    for adds in _adds.values():
        people = adds(people)
    return people


def forget(person: User) -> None:
    for name in _adds:
        vars(person).pop(name, None)
