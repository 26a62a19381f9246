"""What an office may decide about a day of the calendar."""

from __future__ import annotations

from typing import Final

OFF: Final = "off"
WORKED: Final = "worked"
USUAL: Final = "usual"

KINDS = (OFF, WORKED, USUAL)
"""A day off, a day worked although it is one of a weekend or a holiday, or again as the rule of its year says."""

LONGEST = 31
"""So many days at most in one decision: a slip in the year would else turn off a whole one."""
