"""What an act of reorganisation does, as tables and sentences for whoever is about to propose or to approve it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dangvu.access.connections import registrar
from dangvu.access.officer import Officer
from dangvu.access.viewer import Viewer
from dangvu.commands import Refused
from dangvu.pages.frame import Scope
from dangvu.pages.history import name_of
from dangvu.people.names import ERASED
from dangvu.people.queries import names_of
from dangvu.proposals.subjects import version
from dangvu.readings.noting import note
from dangvu.reorganisation.commands import Reorganise
from dangvu.reorganisation.looking_back import rehearse_undoing
from dangvu.reorganisation.rehearsal import CaseLine, Counted, Effect, PostLine, UnitLine, rehearse
from dangvu.reorganisation.undoing import UndoReorganisation
from dangvu.web.formats import NONE, number
from dangvu.web.parts import Cell, Column, Row, Table

LISTED = 60
"""So many units are listed; of a plan for hundreds the rest are counted."""


@dataclass(frozen=True)
class Shown:
    """An effect in words; `persons` are those named in it, to be noted as read."""

    units: Table
    more: int
    founded: int
    closed: int
    is_undoing: bool
    is_balanced: bool
    before: str
    after: str
    moved: str
    ended: Sequence[str]
    begun: Sequence[str]
    files: Sequence[str]
    mandates: int
    notices: Sequence[tuple[str, str]]
    persons: Sequence[UUID]


@dataclass(frozen=True)
class Rehearsed:
    """What an act would do, in the version of the register that it was seen of; or why it cannot be taken, each reason with its source."""

    read: int
    effect: Shown | None = None
    refused: Sequence[tuple[str, str]] = ()


Act = Reorganise | UndoReorganisation


def effect_of(command: Act, viewer: Viewer, *, named: bool) -> Shown:
    """What an act or the undoing of one would do, for a reader; `Refused` as it would be."""
    officer = Officer(viewer.account_id or 0, viewer.label)
    if isinstance(command, UndoReorganisation):
        return shown(rehearse_undoing(command, officer), named=named, is_undoing=True)
    return shown(rehearse(command, officer), named=named)


def rehearsed(request: HttpRequest, scope: Scope, command: Act) -> Rehearsed:
    """What an act would do, by doing it and taking it back; whoever is named in it is noted as read."""
    with registrar():
        read = version(command)  # before the rehearsal: what is decided in between makes the version older than the effect, never newer
    try:
        effect = effect_of(command, scope.viewer, named=scope.viewer.sees(scope.unit.id))
    except Refused as refused:
        return Rehearsed(read, refused=[(problem.message, problem.source) for problem in refused.problems])
    note(request, "list", effect.persons, scope.unit.id, command.on)
    return Rehearsed(read, effect)


def shown(effect: Effect, *, named: bool, is_undoing: bool = False) -> Shown:
    """The effect for a reader; holders of posts are `named` for whoever may list the people of the deciding unit."""
    posts = [*effect.posts_ended, *effect.posts_begun]
    names = names_of({post.person for post in posts}) if named else {}
    called = {line.code: (line.after or line.before) for line in effect.units}

    def told(post: PostLine) -> str:
        unit = called.get(post.unit)
        name = names[post.person][1] or ERASED if post.person in names else _("một đảng viên")
        return _("%(title)s: %(name)s, %(unit)s") % {"title": post.title, "name": name, "unit": unit.name if unit else post.unit}

    return Shown(
        units=_units(effect, is_undoing=is_undoing),
        more=max(0, len(effect.units) - LISTED),
        founded=len(effect.founded),
        closed=len(effect.ended),
        is_undoing=is_undoing,
        is_balanced=effect.before == effect.after,
        before=number(effect.before),
        after=number(effect.after),
        moved=number(effect.moved),
        ended=[told(post) for post in effect.posts_ended],
        begun=[told(post) for post in effect.posts_begun],
        files=[
            *(_("%(kind)s (%(units)s)") % {"kind": name_of(file.kind), "units": ", ".join(file.units)} for file in effect.files),
            *(_along(called.get(line.unit), line) for line in effect.cases),
        ],
        mandates=len(effect.mandates),
        notices=[(notice.message, notice.source) for notice in effect.notices],
        persons=[public_id for public_id, _name in names.values()],
    )


def _along(unit: Counted | None, line: CaseLine) -> str:
    text = ngettext("%(count)s việc xem xét ra khỏi Đảng đi theo", "%(count)s việc xem xét ra khỏi Đảng đi theo", line.open)
    return f"{text % {'count': number(line.open)}} ({unit.name if unit else line.unit})"


def _units(effect: Effect, *, is_undoing: bool) -> Table:
    lines = sorted(effect.units, key=lambda line: (line.after is not None, line.before is not None, line.code))[:LISTED]
    rows = []
    for line in lines:
        unit = line.after or line.before
        if unit is not None:
            rows.append(Row(Cell(unit.name), [_count(line.before), _count(line.after), Cell(_change(line, is_undoing=is_undoing))]))
    before, after = (_("Đang ghi"), _("Sau khi hủy")) if is_undoing else (_("Trước"), _("Sau"))
    columns = [Column(_("Tổ chức đảng")), Column(before, is_number=True), Column(after, is_number=True), Column(_("Thay đổi"))]
    total = Row(Cell(_("Đảng viên của các tổ chức trên")), [Cell(number(effect.before)), Cell(number(effect.after)), Cell("")])
    return Table(_("Trước và sau"), columns, rows, total, is_stacked=True)


def _count(unit: Counted | None) -> Cell:
    return Cell(NONE if unit is None else number(unit.members))


def _change(line: UnitLine, *, is_undoing: bool) -> str:
    """In what a unit differs, beyond its number of members."""
    before, after = line.before, line.after
    if before is None:
        return _("hoạt động như trước") if is_undoing else _("thành lập")
    if after is None:
        return _("không còn trong sổ") if is_undoing else _("kết thúc")
    said = []
    if before.name != after.name:
        said.append(_("tên cũ: %(name)s") % {"name": before.name})
    if before.kind != after.kind:
        said.append(_("%(before)s thành %(after)s") % {"before": before.kind, "after": after.kind})
    if before.parent != after.parent:
        said.append(_("từ %(before)s về %(after)s") % {"before": before.parent or NONE, "after": after.parent or NONE})
    return "; ".join(said)
