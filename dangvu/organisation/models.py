"""The two trees, dated: party organisations, and the localities they stand in with their population facts."""

from __future__ import annotations

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from dangvu.ledger.dated import CURRENT, Dated, Remembered, one_at_a_time, some_days
from dangvu.organisation.kinds import ACTS, MEASURES


class Unit(models.Model):
    """A party organisation under one number; `code` is the office's own, `public_id` the one in addresses."""

    id = models.IntegerField(primary_key=True)
    public_id = models.UUIDField(unique=True, db_default=RandomUUID())
    code = models.TextField(unique=True)

    def __str__(self) -> str:
        return self.code


class Locality(models.Model):
    """A place of the State's administration: province, district, commune, hamlet."""

    id = models.IntegerField(primary_key=True)
    public_id = models.UUIDField(unique=True, db_default=RandomUUID())
    code = models.TextField(unique=True)

    def __str__(self) -> str:
        return self.code


class UnitState(Dated):
    """What a unit was called and what kind it was; a unit lives on the days for which it has a state.

    `cell` says that members belong to units of this kind; `kind` and `sector` are written as offices write them.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.TextField()
    kind = models.TextField()
    cell = models.BooleanField()
    sector = models.TextField(blank=True, default="")
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            one_at_a_time("one_state_of_a_unit", "unit"),
            some_days("state_of_some_days"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitEdge(Dated):
    """Which unit stood directly above; the root of the tree has none."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            one_at_a_time("one_parent_of_a_unit", "unit"),
            some_days("edge_of_some_days"),
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="no_unit_above_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} < {self.parent_id}"


class Succession(Remembered):
    """What went on in what, since a day: many to many, by which kind of act; either may live on, as after a split."""

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    act = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "day"], condition=CURRENT, name="one_succession_a_day"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="no_successor_of_itself"),
            models.CheckConstraint(condition=Q(act__in=ACTS), name="known_act"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} > {self.successor_id} {self.day}"


class LocalityState(Dated):
    """What a locality was called, its level, and the locality above it."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.TextField()
    level = models.TextField()
    parent = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            one_at_a_time("one_state_of_a_locality", "locality"),
            some_days("locality_of_some_days"),
            models.CheckConstraint(condition=~Q(locality=F("parent")), name="no_locality_above_itself"),
        ]

    def __str__(self) -> str:
        return self.name


class LocalityFact(Dated):
    """A count of a locality from its date until the next one; `people` is an ethnic group, or empty for all."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+", db_index=False)
    measure = models.CharField(max_length=24)
    people = models.TextField(blank=True, default="")
    value = models.IntegerField()

    class Meta:
        constraints = [
            one_at_a_time("one_fact_of_a_locality", "locality", "measure", "people"),
            some_days("fact_of_some_days"),
            models.CheckConstraint(condition=Q(measure__in=MEASURES), name="known_measure"),
            models.CheckConstraint(condition=Q(value__gte=0), name="fact_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.locality_id} {self.measure} {self.people} {self.value}"


class UnitLeaf(models.Model):
    """Derived: every unit below every unit, on which days, and the child of the upper one through which it hangs.

    A unit is its own ancestor and child. `until` is 9999-12-31 while it lasts.
    """

    pk = models.CompositePrimaryKey("unit", "ancestor", "since")
    ancestor = models.IntegerField()
    child = models.IntegerField()
    unit = models.IntegerField()
    since = models.DateField()
    until = models.DateField()

    class Meta:
        db_table = "unit_leaf"
        indexes = [models.Index(fields=["ancestor", "since", "until"], include=["child", "unit"], name="unit_leaf_down")]

    def __str__(self) -> str:
        return f"{self.ancestor}/{self.child}/{self.unit}"
