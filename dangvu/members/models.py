"""Membership and everything that is dated about a member; two derived tables at the end."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from dangvu.ledger.dated import CURRENT, Dated, Remembered, newest_first, one_at_a_time, some_days
from dangvu.members.kinds import ENTRIES, EXITS, PARTICIPATION, REASONS, RESIDENCE, STANDING, TRANSFER


class Membership(Dated):
    """A person in one cell; `entry` says how the stay began, `leaving` how it ended ("" while it lasts)."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    cell = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    entry = models.CharField(max_length=20)
    leaving = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["person"], name="stays_of_a_person")]
        constraints = [
            one_at_a_time("one_cell_a_day", newest_first("person_id")),
            some_days("membership_of_some_days"),
            models.CheckConstraint(condition=Q(period__upper_inf=True) ^ ~Q(leaving=""), name="left_when_it_ended"),
            models.CheckConstraint(condition=Q(entry__in=[*ENTRIES, TRANSFER]), name="known_entry"),
            models.CheckConstraint(condition=Q(leaving__in=["", *EXITS, TRANSFER]), name="known_exit"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.cell_id}"


class Admission(Remembered):
    """The days that count: decision (party age), ceremony (probation begins), official; each may differ."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    decided = models.DateField()
    ceremony = models.DateField()
    official = models.DateField(null=True)
    official_decided = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=CURRENT, name="one_current_admission"),
            models.CheckConstraint(condition=Q(official=None) | Q(official__gte=F("ceremony")), name="official_after_ceremony"),
        ]
        indexes = [models.Index(fields=["person"], condition=~CURRENT, name="closed_admissions_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.decided}"


class Standing(Dated):
    """A member's status in one dimension: standing (probationary, official), participation (exempt, away, suspended) or residence.

    Of a participation `reason` is a code of its ground and `planned` the first day on which it is meant to be over, where they are known.
    """

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    dimension = models.CharField(max_length=13)
    value = models.CharField(max_length=12)
    reason = models.CharField(max_length=16, blank=True, db_default="")
    planned = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person"], name="statuses_of_a_person")]
        constraints = [
            one_at_a_time("one_status_a_day", newest_first("person_id"), "dimension"),
            some_days("standing_of_some_days"),
            models.CheckConstraint(
                condition=Q(dimension="standing", value__in=[*STANDING])
                | Q(dimension="participation", value__in=[*PARTICIPATION])
                | Q(dimension="residence", value__in=[*RESIDENCE]),
                name="known_status",
            ),
            models.CheckConstraint(
                condition=Q(reason="") | reduce(or_, (Q(value=value, reason__in=codes) for value, codes in REASONS.items())),
                name="known_reason_of_a_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.value}"


class Profile(Dated):
    """Attributes that change; `since_unknown` marks values whose beginning nobody wrote down."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    education = models.ForeignKey("people.Term", on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False)
    profession = models.ForeignKey(
        "people.Term", on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    theory = models.ForeignKey("people.Term", on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False)
    occupation = models.ForeignKey(
        "people.Term", on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    since_unknown = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["person"], name="profiles_of_a_person")]
        constraints = [one_at_a_time("one_profile_a_day", newest_first("person_id")), some_days("profile_of_some_days")]

    def __str__(self) -> str:
        return f"{self.person_id}"


class Post(Dated):
    """An office in a party body (`unit`) or in the government of a place (`locality`)."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    title = models.TextField()
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False)
    locality = models.ForeignKey(
        "organisation.Locality", on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    since_unknown = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["person"], name="posts_of_a_person")]
        constraints = [
            one_at_a_time("one_holding_of_a_post", "person", "title", Coalesce("unit_id", 0), Coalesce("locality_id", 0)),
            some_days("post_of_some_days"),
            models.CheckConstraint(condition=Q(unit=None) ^ Q(locality=None), name="post_in_one_place"),
        ]

    def __str__(self) -> str:
        return self.title


class MemberSpan(models.Model):
    """Derived: a stay in a cell cut at every turn of status and attributes, with small codes for fast counting.

    `until` is 9999-12-31 while it lasts; `standing` and `participation` as in `dangvu.members.kinds`; other codes are terms.
    Party age counts from `counts_from`: in the spans after a readmission another day than `decided`, the last decision.
    """

    pk = models.CompositePrimaryKey("person", "since")
    person = models.IntegerField()
    cell = models.IntegerField()
    since = models.DateField()
    until = models.DateField()
    standing = models.SmallIntegerField()
    participation = models.SmallIntegerField()
    female = models.BooleanField(null=True)
    ethnicity = models.SmallIntegerField(null=True)
    religion = models.SmallIntegerField(null=True)
    born = models.DateField(null=True)
    decided = models.DateField(null=True)
    counts_from = models.DateField(null=True)
    education = models.SmallIntegerField(null=True)
    profession = models.SmallIntegerField(null=True)
    theory = models.SmallIntegerField(null=True)
    occupation = models.SmallIntegerField(null=True)
    sort_key = models.BinaryField(null=True)
    residence = models.SmallIntegerField(db_default=0)

    class Meta:
        db_table = "member_span"
        indexes = [
            models.Index(fields=["cell", "since", "until"], name="member_span_cell"),
            models.Index(fields=["sort_key", "person"], name="member_span_names"),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.cell}"


class MemberEvent(models.Model):
    """Derived: an entry into or a leaving of a cell; `tree_day` is the day whose tree says under whom it counts.

    For a leaving that is the last day of the stay, since the cell itself may end on the day after.
    """

    pk = models.CompositePrimaryKey("person", "day", "kind", "inward")
    person = models.IntegerField()
    cell = models.IntegerField()
    day = models.DateField()
    tree_day = models.DateField()
    kind = models.CharField(max_length=20)
    inward = models.BooleanField()

    class Meta:
        db_table = "member_event"
        indexes = [models.Index(fields=["cell", "day"], name="member_event_cell")]

    def __str__(self) -> str:
        return f"{self.person} {self.kind} {self.day}"
