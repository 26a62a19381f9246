"""States of a letter of introduction, and the closed lists that stand in place of free words about a person."""

from __future__ import annotations

from typing import Final

ON_THE_WAY: Final = "on_the_way"
RECEIVED: Final = "received"
WITHDRAWN: Final = "withdrawn"
RETURNED: Final = "returned"

STATES = (ON_THE_WAY, RECEIVED, WITHDRAWN, RETURNED)
"""While a letter is on the way the member belongs to the old cell; one that was returned or withdrawn changed nothing."""

REASONS = ("work", "leaving_work", "demobilised", "residence")
"""Why somebody moves for good: 294-QĐ/TW, 6.3.1."""

STUDY: Final = "study"
STAY_REASONS = ("residence", "work", STUDY)
"""Why somebody stays elsewhere for a time: 29-QĐ/TW, 6.3.2; the longer limit is that of study."""

PAPERS = ("sheet", "card", "file", "review")
"""What goes with the letter: member's sheet, card, file, self-review with the remarks of cell and committee (38-HD/BTCTW)."""

LATE_REASONS = ("journey", "treatment", "papers", "disaster", "none")
"""Why a letter was presented late; "none" is no good reason, and the receiving side reports it."""

RETURN_REASONS = ("other_place", "papers", "issuer")
"""Why a letter goes back: it belongs to another committee, papers are missing, the issuer was not competent."""
