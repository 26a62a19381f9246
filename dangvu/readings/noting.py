"""A reading is noted in the transaction of the request that reads; what cannot be noted is not shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import Error, connection
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dangvu.access.connections import is_web
from dangvu.access.gate import viewer_in
from dangvu.access.queries import Held
from dangvu.access.viewer import Viewer
from dangvu.people.queries import citizen_id
from dangvu.readings.kinds import RIGHT_OF
from dangvu.web.overload import Passing, Trouble

UNNOTED = Trouble(
    _("Chưa mở được trang này"),
    _("Sổ không ghi được nhật ký xem hồ sơ nên không mở hồ sơ, danh sách. Đợi ít phút rồi thử lại; vẫn vậy thì báo người quản trị."),
    60,
)

ROW = """
INSERT INTO readings_reading (account_id, label, mandate_id, role, place_id, kind, reason, persons, unit_id, day)
SELECT %(account)s, %(label)s, %(mandate)s, %(role)s, %(place)s, %(kind)s, %(reason)s, shown.persons, %(unit)s, %(day)s
  FROM (SELECT array_agg(id ORDER BY id) AS persons FROM people_person WHERE public_id = ANY (%(shown)s)) shown
 WHERE cardinality(shown.persons) = %(count)s
"""


def note(
    request: HttpRequest, kind: str, persons: Iterable[UUID | str], unit: int | None = None, day: date | None = None, reason: str = ""
) -> None:
    """Note that this answer shows these people, by their numbers in addresses; nothing where it shows nobody.

    `Passing`, which becomes 503 without a word of the page, where the log takes no row or does not know everybody.
    """
    shown = {UUID(str(person)) for person in persons}
    if not shown:
        return
    viewer = viewer_in(request)
    under = mandate_of(viewer, kind, unit or None)
    values: dict[str, Any] = {
        "account": viewer.account_id, "label": viewer.label, "kind": kind, "reason": reason, "unit": unit or None, "day": day,
        "mandate": under.number if under else None, "role": under.label if under else "", "place": under.unit if under else None,
        "shown": list(shown), "count": len(shown),
    }  # fmt: skip
    try:
        with connection.cursor() as cursor:
            cursor.execute(ROW, values)
            noted = cursor.rowcount
    except Error as error:
        raise Passing(UNNOTED) from error
    if noted != 1:
        raise Passing(UNNOTED)


def open_citizen_id(request: HttpRequest, person: int, public_id: UUID, reason: str) -> str:
    """The State's number of a person, told together with the note of why; empty for whom the database tells nothing."""
    if not is_web():
        note(request, "unmask", [public_id], reason=reason)
        return citizen_id(person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.open_citizen_id(%s, %s)", [person, reason])
        row = cursor.fetchone()
    return (row[0] if row else None) or ""


def own_citizen_id(person: int) -> str:
    """The reader's own number; over the web the database says whose it is."""
    if not is_web():
        return citizen_id(person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.own_citizen_id()")
        row = cursor.fetchone()
    return (row[0] if row else None) or ""


def mandate_of(viewer: Viewer, kind: str, unit: int | None) -> Held | None:
    """The mandate under which something is read: the first that carries the right over the unit looked at, else the first that carries it.

    A page about figures names leaders to whoever may not list people: then the first mandate of all.
    """
    carrying = [one for one in viewer.mandates if RIGHT_OF[kind] in one.rights] or list(viewer.mandates)
    if len(carrying) > 1 and unit is not None:
        carrying.sort(key=lambda one: not (one.unit is None or one.unit == unit or unit in viewer.below([one.unit])))
    return carrying[0] if carrying else None
