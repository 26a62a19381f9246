"""The ledger as it is read: every entry that the reader may see, and one entry with its place in the chain; never a personal value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dangvu.access.entries import Asked, Entry, Touched, entry, opened_to, stretch, touched_by
from dangvu.access.gate import needs, viewer_in
from dangvu.access.viewer import INSPECT, Viewer
from dangvu.exchange.queries import import_taken
from dangvu.ledger.queries import DecisionLine
from dangvu.organisation.queries import UnitOn, below_ever, unit_by_public_id, units_on
from dangvu.pages.frame import UNIT, as_uuid, shell_of_nothing
from dangvu.pages.history import name_of
from dangvu.pages.ledger_form import DAYS, LedgerForm
from dangvu.pages.searches import keep, kept
from dangvu.pages.words import DECISIONS, SHEETS
from dangvu.periods.clock import HANOI, today
from dangvu.proposals.queries import PROPOSE
from dangvu.reorganisation.undoing import ACT
from dangvu.web.formats import day, moment, number
from dangvu.web.parts import Token
from dangvu.web.shell import Link, Shell, as_day

A_PAGE = 50
NAMED = 3
"""So many units of an entry are named in the list; more are counted."""
MOST_NAMED = 200
"""The same on the page of an entry."""
THE_LEDGER = gettext_lazy("Sổ quyết định")


@dataclass(frozen=True)
class Line:
    """A row of the list; `units` are names of units that it touched, `more` how many are not named."""

    number: str
    address: str
    on: str
    kind: str
    paper: str
    units: Sequence[str]
    more: str
    recorded: str
    actor: str


@dataclass(frozen=True)
class Filters:
    """What the address asks for."""

    asked: Asked
    unit: UnitOn | None
    key: str
    days: Mapping[str, date]

    def query(self) -> dict[str, str]:
        """The same as parameters."""
        given = {
            UNIT: str(self.unit.public_id) if self.unit else "",
            "q": self.key if self.asked.text else "",
            "kind": self.asked.kind,
            **{name: chosen.isoformat() for name, chosen in self.days.items()},
        }
        return {name: value for name, value in given.items() if value}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs("ledger")
def ledger(request: HttpRequest) -> HttpResponse:
    """Fifty entries a page, the latest first, by number."""
    viewer = viewer_in(request)
    filters = _filters(request, viewer)
    shell = shell_of_nothing(request)
    context: dict[str, Any] = {"shell": shell, "title": THE_LEDGER, "is_wide": True, "clear": reverse("ledger")}
    if request.method == "POST":
        form = LedgerForm(request.POST, viewer=viewer)
        if form.is_valid():
            return HttpResponseRedirect(shell.at(reverse("ledger"), **_sent(request, form)))
        return render(request, "pages/ledger.html", {**context, "form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    before, after = (_number(request.GET.get(name)) for name in ("before", "after"))
    found = stretch(filters.asked, A_PAGE, before=before, after=after)
    if after is not None and not found.newer:
        found = stretch(filters.asked, A_PAGE)
    context |= {
        "form": LedgerForm(initial=_initial(filters), viewer=viewer),
        "is_lost": bool(filters.key and not filters.asked.text),
        "tokens": _tokens(shell, filters),
        "lines": _lines(shell, found.entries, filters.asked.part),
        "newer": shell.at(reverse("ledger"), **filters.query(), after=found.entries[0].id) if found.newer and found.entries else "",
        "older": shell.at(reverse("ledger"), **filters.query(), before=found.entries[-1].id) if found.older and found.entries else "",
    }
    return render(request, "pages/ledger.html", context)


def _filters(request: HttpRequest, viewer: Viewer) -> Filters:
    """404 for a unit that does not lie open to the reader of the ledger."""
    part, key = opened_to(viewer), request.GET.get("q", "")
    unit = _asked_unit(request, part)
    days = {name: as_day(text) for name in DAYS if (text := request.GET.get(name))}
    kind, last = request.GET.get("kind", ""), days.get("recorded_until")
    asked = Asked(
        kind if kind in DECISIONS else "",
        days.get("since"),
        days.get("until"),
        _midnight(days["recorded_since"]) if "recorded_since" in days else None,
        _midnight(last + timedelta(days=1)) if last else None,
        kept(key, request.session),
        below_ever(unit.id) if unit else None,
        part,
        viewer.has(INSPECT),
    )
    return Filters(asked, unit, key, days)


def _asked_unit(request: HttpRequest, part: frozenset[int] | None) -> UnitOn | None:
    text = request.GET.get(UNIT)
    if not text:
        return None
    found = unit_by_public_id(as_uuid(text))
    unit = next(iter(units_on([found], today())), None) if found is not None and (part is None or found in part) else None
    if unit is None:
        raise Http404("no such unit")
    return unit


def _midnight(chosen: date) -> datetime:
    return datetime.combine(chosen, time(), HANOI)


def _number(text: str | None) -> int | None:
    """A number of an entry in an address; anything else is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else None


def _sent(request: HttpRequest, form: LedgerForm) -> dict[str, str | None]:
    """Filters as parameters; the text that is searched for becomes a key to it."""
    given = form.cleaned_data
    unit = next(iter(units_on([given["unit"]], today())), None) if given["unit"] else None
    chosen = {
        UNIT: str(unit.public_id) if unit else "",
        "q": keep(given["text"], request.session),
        "kind": given["kind"],
        **{name: given[name].isoformat() for name in DAYS if given[name]},
    }
    return {name: value or None for name, value in chosen.items()}


def _initial(filters: Filters) -> dict[str, Any]:
    unit = filters.unit
    return {"text": filters.asked.text, "unit": unit.code if unit else "", "kind": filters.asked.kind, **filters.days}


def _tokens(shell: Shell, filters: Filters) -> list[Token]:
    """Each filter in words, with the address of the ledger without it."""
    labels = LedgerForm.base_fields
    texts = {
        UNIT: _("%(unit)s và cấp dưới") % {"unit": filters.unit.name} if filters.unit else "",
        "q": f"“{filters.asked.text}”" if filters.asked.text else "",
        "kind": name_of(filters.asked.kind) if filters.asked.kind else "",
        **{name: f"{labels[name].label} {day(chosen)}" for name, chosen in filters.days.items()},
    }
    query = filters.query()
    return [Token(text, shell.at(reverse("ledger"), **{**query, name: None})) for name, text in texts.items() if text]


def _lines(shell: Shell, entries: Sequence[DecisionLine], part: frozenset[int] | None) -> list[Line]:
    touched = touched_by([one.id for one in entries], part, NAMED)
    names = {unit.id: unit.name for unit in _named(touched.values())}
    return [_line(shell, one, touched.get(one.id), names) for one in entries]


def _named(touched: Iterable[Touched]) -> list[UnitOn]:
    """The units by their names of today; of what has ended the last one."""
    return units_on(sorted({number for one in touched for number in one.some}), today())


def _line(shell: Shell, one: DecisionLine, touched: Touched | None, names: Mapping[int, str]) -> Line:
    named = [names[number] for number in touched.some if number in names] if touched else []
    left = touched.units - len(named) if touched else 0
    if touched and touched.everybody:
        named.append(_("Địa bàn chung"))
    return Line(
        number(one.id),
        shell.at(reverse("ledger_entry", args=[one.id])),
        day(one.on),
        name_of(one.kind),
        _paper(one),
        named,
        number(left) if left else "",
        moment(one.recorded),
        one.actor,
    )


def _paper(one: DecisionLine) -> str:
    return ", ".join(text for text in (one.document, one.body) if text)


@never_cache
@require_safe
@needs("ledger")
def ledger_entry(request: HttpRequest, number_: int) -> HttpResponse:
    """One entry: what it rests on, what it touched, what it corrects, and how it is bound to the one before it."""
    viewer, shell = viewer_in(request), shell_of_nothing(request)
    part = opened_to(viewer)
    inspects = viewer.has(INSPECT)
    found = entry(number_, part, inspects=inspects)
    if found is None:
        raise Http404("no such entry")
    touched = touched_by([number_], part, MOST_NAMED).get(number_, Touched(0, (), everybody=False))
    units = [Link(unit.name, _of_unit(shell, viewer, unit), note=unit.code) for unit in _named([touched])]
    left = touched.units - len(units)
    context = {
        "shell": shell,
        "title": _("Lần ghi sổ số %(number)s") % {"number": number(number_)},
        "crumbs": [Link(str(THE_LEDGER), shell.at(reverse("ledger")))],
        "kind": name_of(found.line.kind),
        "facts": _facts(found.line),
        "chain": [(_("Mã băm"), found.hash.hex()), (_("Mã băm của lần ghi trước"), found.before.hex())],
        "corrects": _numbered(shell, [found.corrects] if found.corrects else [], part, inspects=inspects),
        "correcting": _numbered(shell, found.correcting, part, inspects=inspects),
        "units": units,
        "count": touched.units,
        "left": number(left) if left else "",
        "everybody": touched.everybody,
        "taken": _taken(found),
        "undo": shell.at(reverse("propose_undoing", args=[number_])) if _may_undo(viewer, found) else "",
    }
    return render(request, "pages/ledger_entry.html", context)


def _may_undo(viewer: Viewer, found: Entry) -> bool:
    """Whether the reader may propose to take an act back that nothing has corrected yet."""
    return found.line.kind == ACT and not found.correcting and viewer.whole(PROPOSE)


def _of_unit(shell: Shell, viewer: Viewer, unit: UnitOn) -> str:
    return shell.at(reverse("unit"), unit=str(unit.public_id)) if viewer.shows(unit.id) else ""


def _facts(one: DecisionLine) -> list[tuple[str, str]]:
    shown = [
        (_("Việc"), name_of(one.kind)),
        (_("Có hiệu lực từ ngày"), day(one.on)),
        (_("Văn bản"), one.document),
        (_("Cơ quan ban hành"), one.body),
        (_("Người ghi"), one.actor),
        (_("Ghi vào sổ lúc"), moment(one.recorded)),
    ]
    return [(name, text or "–") for name, text in shown]


def _numbered(shell: Shell, numbers: Sequence[int], part: frozenset[int] | None, *, inspects: bool) -> list[Link]:
    """Entries by number and kind; one that the reader does not see is a number alone."""
    links = []
    for one in numbers:
        seen = entry(one, part, inspects=inspects)
        text = _("Lần ghi sổ số %(number)s") % {"number": number(one)}
        note = f"{name_of(seen.line.kind)}, {day(seen.line.on)}" if seen else ""
        links.append(Link(text, shell.at(reverse("ledger_entry", args=[one])) if seen else "", note=note))
    return links


def _taken(found: Entry) -> list[tuple[str, str]]:
    """The file and the rows of an import."""
    taken = import_taken(found.line.id)
    if taken is None:
        return []
    rows = [(SHEETS.get(sheet, sheet), number(count)) for sheet, count in taken.counts.items()]
    return [(_("Tệp"), taken.file_name or "–"), *rows, (_("Cộng số dòng đã ghi"), number(sum(taken.counts.values())))]
