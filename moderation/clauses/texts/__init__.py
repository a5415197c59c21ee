"""The texts a new site starts with. Staff edit what was installed from them; nothing here overwrites that.

Order is the order of the pages: the house rules first, then the boundaries that bind everybody, then those of roles.
"""

from .house import HOUSE
from .matrix import SITUATIONS
from .roles import BY_ROLE
from .shared import SHARED

CLAUSES = (*HOUSE, *SHARED, *BY_ROLE)

__all__ = ["CLAUSES", "SITUATIONS"]
