"""Party age: from which day the years of a member count.

From the decision to admit, once official (Điều lệ Đảng, Điều 5). Restored because the decision was wrong, one never left; readmitted, the
years go on from the first decision without the time outside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Min

from dangvu.ledger.dated import current, span_of
from dangvu.members.models import Admission, Membership, Standing
from dangvu.members.rules import party_age_from
from dangvu.periods.days import Span


def counting_from(persons: Collection[int], on: date) -> dict[int, date]:
    """Since when party age counts, of those who are or were official by a day. Who was readmitted elsewhere counts from what is held."""
    mine = {"person_id__in": list(persons)}
    official = current(Standing, **mine, value="official").filter(period__startswith__lte=on).values_list("person_id", flat=True)
    elsewhere = current(Admission, **mine, official__lte=on).values_list("person_id", flat=True)
    probationary = current(Standing, **mine, value="probationary").filter(period__contains=on).values_list("person_id", flat=True)
    counted = {*official, *elsewhere} - {*probationary}
    decided = dict(current(Admission, person_id__in=list(counted)).values_list("person_id", "decided"))
    lost, first = _outside(counted, on)
    return {person: party_age_from(first.get(person, day), lost.get(person, [])) for person, day in decided.items()}


def _outside(persons: Collection[int], on: date) -> tuple[dict[int, list[Span]], dict[int, date]]:
    """Of the readmitted: the spans outside the Party up to a day, and the first decision, which the readmission took the place of."""
    back = list(current(Membership, person_id__in=list(persons), entry="readmitted").values_list("person_id", flat=True).distinct())
    stays: dict[int, list[Membership]] = defaultdict(list)
    for row in current(Membership, person_id__in=back).order_by("period"):
        stays[row.person_id].append(row)
    by = Membership.objects.filter(person_id__in=back, entry="readmitted").values_list("opened_by_id", flat=True)
    rows = Admission.objects.filter(person_id__in=back, closed_by__in=list(by)).values("person_id").annotate(first=Min("decided"))
    first = dict(rows.values_list("person_id", "first"))
    lost = {person: gaps for person, rows in stays.items() if (gaps := _gaps(rows, on))}
    return lost, {person: first[person] for person in lost if person in first}


def _gaps(rows: list[Membership], on: date) -> list[Span]:
    spans = [(row.entry, span_of(row)) for row in rows]
    pairs = zip(spans, spans[1:], strict=False)
    return [
        Span(before.until, after.since)
        for (_, before), (entry, after) in pairs
        if entry == "readmitted" and before.until is not None and before.until < after.since <= on
    ]
