"""The refusals of the charter as the schema expresses them: what may not be a column, and that every column has a purpose.

The words are those of P1 to P4 of the charter: opinions and loyalty of people, watching of households, scores of persons, and data
kept without a purpose.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from dangvu.ledger.dated import Remembered
from tests.house.stack import ROOT

INVENTORY = ROOT / "docs" / "field-inventory.toml"
CLASSES = {"public", "internal", "personal", "sensitive", "secret"}
GROUNDS = {"charter", "register", "security"}
RETENTION = {"archive", "while true", "derived"}
SEEN_BY = {"operator", "nobody"}

FORBIDDEN = {
    "opinions and loyalty": (
        "opinion", "attitude", "mood", "sentiment", "loyal", "ideolog", "belief", "reliab", "trust", "suspi",
        "tu_tuong", "thai_do", "du_luan", "quan_diem", "trung_thanh",
    ),
    "behaviour": (
        "behavio", "lifestyle", "degrad", "watch", "surveil", "informant", "denounc", "accus", "rumo", "bieu_hien", "suy_thoai", "to_giac",
    ),
    "scores of persons": ("score", "rank", "risk", "rating", "index", "predict", "diem_so", "xep_hang"),
    "health and private life": (
        "health", "diagnos", "illness", "disease", "marital", "spouse", "wife", "husband", "relative", "family",
        "pregnan", "benh", "vo_chong",
    ),
    "where and what somebody does": (
        "location", "latitude", "longitude", "gps", "ip_address", "user_agent", "device", "facebook", "zalo", "social_media",
    ),
    "religion beyond the one declared": ("faith", "pious", "worship", "temple", "pagoda", "church", "chua_chien"),
}  # fmt: skip
"""No column may be named so, whatever it is meant for: a lawful need finds another word and a decision in `docs/adr`."""

WORDS_OF_OTHERS = ("household", "visit", "feedback", "hamlet_contact")
"""Tables about citizens hold no free text."""

LEARNING = ("numpy", "pandas", "scikit", "torch", "tensorflow", "xgboost", "lightgbm", "transformers", "openai", "keras", "onnx")

Columns = Mapping[str, Mapping[str, str]]


def columns() -> Columns:
    """Every column of the database with its type, by table, whether or not a model knows it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'")
        found: dict[str, dict[str, str]] = {}
        for table, column, kind in cursor.fetchall():
            found.setdefault(table, {})[column] = kind
    return found


def refused_columns(found: Columns) -> list[str]:
    """Columns that the charter does not allow."""
    named = [
        f"{table}.{column}: {what}"
        for table, its in found.items()
        for column in its
        for what, words in FORBIDDEN.items()
        if re.search(rf"(?:^|_)(?:{'|'.join(words)})", column)
    ]
    free = [
        f"{table}.{column}: free text about citizens"
        for table, its in found.items()
        if any(word in table for word in WORDS_OF_OTHERS)
        for column, kind in its.items()
        if kind in {"text", "character varying", "json", "jsonb"}
    ]
    return named + free


@pytest.mark.django_db
def test_no_column_holds_what_the_charter_refuses() -> None:
    assert refused_columns(columns()) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "column",
    [
        "people_person ADD loyalty smallint", "members_profile ADD tu_tuong text", "people_facts ADD risk_level int",
        "members_post ADD score int", "meetings_attendance ADD behaviour text", "organisation_locality ADD belief_share int",
        "members_standing ADD health_reason text",
    ],
)  # fmt: skip
def test_such_a_column_is_noticed(column: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {column}")
    assert len(refused_columns(columns())) == 1


@pytest.mark.django_db
def test_free_text_about_a_household_is_noticed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE welfare_household_visit (id int, need int, remark text)")
    assert refused_columns(columns()) == ["welfare_household_visit.remark: free text about citizens"]


def _religion_outside(found: Columns) -> set[str]:
    return {table for table, its in found.items() if any(column.startswith("religion") for column in its)}


@pytest.mark.django_db
def test_religion_is_a_declared_fact_of_a_member_and_of_nobody_else() -> None:
    assert _religion_outside(columns()) == {"people_facts", "member_span"}


@pytest.mark.django_db
def test_religion_of_a_place_or_a_household_is_noticed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE organisation_localityfact ADD religion text")
    assert "organisation_localityfact" in _religion_outside(columns())


@pytest.mark.django_db
def test_ethnicity_and_religion_may_be_left_empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, is_nullable FROM information_schema.columns "
            "WHERE table_name = 'people_facts' AND column_name IN ('ethnicity_id', 'religion_id') ORDER BY 1"
        )
        assert cursor.fetchall() == [("ethnicity_id", "YES"), ("religion_id", "YES")]


def _learning(lock: str) -> list[str]:
    return [line for line in lock.splitlines() if line.startswith(LEARNING)]


def test_nothing_is_installed_that_infers_about_people() -> None:
    assert [line for lock in (ROOT / "requirements").glob("*.lock") for line in _learning(lock.read_text())] == []


def test_such_a_package_is_noticed() -> None:
    assert _learning("django==5.2.19 \\\nscikit-learn==1.7.2 \\\n    --hash=sha256:00") == ["scikit-learn==1.7.2 \\"]


def our_models() -> list[type[models.Model]]:
    """The models of our packages."""
    return [model for model in apps.get_models() if model.__module__.startswith("dangvu.")]


def uninventoried(every: Iterable[type[models.Model]], inventory: dict[str, Any]) -> list[str]:
    """Fields without a line, lines without a field, and lines that leave something open."""
    inventory = dict(inventory)
    dated, wrong = inventory.pop("every_dated"), []
    for model in every:
        entry = inventory.get(model._meta.app_label, {}).pop(model.__name__, None)
        if entry is None:
            wrong.append(f"{model._meta.label}: no entry")
            continue
        heads = (("ground", GROUNDS), ("retention", RETENTION), ("seen_by", SEEN_BY))
        wrong += [f"{model._meta.label}: {head}" for head, allowed in heads if entry.pop(head, None) not in allowed]
        lines = (dated if issubclass(model, Remembered) else {}) | entry
        fields = {field.name for field in model._meta.get_fields() if field.concrete}
        unknown = set(entry) - fields
        wrong += [f"{model._meta.label}.{name}: no line" for name in sorted(fields - set(lines))]
        wrong += [f"{model._meta.label}.{name}: no such field" for name in sorted(unknown)]
        wrong += [
            f"{model._meta.label}.{name}: no purpose or class"
            for name in sorted(fields & set(lines))
            if not lines[name].get("purpose") or lines[name].get("class") not in CLASSES
        ]
    return wrong + [f"{area}.{name}: no such model" for area, left in inventory.items() for name in left]


def test_every_field_has_a_purpose_a_class_a_ground_and_a_term() -> None:
    assert uninventoried(our_models(), tomllib.loads(INVENTORY.read_text())) == []


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ('name = { purpose = "who the member is", class = "personal" }\n', "", "people.PersonFacts.name: no line"),
        ('female = { purpose = "returns by sex"', 'female = { purpose = ""', "people.PersonFacts.female: no purpose or class"),
        ('[people.PersonFacts]\nground = "charter"', '[people.PersonFacts]\nground = "custom"', "people.PersonFacts: ground"),
        ("[meetings.Attendance]", "[meetings.Presence]", "meetings.Attendance: no entry"),
        ("[people.Person]\n", '[people.Household]\nground = "register"\n\n[people.Person]\n', "people.Household: no such model"),
    ],
    ids=["a new field", "a field without purpose", "an unknown ground", "a new model", "a model that is gone"],
)
def test_what_the_inventory_lacks_is_noticed(right: str, wrong: str, complaint: str) -> None:
    text = INVENTORY.read_text()
    assert text.count(right) == 1
    assert complaint in uninventoried(our_models(), tomllib.loads(text.replace(right, wrong)))
