"""Roles, rights and acts are those of the file; those that the Party's offices need are there."""

from __future__ import annotations

import pytest

from dangvu.access.kinds import RIGHTS
from dangvu.access.models import Act, Right, Role
from dangvu.access.queries import rights_of, roles
from dangvu.access.roles import declared
from dangvu.commands import kinds

NAMED = [
    "province_preparer", "province_approver", "district_office", "commune_preparer", "commune_approver", "cell_secretary", "cell_deputy",
    "cell_treasurer", "assigned_member", "inspection", "statistician", "data_protection", "administrator", "member",
]  # fmt: skip


@pytest.mark.django_db
def test_the_tables_say_what_the_file_says() -> None:
    """A change of the file needs a migration that fills the tables anew."""
    said = declared()
    assert [(one.code, one.label, one.place, one.until) for one in roles()] == [
        (one["code"], one["label"], one["place"], one.get("until")) for one in said["role"]
    ]
    assert rights_of({one["code"] for one in said["role"]}) == {one["code"]: frozenset(one["rights"]) for one in said["role"]}
    acts = {kind: (one["right"], one.get("whole", False)) for one in said["act"] for kind in one["kinds"]}
    assert {row.kind: (row.right, row.whole) for row in Act.objects.all()} == acts
    assert set(acts) == set(kinds())


@pytest.mark.django_db
def test_all_are_there_and_every_right_is_of_somebody() -> None:
    assert list(Role.objects.order_by("order").values_list("code", flat=True)) == NAMED
    assert set(Right.objects.values_list("right", flat=True)) == set(RIGHTS)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["administrator", "data_protection"])
def test_who_looks_after_the_system_sees_no_record(role: str) -> None:
    assert not rights_of({role})[role] & {"see", "figures", "sensitive", "unmask", "export", "import", "propose", "approve", "ledger"}


@pytest.mark.django_db
def test_who_prepares_does_not_decide() -> None:
    held = rights_of(set(NAMED))
    assert {role for role in NAMED if "approve" in held[role]} == {"province_approver", "district_office", "commune_approver"}
