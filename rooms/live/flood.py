"""How much one socket may ask: a bucket that refills. First a refusal, then the connection ends (4429)."""

BURST = 40.0
PER_SECOND = 20.0
REFUSALS = 60
# An engine has to be measured: people made by `manage.py crowd` get this much more.
GENEROUS = 200.0


class Guard:
    __slots__ = ("_at", "_burst", "_left", "_rate", "_refusals", "wait")

    def __init__(self, *, generous: bool = False) -> None:
        self._rate = PER_SECOND * (GENEROUS if generous else 1)
        self._burst = BURST * (GENEROUS if generous else 1)
        self._left = self._burst
        self._at = 0.0
        self._refusals = 0
        self.wait = 0.0

    def take(self, now: float) -> str | None:
        """None when this frame may pass, else "refuse" or "close". `wait` is then the seconds to the next."""
        if self._at:
            self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left >= 1.0:
            self._left -= 1.0
            if self._left > self._burst / 2:
                self._refusals = 0
            return None
        self._refusals += 1
        self.wait = max(0.1, (1.0 - self._left) / self._rate)
        return "close" if self._refusals > REFUSALS else "refuse"
