"""Party age: from which day the years of a member count.

From the decision to admit, once official (Điều lệ Đảng, Điều 5). Restored because the decision was wrong, one never left; readmitted, the
years go on from the first decision without the time outside.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import connection

from dangvu.ledger.dated import current
from dangvu.members.derived import COUNTING, COUNTS_FROM, NOW
from dangvu.members.models import Admission, Standing

SINCE = f"""
SELECT a.person_id, {COUNTS_FROM} FROM members_admission a
  LEFT JOIN ({COUNTING.format(held=NOW, only="AND person_id = ANY (%(persons)s::int[])")}) co
         ON co.person_id = a.person_id AND co.since <= %(on)s AND co.until > %(on)s
 WHERE upper_inf(a.recorded) AND a.person_id = ANY (%(persons)s::int[])
"""


def counting_from(persons: Collection[int], on: date) -> dict[int, date]:
    """Since when party age counts, of those who are or were official by a day. Who was readmitted elsewhere counts from what is held."""
    mine = {"person_id__in": list(persons)}
    official = current(Standing, **mine, value="official").filter(period__startswith__lte=on).values_list("person_id", flat=True)
    elsewhere = current(Admission, **mine, official__lte=on).values_list("person_id", flat=True)
    probationary = current(Standing, **mine, value="probationary").filter(period__contains=on).values_list("person_id", flat=True)
    counted = {*official, *elsewhere} - {*probationary}
    return since_when(counted, on) if counted else {}


def since_when(persons: Collection[int], on: date) -> dict[int, date]:
    """The same of anybody, as figures by party age count: of probationary members too."""
    with connection.cursor() as cursor:
        cursor.execute(SINCE, {"persons": sorted(persons), "on": on})
        return dict(cursor.fetchall())
