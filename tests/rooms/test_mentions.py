"""`@name` in what somebody wrote."""

import pytest

from rooms.mentions import called_in, handles_in, whom

NAMES = ["quiet-owl-7", "Anna", "Anna Lena", "Ümit", "Дарья"]


@pytest.mark.parametrize(
    ("body", "called"),
    [
        ("hello @Anna, are you there", ["anna"]),
        ("hello @anna", ["anna"]),
        ("@Anna Lena how was it", ["anna lena"]),
        ("@quiet-owl-7: thank you", ["quiet-owl-7"]),
        ("(@ümit)", ["ümit"]),
        ("@U\u0308mit", ["ümit"]),
        ("@дарья!", ["дарья"]),
        ("@Anna's tea, @anna", ["anna"]),
        ("@Anna @Ümit", ["anna", "ümit"]),
        # None of these calls anybody.
        ("Anna", []),
        ("anna@anna.example", []),
        ("@annabel", []),
        ("@anna-b", []),
        ("@anna.example", []),
        ("@ Anna", []),
        ("@@Anna", []),
        ("@quiet-owl-72", []),
        ("@", []),
    ],
)
def test_a_name_is_called_whole_or_not_at_all(body, called):
    assert called_in(body, NAMES) == called


def test_a_name_two_go_by_calls_neither_and_a_handle_goes_before_a_name():
    assert whom("@wren", {}, [("Wren", 1), ("wren", 2)]) == []
    assert whom("@wren @rook", {"rook": 3}, [("Wren", 1), ("Rook", 2)]) == [1, 3]


def test_many_ats_cost_nothing():
    assert called_in("@" * 4000, NAMES) == [] and handles_in("@a" * 2000) == {"a"}
