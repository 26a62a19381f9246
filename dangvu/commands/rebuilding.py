"""The register told again from its decisions, into scratch tables beside it, and what differs between the two."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from time import perf_counter
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, models, transaction

from dangvu.commands.registry import Change, Command, Kind, kinds
from dangvu.ledger.dated import Remembered
from dangvu.ledger.models import Decision, PersonalValue
from dangvu.ledger.moment import one_moment

SCRATCH = "rebuilt"
CHUNK = 500
SHOWN = 20
Progress = Callable[[int, int], None]
"""Is told how many decisions are done, and of how many."""


@dataclass(frozen=True)
class Table:
    """A table that decisions write: the columns to compare, those that name a row to a reader, those that name subjects by field."""

    name: str
    columns: tuple[str, ...]
    shown: tuple[str, ...]
    subjects: Mapping[str, str]


class Compared(NamedTuple):
    """A table of the register beside its rebuild; `differing` are rows that only one of the two has, some of them shown."""

    table: str
    rows: int
    rebuilt: int
    differing: int
    shown: tuple[str, ...]


@dataclass
class Difference:
    """What a rebuild found: every table, the decisions told again, those left out because their subjects are erased, those that failed."""

    tables: list[Compared] = field(default_factory=list)
    decisions: int = 0
    skipped: int = 0
    erased: int = 0
    failed: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def empty(self) -> bool:
        """Whether the register is what its decisions say, no more and no less."""
        return not self.failed and not any(compared.differing for compared in self.tables)


def tables() -> list[Table]:
    """Every table that decisions write: dated rows, the subjects that they are about, and what is derived from them.

    Subjects are told by the number that stands for them in addresses, derived rows by their composite key.
    """
    known = [model for model in apps.get_models() if model.__module__.startswith("dangvu.")]
    dated = [model for model in known if issubclass(model, Remembered)]
    keys = [key for model in dated for key in model._meta.concrete_fields if isinstance(key, models.ForeignKey)]
    named: dict[type[models.Model], set[str]] = defaultdict(set)
    for key in keys:
        if _has(key.remote_field.model, "public_id"):
            named[key.remote_field.model].add(key.name)
    derived = [(model, model._meta.pk) for model in known]
    return [
        *(_table(model, {name: "id" for name in sorted(names)}, {"id"}) for model, names in named.items()),
        *(_table(model, _columns(model), {"opened_by", "closed_by"}) for model in dated),
        *(_table(model, _columns(model), set(key.field_names)) for model, key in derived if isinstance(key, models.CompositePrimaryKey)),
    ]


def _has(model: type[models.Model], name: str) -> bool:
    return any(column.name == name for column in model._meta.concrete_fields)


def _columns(model: type[models.Model]) -> dict[str, str]:
    """The columns that a decision fills, by field: no numbers that the database counts up or draws."""
    return {
        column.name: str(column.column)
        for column in model._meta.concrete_fields
        if not isinstance(column, models.AutoField | models.CompositePrimaryKey) and column.name != "public_id"
    }


def _table(model: type[models.Model], subjects: Mapping[str, str], shown: set[str]) -> Table:
    columns = _columns(model)
    return Table(
        model._meta.db_table, tuple(columns.values()), tuple(column for name, column in columns.items() if name in shown), subjects
    )


def rebuild(*, progress: Progress | None = None) -> Difference:
    """Tell every decision again beside the register and compare; nothing of it stays.

    It sees one moment of the register, whatever is decided meanwhile, and holds nobody up.
    """
    began = perf_counter()
    found = Difference()
    with one_moment() as cursor:
        cursor.execute("SELECT current_schema(), current_setting('search_path')")
        home, path = cursor.fetchone() or ("", "")
        compared = tables()
        cursor.execute(f"CREATE SCHEMA {SCRATCH}")
        for table in compared:
            cursor.execute(f"CREATE UNLOGGED TABLE {SCRATCH}.{table.name} (LIKE {table.name} INCLUDING ALL)")
        cursor.execute("SELECT set_config('search_path', %s, true)", [f"{SCRATCH}, {path}"])
        erased = _erased()
        _replay(found, erased, progress)
        found.erased = sum(map(len, erased.values()))
        found.tables = [_compare(cursor, table, home, erased) for table in compared]
        transaction.set_rollback(True)
    found.seconds = perf_counter() - began
    return found


def _erased() -> dict[str, set[int]]:
    """The subjects that were erased, by the field of a command that names them."""
    erased: dict[str, set[int]] = defaultdict(set)
    for kind in kinds().values():
        if kind.erases:
            payloads = Decision.objects.filter(kind=kind.name).values_list("payload", flat=True)
            erased[kind.erases].update(payload["values"][kind.erases] for payload in payloads)
    return erased


class Told(NamedTuple):
    """A decision as the ledger keeps it, with its personal values put back; `emptied` where some of these are erased.

    `lost` are subjects of its lists whose values are erased.
    """

    decision: Decision
    values: dict[str, Any]
    emptied: bool
    lost: frozenset[int] = frozenset()


def told(last: int) -> Iterator[Told]:
    """Every decision up to this one, in order."""
    for first in range(1, last + 1, CHUNK):
        until = min(first + CHUNK, last + 1)
        beside: dict[int, dict[str, Any]] = defaultdict(dict)
        listed: dict[int, dict[str, dict[int, list[Any]]]] = defaultdict(lambda: defaultdict(dict))
        emptied: set[int] = set()
        lost: dict[int, set[int]] = defaultdict(set)
        rows = PersonalValue.objects.filter(decision_id__gte=first, decision_id__lt=until).values_list(
            "decision_id", "field", "value", "salt"
        )
        for number, field_, value, salt in rows:
            name, _, subject = field_.partition("/")
            if subject:
                listed[number][name][int(subject)] = value or []
                lost[number] |= {int(subject)} if salt is None else set()
                continue
            beside[number][name] = value
            if salt is None:
                emptied.add(number)
        for decision in Decision.objects.filter(id__gte=first, id__lt=until).order_by("id"):
            values = {**decision.payload.get("values", {}), **beside[decision.id]}
            for name, rest in listed[decision.id].items():
                values[name] = [[subject, *rest.get(subject, ())] for subject in values[name]]
            yield Told(decision, values, decision.id in emptied, frozenset(lost[decision.id]))


def _replay(found: Difference, erased: Mapping[str, set[int]], progress: Progress | None) -> None:
    known = kinds()
    last = Decision.objects.order_by("-id").values_list("id", flat=True).first() or 0
    for one in told(last):
        if any(_about(one, name, subjects, known) for name, subjects in erased.items()):
            found.skipped += 1
        else:
            _tell(found, one, known, erased)
        if progress is not None:
            progress(one.decision.id, last)


def _about(one: Told, name: str, subjects: set[int], known: Mapping[str, Kind]) -> bool:
    """Whether a decision is about an erased subject: it names it, or it is the one that gave it its number.

    A field may name such a subject under another name, by `metadata={"subject": name}`.
    """
    named = {name, *(item.name for item in fields(known[one.decision.kind].command) if item.metadata.get("subject") == name)}
    return any(one.values.get(field_) in subjects for field_ in named) or (
        one.emptied and not subjects.isdisjoint(one.decision.payload.get("given", ()))
    )


def _tell(found: Difference, one: Told, known: Mapping[str, Kind], erased: Mapping[str, set[int]]) -> None:
    """Carry out one decision once more; where that cannot be done the reason is kept and the next one follows."""
    decision = one.decision
    found.decisions += 1
    try:
        if one.emptied or not one.lost <= set().union(*erased.values()):
            raise LookupError("giá trị cá nhân không còn mà không có quyết định xóa nào")
        with transaction.atomic():
            kind = known[decision.kind]
            change = Change(decision.id, decision.recorded, replay=True, allotted=deque(decision.payload.get("given", ())))
            kind.apply(command_of(kind, decision, one.values), change)
            for finish in change.afterwards:
                finish()
    except (DatabaseError, ObjectDoesNotExist, LookupError, TypeError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else ""
        found.failed.append(f"Lần ghi sổ số {decision.id} ({decision.kind}) không dựng lại được: {type(error).__name__} {reason}")


def command_of(kind: Kind, decision: Decision, values: Mapping[str, Any]) -> Command:
    """The command that was carried out; fields that it did not have then take their default."""
    return command_from(kind, {**values, "on": decision.on, "body": decision.body, "document": decision.document})


def command_from(kind: Kind, values: Mapping[str, Any]) -> Command:
    """A command from JSON values by field, as `run.as_json` writes them."""
    hints = get_type_hints(kind.command)
    return kind.command(**{item.name: _typed(values[item.name], hints[item.name]) for item in fields(kind.command) if item.name in values})


def _typed(value: Any, hint: Any) -> Any:
    """A JSON value as the field had it: days from ISO form, tuples from lists, named tuples by their fields."""
    if isinstance(value, list) and hasattr(hint, "_fields"):
        return hint(*map(_typed, value, get_type_hints(hint).values()))
    if isinstance(value, str) and date in (hint, *get_args(hint)):
        return date.fromisoformat(value)
    if isinstance(value, list) and get_origin(hint) is tuple:
        return tuple(_typed(item, get_args(hint)[0]) for item in value)
    return value


def _compare(cursor: Any, table: Table, home: str, erased: Mapping[str, set[int]]) -> Compared:
    """Rows by all their columns, as often in the one as in the other; those of erased subjects are left out of both."""
    columns = ", ".join(f'"{name}"' for name in table.columns)
    left_out = [(table.subjects[name], sorted(subjects)) for name, subjects in erased.items() if subjects and name in table.subjects]
    where = " AND ".join(f'("{column}" = ANY (%s)) IS NOT TRUE' for column, _ in left_out) or "true"
    values = [subjects for _, subjects in left_out] * 2
    counted = (
        f"(SELECT {columns}, sum(kept) AS kept, sum(told) AS told FROM ("
        f"SELECT {columns}, 1 AS kept, 0 AS told FROM {home}.{table.name} WHERE {where} UNION ALL "
        f"SELECT {columns}, 0, 1 FROM {SCRATCH}.{table.name} WHERE {where}) both_of_them GROUP BY {columns}) counted"
    )
    cursor.execute(f"SELECT coalesce(sum(kept), 0), coalesce(sum(told), 0), coalesce(sum(abs(kept - told)), 0) FROM {counted}", values)
    kept, rebuilt, differing = map(int, cursor.fetchone())
    shown: list[str] = []
    if differing:
        names = ", ".join(f'"{name}"' for name in table.shown)
        cursor.execute(f"SELECT kept - told, {names} FROM {counted} WHERE kept <> told ORDER BY {names} LIMIT {SHOWN}", values)
        shown = [_row(surplus, dict(zip(table.shown, row, strict=True))) for surplus, *row in cursor.fetchall()]
    return Compared(table.name, kept, rebuilt, differing, tuple(shown))


def _row(surplus: int, named: Mapping[str, Any]) -> str:
    return f"{'chỉ có trong sổ' if surplus > 0 else 'chỉ có khi dựng lại'}: " + " ".join(f"{name}={value}" for name, value in named.items())
