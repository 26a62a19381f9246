"""Accounts of the invented province, one for each role, with invented names, and what they are charged with."""

from __future__ import annotations

from typing import NamedTuple

from dangvu.access.commands import GrantMandate
from dangvu.access.opening import FIRST_ACCOUNT, charge_first
from dangvu.access.queries import roles
from dangvu.accounts.commands import account_named
from dangvu.commands import Actor, run
from dangvu.demo.printed import JUNE
from dangvu.demo.tree import COMMUNE, ROOT
from dangvu.members.queries import still_in
from dangvu.organisation.queries import children, unit_by_code

SINCE = JUNE
PAPER = {"body": "Ban Thường vụ Tỉnh ủy (minh họa)", "document": "01-QĐ/TU (minh họa)"}


class Post(NamedTuple):
    """An account, its role, the level of its unit (0 the province, -1 the cell; None: no unit), and whether a member signs in with it."""

    username: str
    role: str
    level: int | None
    member: bool = False


POSTS = (
    Post("tinh.chuan-bi", "province_preparer", None),
    Post("tinh.duyet", "province_approver", 0),
    Post("huyen", "district_office", 1),
    Post("xa.chuan-bi", "commune_preparer", 2),
    Post("xa.duyet", "commune_approver", 2),
    Post("chi-bo.bi-thu", "cell_secretary", -1, member=True),
    Post("chi-bo.pho-bi-thu", "cell_deputy", -1, member=True),
    Post("phu-trach", "assigned_member", 2),
    Post("kiem-tra", "inspection", 0),
    Post("thong-ke", "statistician", 0),
    Post("bao-ve-du-lieu", "data_protection", None),
    Post("quan-tri-he-thong", "administrator", None),
    Post("dang-vien", "member", None, member=True),
)


def charge_officers(actor: Actor) -> None:
    """Charge the first account, then one of each role: at the province, its first district, commune and cell."""
    charge_first(account_named(FIRST_ACCOUNT), actor, SINCE)
    units = first_branch()
    persons = iter(still_in(units[-1], SINCE))
    ends = {role.code: role.until for role in roles()}
    for post in POSTS:
        holder = next(persons, None) if post.member else None
        command = GrantMandate(
            on=SINCE, account=account_named(post.username), role=post.role, unit=units[post.level] if post.level is not None else None,
            until=ends[post.role], holder=holder, **PAPER,
        )  # fmt: skip
        run(command, actor)


def first_branch() -> list[int]:
    """The province, its first district, the first committee there and its first cell, by codes; communes before other bodies."""
    unit = unit_by_code(ROOT)
    if unit is None:
        raise LookupError(ROOT)
    branch = [unit]
    while below := children(branch[-1], SINCE):
        branch.append(min(below, key=lambda unit: (unit.cell, unit.sector != COMMUNE, unit.code)).id)
    return branch
