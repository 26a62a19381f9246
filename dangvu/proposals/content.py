"""A command as it is proposed: its canonical JSON, the hash that binds it, and personal values under commitments; and back."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from dangvu.access.officer import UNITS
from dangvu.access.queries import act, last_cells
from dangvu.commands import Command
from dangvu.commands.rebuilding import command_from
from dangvu.commands.registry import kind_of, kinds
from dangvu.commands.run import as_json
from dangvu.ledger.chain import canonical, commitment
from dangvu.periods import clock
from dangvu.proposals.models import ProposedValue

BASIS = ("on", "body", "document")


@dataclass(frozen=True)
class Content:
    """What is signed by its hash, and beside it each personal value with the salt of its commitment."""

    text: str
    values: Mapping[str, tuple[bytes, bytes, str]]
    """Salt, commitment and canonical JSON by field."""

    @property
    def hash(self) -> bytes:
        """SHA-256 of the text, byte for byte."""
        return sha256(self.text.encode()).digest()


def content_of(command: Command, **bound: Any) -> Content:
    """The content of a proposal; `bound` is what else its hash binds: who proposes by which mandate, having read what."""
    kind = kind_of(command)
    values = as_json(command)
    basis = {name: values.pop(name) for name in BASIS}
    personal = {name: values.pop(name) for name in kind.personal & values.keys()}
    salted = {name: (secrets.token_bytes(16), value) for name, value in personal.items()}
    beside = {name: (salt, commitment(salt, value), canonical(value).decode()) for name, (salt, value) in salted.items()}
    committed = {name: digest.hex() for name, (_salt, digest, _value) in beside.items()}
    return Content(canonical({**basis, **bound, "kind": kind.name, "values": values, "personal": committed}).decode(), beside)


def command_in(text: str, values: Sequence[ProposedValue]) -> Command | None:
    """The command that a content holds; None once its personal values are erased."""
    said = json.loads(text)
    if len(values) != len(said["personal"]) or any(value.value is None for value in values):
        return None
    beside = {value.field: json.loads(value.value or "null") for value in values}
    return command_from(kinds()[said["kind"]], {**said["values"], **beside, **{name: said[name] for name in BASIS}})


def named_units(command: Command) -> list[int]:
    """Every unit that a command names and the cell of the person it is about; none for what is decided over the whole instance."""
    wanted = act(kind_of(command).name)
    if wanted and wanted[1]:
        return []
    person = getattr(command, "person", None)
    named = [getattr(command, name, None) for name in UNITS]
    cell = last_cells([person], clock.today()).get(person) if person is not None else None
    return sorted({unit for unit in (*named, cell) if unit is not None})
