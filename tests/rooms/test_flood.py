"""How much one socket may ask."""

from rooms.live.flood import BURST, GENEROUS, PER_SECOND, REFUSALS, Guard


def taken(guard: Guard, times: int, *, at: float) -> list[str | None]:
    return [guard.take(at) for _ in range(times)]


def test_a_burst_passes_and_one_more_is_refused_with_a_time_to_wait():
    guard = Guard()
    assert set(taken(guard, int(BURST), at=100.0)) == {None}
    assert guard.take(100.0) == "refuse"
    assert 0 < guard.wait <= 1


def test_after_the_time_to_wait_one_more_passes():
    guard = Guard()
    taken(guard, int(BURST) + 1, at=100.0)
    assert guard.take(100.0 + guard.wait) is None


def test_who_never_stops_is_closed_after_the_last_refusal():
    guard = Guard()
    taken(guard, int(BURST), at=100.0)
    assert set(taken(guard, REFUSALS, at=100.0)) == {"refuse"}
    assert guard.take(100.0) == "close"


def test_the_usual_pace_is_never_refused():
    guard = Guard()
    assert {guard.take(100.0 + n / PER_SECOND) for n in range(2000)} == {None}


def test_a_rest_forgets_refusals():
    guard = Guard()
    for start in (100.0, 200.0, 300.0):
        assert "close" not in taken(guard, int(BURST) + REFUSALS, at=start)


def test_the_crowd_that_measures_may_ask_much_more():
    guard = Guard(generous=True)
    assert set(taken(guard, int(BURST * GENEROUS), at=100.0)) == {None}
