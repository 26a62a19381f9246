"""The documents of developers say what the code says: commands, refusals, words, rules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.db import connection

from dangvu.commands import kinds
from dangvu.commands.run import CONSTRAINTS
from dangvu.members.kinds import ENTRIES, EXITS, PARTICIPATION, STANDING, TRANSFER
from dangvu.reports.figures import BREAKDOWNS, CATALOGUE
from tests.house.stack import ROOT

AREAS = ROOT / "docs" / "areas"
GLOSSARY = ROOT / "GLOSSARY.md"
WITH_REFUSALS = (
    "commands", "rulebook", "organisation", "people", "access", "members", "transfers", "meetings", "proposals", "reorganisation",
    "documents", "badges", "dues", "exits",
)  # fmt: skip


def rows(document: str, heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, as cells."""
    below = re.split(rf"^## {heading}$", document, maxsplit=1, flags=re.MULTILINE)
    table = re.search(r"(?:^\|.*\|\n)+", below[1].partition("\n## ")[0] + "\n", re.MULTILINE) if len(below) > 1 else None
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.group().splitlines()[2:]] if table else []


def words(cell: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", cell)


def commands_told(documents: Iterable[tuple[str, str]]) -> set[tuple[str, str, str]]:
    """Area, command and kind of every row of the tables of commands."""
    return {(area, *words(row[0] + row[1])[:2]) for area, text in documents for row in rows(text, "Commands")}  # type: ignore[misc]


def area_pages() -> list[tuple[str, str]]:
    """The pages of the areas by their names."""
    return [(path.stem, path.read_text()) for path in sorted(AREAS.glob("*.md"))]


def commands_registered() -> set[tuple[str, str, str]]:
    """Area, command and kind of everything that can be decided."""
    return {(name.split(".")[0], kind.command.__name__, name) for name, kind in kinds().items()}


def test_every_command_stands_on_the_page_of_its_area() -> None:
    assert commands_told(area_pages()) == commands_registered()


def test_a_command_that_a_page_forgets_is_noticed() -> None:
    forgetful = [(area, re.sub(r"^\| `MoveUnit`.*\n", "", text, flags=re.MULTILINE)) for area, text in area_pages()]
    assert commands_registered() - commands_told(forgetful) == {("organisation", "MoveUnit", "organisation.move")}


def refusals_in(sources: Iterable[str]) -> Iterator[str]:
    """The codes of the problems that these sources can name."""
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            match node:
                case ast.Call(func=ast.Name(id="Problem"), args=[ast.Constant(value=str(code)), *_]):
                    yield code


def _codes_of(area: str) -> set[str]:
    found = set(refusals_in(path.read_text() for path in (ROOT / "dangvu" / area).rglob("*.py")))
    return found | {code for code, _ in CONSTRAINTS.values()} | {"constraint"} if area == "commands" else found


def _codes_told(text: str) -> set[str]:
    return {code for row in rows(text, "Refusals") for code in words(row[0])}


@pytest.mark.parametrize("area", WITH_REFUSALS)
def test_every_refusal_stands_on_the_page_of_its_area(area: str) -> None:
    assert _codes_told((AREAS / f"{area}.md").read_text()) == _codes_of(area)


def test_a_new_refusal_is_noticed() -> None:
    assert list(refusals_in(['def judge(command):\n    return [Problem("too_new", "…", "on")]\n'])) == ["too_new"]


def test_every_constraint_that_speaks_is_told_with_its_code() -> None:
    told = {words(row[2])[0]: words(row[0])[0] for row in rows((AREAS / "commands.md").read_text(), "Refusals") if words(row[2])}
    assert told == {name: code for name, (code, _) in CONSTRAINTS.items()}


@pytest.mark.django_db
def test_every_constraint_that_speaks_exists() -> None:
    """Deferred judgements name theirs in the body of a function."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint UNION SELECT relname FROM pg_class WHERE relkind = 'i'")
        names = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT string_agg(prosrc, ' ') FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
        (bodies,) = cursor.fetchone() or ("",)
    assert [name for name in CONSTRAINTS if name not in names and f"CONSTRAINT = '{name}'" not in bodies] == []


@pytest.mark.django_db
def test_every_rule_stands_in_the_rulebook_with_its_sources() -> None:
    told = {words(row[0])[0]: row[3] for row in rows((AREAS / "rulebook.md").read_text(), "Rules")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, array_agg(source ORDER BY period) FROM rulebook_rule GROUP BY key")
        assert told == {key: "; ".join(dict.fromkeys(sources)) for key, sources in cursor.fetchall()}


def glossary() -> str:
    """The words."""
    return GLOSSARY.read_text()


def words_told(document: str) -> set[str]:
    """Every name in the column of code."""
    headings = re.findall(r"^## (.*)$", document, re.MULTILINE)
    return {word for heading in headings for row in rows(document, re.escape(heading)) for word in words(row[2])}


def words_needed() -> set[str]:
    """Models of ours and commands."""
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("dangvu.")}
    return models | {kind.command.__name__ for kind in kinds().values()}


def words_that_exist() -> set[str]:
    """Everything that a row of the glossary may name: models, commands, fields, figures, breakdowns, kinds, classes of reports."""
    fields = {field.name for model in apps.get_models() for field in model._meta.get_fields()}
    lists = {*ENTRIES, *EXITS, TRANSFER, *STANDING, *PARTICIPATION, *BREAKDOWNS, *CATALOGUE.indicators}
    classes = {
        node.name
        for path in (ROOT / "dangvu").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
    }
    measures = {"population", "households", "poor_households", "near_poor_households"}
    return words_needed() | fields | lists | classes | measures


def test_every_model_and_command_has_a_word() -> None:
    assert words_needed() - words_told(glossary()) == set()


def test_every_word_has_a_name_that_exists() -> None:
    assert words_told(glossary()) - words_that_exist() == set()


def test_a_word_that_is_missing_and_a_name_that_does_not_exist_are_noticed() -> None:
    spoilt = glossary().replace("`TransferMember`", "`MoveMember`")
    assert words_needed() - words_told(spoilt) == {"TransferMember"}
    assert words_told(spoilt) - words_that_exist() == {"MoveMember"}


def test_every_word_has_a_meaning_and_a_source() -> None:
    headings = re.findall(r"^## (.*)$", glossary(), re.MULTILINE)
    incomplete = [row for heading in headings for row in rows(glossary(), re.escape(heading)) if len(row) != 4 or not all(row)]
    assert incomplete == []


def test_adrs_are_numbered_once() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "adr").glob("*.md")]
    assert sorted(set(numbers)) == sorted(numbers)


def named_paths(text: str) -> set[str]:
    """Files of the project that a document names."""
    return set(re.findall(r"`((?:docs|tests|dangvu)/[\w./-]+\.(?:py|md|toml))`", text))


def test_the_files_that_documents_name_exist() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    missing = {f"{path.name}: {name}" for path in documents for name in named_paths(path.read_text()) if not (ROOT / name).exists()}
    assert missing == set()


def test_a_file_that_does_not_exist_is_noticed() -> None:
    assert named_paths("see `tests/house/test_gone.py` and `docs/areas/people.md`") == {"tests/house/test_gone.py", "docs/areas/people.md"}
