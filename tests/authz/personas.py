"""One account for each role, what each of them may see by the book, and the small world with a cell that went elsewhere."""

from __future__ import annotations

from datetime import date

from django.test import Client

from dangvu.access.connections import registrar
from dangvu.access.officer import Officer
from dangvu.accounts.commands import account_named
from dangvu.accounts.models import Account
from dangvu.organisation.commands import FoundUnit, MoveUnit
from dangvu.periods.clock import today
from dangvu.periods.days import add_months
from dangvu.readings.commands import DeferDisclosure
from tests.accounts.people import enter
from tests.areas.proposals.offices import correction, proposed
from tests.world import CELL, COMMITTEE, FOUNDED, charged, decide, newcomer, person, unit

ELSEWHERE = "SX.02.D"
MOVED = "SX.01.A.3"
"""A cell of the commune An Bình until 1 March 2023, of a commune of the other district since; Mười is in it."""

PLACES = {
    "whole": ("SX", "SX.01", "SX.02", "SX.01.A", "SX.01.A.1", "SX.01.A.2", "SX.02.B", "SX.02.C", ELSEWHERE, MOVED),
    "commune": ("SX.01.A", "SX.01.A.1", "SX.01.A.2"),
    "cell": ("SX.01.A.1",),
    "none": (),
}  # fmt: skip

MANDATES: dict[str, tuple[str, str]] = {
    "province_preparer": ("", "whole"),
    "province_approver": ("SX", "whole"),
    "district_office": ("SX.01", "none"),  # abolished on 1 July 2025
    "commune_preparer": ("SX.01.A", "commune"),
    "commune_approver": ("SX.01.A", "commune"),
    "cell_secretary": ("SX.01.A.1", "cell"),
    "cell_deputy": ("SX.01.A.1", "cell"),
    "cell_treasurer": ("SX.01.A.1", "cell"),
    "assigned_member": ("SX.01.A", "commune"),
    "inspection": ("SX", "whole"),
    "statistician": ("SX.01.A", "commune"),
    "data_protection": ("", "none"),
    "administrator": ("", "none"),
    "member": ("", "none"),
}
HOLDERS = {"member": "003", "cell_treasurer": "006"}
"""Whose file the account is, where the role asks for it."""
COUNTS_BESIDE: dict[str, tuple[str, str, str, str]] = {
    "secretary_and_statistician": ("cell_secretary", "SX.01.A.1", "cell", "SX"),
    "commune_and_statistician": ("commune_approver", "SX.01.A", "commune", "SX"),
}
"""Who lists the people of one part and counts in another: role, unit, what is listed, and the unit of the mandate to count."""
"""The unit of the mandate ("" for none named), and which of `PLACES` lie open by it."""

SEES = {
    *COUNTS_BESIDE,
    "province_preparer", "province_approver", "commune_preparer", "commune_approver", "cell_secretary", "cell_deputy", "assigned_member",
    "cell_treasurer", "inspection",
}  # fmt: skip
UNMASKS = {"province_approver", "commune_approver", "inspection", "commune_and_statistician"}
COUNTS = SEES | {"statistician"}
PROPOSES = SEES - {"assigned_member", "inspection", "cell_treasurer"}
WRITES_DUES = {"cell_treasurer"}
APPROVES = {"province_approver", "commune_approver", "commune_and_statistician"}
INSPECTS = {"inspection"}
WORKS = COUNTS | {"member"}
"""Who may propose, or ask for the own record to be corrected; the district's mandate is over."""
IMPORTS = {"province_preparer"}
"""Of those who may hand in workbooks, who holds the whole register."""
EXPORTS = {"province_preparer", "province_approver", "commune_preparer", "commune_approver", "commune_and_statistician"}
LEDGER = {"province_preparer", "province_approver", "inspection"}
KEEPS_ACCOUNTS = {"administrator"}

UNCHARGED = "uncharged"
PERSONAS = (*MANDATES, *COUNTS_BESIDE, UNCHARGED)

FILES = {"001": "SX.01.A.1", "003": "SX.01.A.2", "007": "SX.02.B", "009": MOVED}
"""People by the number of their file, and where it lies."""


def settle() -> None:
    """Charge one account with each role, and let a cell with its member move away; corrections wait everywhere, and a case."""
    decide(FoundUnit(on=FOUNDED, code=ELSEWHERE, name="Đảng bộ xã Bến Mận Đông", kind=COMMITTEE, parent=unit("SX.02")))
    decide(FoundUnit(on=FOUNDED, code=MOVED, name="Chi bộ ấp Ba", kind=CELL, parent=unit("SX.01.A")))
    decide(newcomer("009", "Huỳnh Văn Mười", date(2010, 5, 19), unit(MOVED), official=date(2011, 5, 19)))
    decide(MoveUnit(on=date(2023, 3, 1), unit=unit(MOVED), parent=unit(ELSEWHERE)))
    account_named(UNCHARGED)
    for role, (code, _place) in MANDATES.items():
        account_named(role)
        until = date(2025, 7, 1) if role == "district_office" else None
        holder = person(HOLDERS[role]) if role in HOLDERS else None
        decide(charged(role, role, code, until=until, holder=holder))
    for persona, (role, code, _place, counted) in COUNTS_BESIDE.items():
        account_named(persona)
        decide(charged(persona, role, code))
        decide(charged(persona, "statistician", counted))
    for role, number in (
        ("province_preparer", "007"),
        ("province_preparer", "009"),
        ("commune_preparer", "003"),
        ("cell_secretary", "001"),
    ):
        proposed(correction(person(number), card_no=f"88.{number}"), Officer(account_named(role), role))
    inspector = Officer(account_named("inspection"), "inspection")
    proposed(
        DeferDisclosure(
            on=today(), document="34-QĐ/UBKT", person=person("001"), account=inspector.account, case_symbol="12-KT",
            until=add_months(today(), 3),
        ),
        inspector,
    )  # fmt: skip


def browser_of(persona: str) -> Client:
    """A browser in which the account of a role is signed in."""
    client = Client()
    with registrar():
        enter(client, Account.objects.get(username=persona))
    return client


def lists(persona: str, code: str) -> bool:
    """Whether the people of a unit are a role's to list, by the book."""
    if persona == "statistician":
        return False
    listed = COUNTS_BESIDE[persona][2] if persona in COUNTS_BESIDE else MANDATES.get(persona, ("", "none"))[1]
    return code in PLACES[listed]


def opens(persona: str, code: str) -> bool:
    """Whether a unit lies open to a role at all, to be listed or to be counted."""
    return code in PLACES["whole" if persona in COUNTS_BESIDE else MANDATES.get(persona, ("", "none"))[1]]
