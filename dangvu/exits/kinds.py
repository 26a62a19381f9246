"""The closed lists of a case: how it may end a membership, on what ground, through which stages. No free words about a person."""

from __future__ import annotations

from typing import Final

STRUCK_OFF: Final = "struck_off"
LEFT: Final = "left_on_request"
EXPELLED: Final = "expelled"

FAMILY: Final = "family"
UNFIT: Final = "probation"
GROUNDS: Final = {
    STRUCK_OFF: ("no_meetings", "no_dues", "card", "no_duties", "standard", "political", UNFIT),
    LEFT: ("own_request", FAMILY),
    EXPELLED: ("discipline", "disunity", "corruption", "waste_negative", "serious_crime", "lesser_crime"),
}
"""The grounds by the kind: 24-QĐ/TW, mục 8, for who is struck off; of the expelled only what decides whether somebody may come back.

`family` is a request for very hard family reasons, as the deciding body found; `probation` a probationary member who is not fit.
"""

KINDS = tuple(GROUNDS)

OPEN: Final = "open"
DECIDED: Final = "decided"
DROPPED: Final = "dropped"
STATES = (OPEN, DECIDED, DROPPED)

DROPPED_BECAUSE = ("not_agreed", "request_withdrawn", "ground_gone", "other_way")
"""Why a case ends without a decision to end the membership; `other_way`: the member died or went elsewhere meanwhile."""


def drop_reasons(kind: str, *, is_gone: bool) -> tuple[str, ...]:
    """Those that fit: only who asked to leave withdraws, and about whoever is no member there is no other end."""
    if is_gone:
        return ("other_way",)
    return tuple(one for one in DROPPED_BECAUSE if one != "other_way" and (one != "request_withdrawn" or kind == LEFT))


UPHELD: Final = "upheld"
CHANGED: Final = "changed"
QUASHED: Final = "quashed"
OUTCOMES = (UPHELD, CHANGED, QUASHED)
"""What becomes of an appeal; changed: a milder form of discipline, with which one stays a member."""

CONSENTING = ("province_standing", "province_permanent")
"""Who consents in writing to a readmission: the provincial standing committee, or the permanent few whom it authorised."""
