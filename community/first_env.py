"""`python -m community.first_env`: a `.env` for a try on one's own machine, where there is none yet."""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet

FILE = Path(__file__).resolve().parent.parent / ".env"

TEXT = """\
# Written by `make run` for a try on this machine. For a site that strangers use, see .env.example.
SECRET_KEY={secret}
DEBUG=1
FIELD_KEYS={field_key}
"""


def write(file: Path = FILE) -> bool:
    """Write it unless it is there; whether it was written. Only its owner may read it."""
    text = TEXT.format(secret=secrets.token_urlsafe(64), field_key=Fernet.generate_key().decode())
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w") as out:
        out.write(text)
    return True


if __name__ == "__main__" and write():
    print(f"Wrote {FILE.name} with fresh keys")
