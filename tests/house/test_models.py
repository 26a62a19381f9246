"""Models are private to their area, and foreign keys point down the stack without a way back."""

from __future__ import annotations

from collections.abc import Iterable

import grimp
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from dangvu.members.models import Membership
from dangvu.people.models import Person
from tests.house.stack import stack

FOUNDATION = {"dangvu.ledger.models": "dangvu.commands"}
"""The runner and the replay of decisions handle decisions; everybody else asks."""


def modules() -> grimp.ImportGraph:
    """Which module imports which."""
    return grimp.build_graph("dangvu", exclude_type_checking_imports=True)


def strangers(graph: grimp.ImportGraph) -> list[str]:
    """Imports of an area's models by modules of other areas."""
    found = []
    for module in sorted(name for name in graph.modules if name.endswith(".models")):
        own = (module.removesuffix(".models"), FOUNDATION.get(module, module))
        found += [
            f"{importer} -> {module}"
            for importer in sorted(graph.find_modules_that_directly_import(module))
            if not any(importer == area or importer.startswith(f"{area}.") for area in own)
        ]
    return found


def test_models_are_private_to_their_area() -> None:
    assert strangers(modules()) == []


def test_a_stranger_is_noticed() -> None:
    graph = modules()
    graph.add_import(importer="dangvu.reports.figures", imported="dangvu.members.models")
    assert strangers(graph) == ["dangvu.reports.figures -> dangvu.members.models"]


def wrong_keys(every: Iterable[type[models.Model]]) -> list[str]:
    """Relations between areas that point up, or that can be followed back."""
    order, found = stack(), []
    for model in every:
        for field in model._meta.get_fields():
            other = field.related_model
            if not isinstance(field, models.ForeignKey | models.ManyToManyField) or not isinstance(other, type):
                continue
            here, there = model._meta.app_label, other._meta.app_label
            if here == there or here not in order or there not in order:
                continue
            if order.index(here) > order.index(there):
                found.append(f"{model.__name__}.{field.name} points up to {there}")
            if not field.remote_field.hidden:
                found.append(f"{model.__name__}.{field.name} leaves a way back from {there}")
    return found


def test_foreign_keys_point_down_and_leave_no_way_back() -> None:
    assert wrong_keys(apps.get_models()) == []


def test_a_key_that_points_up_or_back_is_noticed() -> None:
    with isolate_apps("dangvu.people", "dangvu.meetings"):

        class Upward(models.Model):  # noqa: DJ008  never shown
            stay = models.ForeignKey(Membership, models.CASCADE, related_name="+")

            class Meta:
                app_label = "people"

        class Backward(models.Model):  # noqa: DJ008  never shown
            person = models.ForeignKey(Person, models.CASCADE)

            class Meta:
                app_label = "meetings"

        assert wrong_keys([Upward, Backward]) == [
            "Upward.stay points up to members",
            "Backward.person leaves a way back from people",
        ]
