"""One figure read in several ways: an alarm stands only where no other reading of the same words comes out."""

from __future__ import annotations

from collections.abc import Iterable

from dangvu.figurecheck.claims import Claim

ONE = frozenset({"share", "growth", "difference", "points", "target", "feasibility", "ratio"})
SUMS = frozenset({"sum", "subset"})


def unless_read_otherwise(claims: Iterable[Claim]) -> list[Claim]:
    """The claims without the alarms that another reading takes back.

    Of a percentage or a difference that is a reading of the same figure; of a sum, one with the same total and a part in common.
    """
    given = list(claims)
    right = [claim for claim in given if claim.verdict in ("consistent", "rounding") and claim.figures]
    single = {claim.figures[0] for claim in right if claim.kind in ONE}
    sums = [claim for claim in right if claim.kind == "sum"]
    return [claim for claim in given if claim.verdict != "inconsistent" or not _taken_back(claim, single, sums)]


def _taken_back(claim: Claim, single: set[tuple[int, int]], sums: list[Claim]) -> bool:
    if not claim.figures:
        return False
    if claim.kind == "difference" and any(set(claim.figures) <= set(other.figures[1:]) for other in sums):
        return True  # 61 xuất sắc, 214 tốt, 35 hoàn thành, 2 không: kinds that make their total are not left of one another
    if claim.kind in ONE:
        return claim.figures[0] in single
    if claim.kind not in SUMS:
        return False
    parts = set(claim.figures[1:])
    return any(other.figures[0] == claim.figures[0] and not parts.isdisjoint(other.figures[1:]) for other in sums)
