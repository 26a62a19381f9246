"""The roles as the package brings them, and how the tables are brought in step with them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from dangvu.access.rules import NONE

FILE = Path(__file__).with_name("roles.toml")


def declared() -> dict[str, Any]:
    """What `roles.toml` says."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def fill(apps: Any, _editor: Any = None) -> None:
    """Make roles, rights and acts those of the file; called by a migration, so that an instance changes with its version alone.

    What the tables of that migration do not know yet is left to a later one.
    """
    role, right, act = (apps.get_model("access", name) for name in ("Role", "Right", "Act"))
    said = declared()
    for order, one in enumerate(said["role"]):
        values = {"label": one["label"], "order": order, "place": one.get("place", NONE), "until": one.get("until")}
        role.objects.update_or_create(code=one["code"], defaults=values)
    right.objects.all().delete()
    known = _known(right)
    right.objects.bulk_create(right(role_id=one["code"], right=name) for one in said["role"] for name in one["rights"] if name in known)
    act.objects.all().delete()
    act.objects.bulk_create(
        act(kind=kind, right=one["right"], whole=one.get("whole", False))
        for one in said["act"] if one["right"] in known for kind in one["kinds"]
    )  # fmt: skip


def _known(right: Any) -> frozenset[str]:
    """The rights that the table takes, at the migration that asks."""
    (allowed,) = (one.condition.children[0][1] for one in right._meta.constraints if one.name == "known_right")
    return frozenset(allowed)
