"""Posts in party bodies and in the government of localities; they end with the unit they are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dangvu.commands import Change, Command, Problem, register
from dangvu.ledger.dated import current
from dangvu.members.commands.presence import last_day, not_a_member
from dangvu.members.models import Membership, Post
from dangvu.organisation.commands import EndUnit, state_on
from dangvu.organisation.commands import apply_end as apply_end_unit
from dangvu.organisation.commands import judge_end as judge_end_unit
from dangvu.organisation.places import is_locality
from dangvu.organisation.queries import last_day_of_unit


@dataclass(frozen=True, kw_only=True)
class GivePost(Command):
    """A member takes a post in a party body or in the government of a locality."""

    person: int
    title: str
    unit: int | None = None
    locality: int | None = None
    since_unknown: bool = False


@dataclass(frozen=True, kw_only=True)
class EndPost(Command):
    """A member gives a post up; `on` is the first day without it."""

    person: int
    title: str
    unit: int | None = None
    locality: int | None = None


def judge_post(command: GivePost) -> list[Problem]:
    """A member, a title, and exactly one place."""
    problems = not_a_member(command.person, command.on)
    if not command.title.strip():
        problems.append(Problem("missing_title", "Hãy ghi chức vụ.", "title"))
    if (command.unit is None) == (command.locality is None):
        problems.append(Problem("one_place", "Chức vụ thuộc một tổ chức đảng hoặc một địa bàn.", "unit"))
    if command.unit is not None and state_on(command.unit, command.on) is None:
        problems.append(Problem("unit_not_alive", "Tổ chức đảng này không tồn tại vào ngày nhận chức vụ.", "unit"))
    if command.locality is not None and not is_locality(command.locality):
        problems.append(Problem("unknown_locality", "Không có địa bàn này.", "locality"))
    return problems


def apply_post(command: GivePost, change: Change, *, before: date | None = None) -> None:
    """The post from the day on, at the longest to the end of the membership, of the stay in the cell, or of the unit, or to a given day."""
    stay = current(Membership, person_id=command.person).get(period__contains=command.on)
    ends = [stay.period.upper if command.unit == stay.cell_id else last_day(stay), before]
    if command.unit is not None:
        ends.append(last_day_of_unit(command.unit))
    until = min((day for day in ends if day is not None), default=None)
    change.open(
        Post, person_id=command.person, title=command.title, unit_id=command.unit, locality_id=command.locality,
        since_unknown=command.since_unknown, period=(command.on, until),
    )  # fmt: skip


def judge_end_post(command: EndPost) -> list[Problem]:
    """The post is held on the day."""
    held = current(Post, person_id=command.person, title=command.title, unit_id=command.unit, locality_id=command.locality)
    if held.filter(period__contains=command.on).exists():
        return []
    return [Problem("post_not_held", "Đảng viên không giữ chức vụ này vào ngày đó.", "title")]


def apply_end_post(command: EndPost, change: Change) -> None:
    """The post ends before the day."""
    held = current(Post, person_id=command.person, title=command.title, unit_id=command.unit, locality_id=command.locality)
    for row in held.filter(period__contains=command.on):
        change.cut(row, command.on)


def apply_ended_unit(command: EndUnit, change: Change) -> None:
    """The unit, and the posts in it."""
    apply_end_unit(command, change)
    for post in current(Post, unit_id=command.unit).filter(period__overlap=(command.on, None)):
        change.cut(post, max(command.on, post.period.lower))


register("members.give_post", GivePost, judge=judge_post, apply=apply_post)
register("members.end_post", EndPost, judge=judge_end_post, apply=apply_end_post)
register("organisation.end", EndUnit, judge=judge_end_unit, apply=apply_ended_unit)
