"""Answers to a proposal, and where an open one lies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

APPROVED: Final = "approved"
REFUSED: Final = "refused"
RETURNED: Final = "returned"
WITHDRAWN: Final = "withdrawn"
CONFIRMED: Final = "confirmed"

VERDICTS = (APPROVED, REFUSED, RETURNED, WITHDRAWN, CONFIRMED)
"""All but the last end a proposal; `confirmed` is said by the cell of a member's own correction, which then goes to the office."""

CELL: Final = "cell"
OFFICE: Final = "office"
"""Where an open proposal lies: with the cell that is to confirm it, or with whoever may decide."""

PROPOSED_BY: Mapping[str, str] = {"approve": "propose", "inspect": "inspect"}
"""The right to decide, and the one by which it is proposed; the inspection office both proposes and decides, by two of its people."""

OWN_KIND: Final = "people.correct"
"""What a member may propose about the own record."""
