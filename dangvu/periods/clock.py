"""The one place where the time of day is read; everything else is given its instant."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present instant, with the zone of Việt Nam."""
    return datetime.now(HANOI)


def today() -> date:
    """The present local day in Việt Nam, whatever the zone of the machine."""
    return now().date()
