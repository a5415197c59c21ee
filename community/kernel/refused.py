"""The few errors a person can meet. Raised in services, drawn by one middleware and one consumer."""

from django.utils.functional import Promise


class Refused(Exception):
    """Something a person asked for cannot be done, said in kind words.

    `code` is for programs, `message` for people; `retry_after` is in seconds.
    """

    code = "refused"
    status = 403

    def __init__(
        self, message: str | Promise, *, code: str | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after = retry_after
        if code is not None:
            self.code = code


class NotAllowed(Refused):
    """The person may see the thing but may not do this to it."""

    code = "not_allowed"


class NotFound(Refused):
    """It is not there, or the person may not know that it is."""

    code = "not_found"
    status = 404


class Gone(Refused):
    """It was there, the person may know that, and it is not kept any longer."""

    code = "gone"
    status = 410


class Invalid(Refused):
    """What was sent cannot be used as it is."""

    code = "invalid"
    status = 400


class Conflict(Refused):
    """It contradicts what is already stored."""

    code = "conflict"
    status = 409


class TooFast(Refused):
    """A limit, the flood guard or slow mode asks for a pause."""

    code = "too_fast"
    status = 429
