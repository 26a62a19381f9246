"""Whoever a proposal, a list of them or a form about somebody shows stands in the log."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from dangvu.pages.views import proposing, tasks
from dangvu.people.queries import facts_of
from tests.areas.proposals.offices import clerk, commune, correction, proposed
from tests.pages.site import reader
from tests.readings.completeness import Watched, people_of
from tests.world import World


def watch(world: World) -> Watched:
    """The commune looks at what waits, at one proposal, and at a form, also one that is sent back."""
    waits = proposed(correction(world.cuc, card_no="88.1"), clerk())
    proposed(correction(world.dung, card_no="88.2"), clerk())
    proposed(correction(world.phuc, card_no="88.3"), commune(world))
    facts = facts_of(world.binh)
    assert facts is not None
    watched = Watched(reader("xa-an-binh"), people_of(world))
    form = reverse("propose_correction", args=[facts.public_id])
    for address in (reverse("tasks"), reverse("task", args=[waits]), form):
        watched.get(address)
    watched.post(form, name="")
    return watched


def test_nobody_is_missing(world: World) -> None:
    watched = watch(world)
    assert watched.faults() == []
    assert [one.shown for one in watched.answers] == [{world.cuc, world.dung, world.phuc}, {world.cuc}, {world.binh}, {world.binh}]
    assert [one.kinds for one in watched.answers] == [("list",), ("file",), ("file",), ("file",)]


def test_a_page_that_forgets_to_note_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control."""

    def forgetful(*said: Any) -> None:
        """Notes nothing."""

    for module in (proposing, tasks):
        monkeypatch.setattr(module, "note", forgetful)
    assert len(watch(world).faults()) == 4
