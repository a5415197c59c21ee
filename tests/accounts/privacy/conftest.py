"""One of everything, for the tests that look whether it is all there or all gone."""

from typing import Any

import pytest

from . import everything


@pytest.fixture
def w(db: None, settings: Any) -> Any:
    return everything.world()
