"""The closed lists of dues: why somebody does not owe them."""

from __future__ import annotations

from typing import Final

SOCIAL_PENSION: Final = "social_pension"
POOR: Final = "poor"
HARDSHIP: Final = "hardship"

EXEMPTIONS = (SOCIAL_PENSION, POOR, HARDSHIP)
"""On which ground a decision exempts: the member receives the social pension, is exceptionally poor and applied, is in other hardship.

Whoever has the years of party age for it, and whoever is detained, does not owe them without a decision here.
"""
