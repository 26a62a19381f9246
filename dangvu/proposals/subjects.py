"""What a proposal is about, and the version of it: the last decision that wrote there."""

from __future__ import annotations

from django.db import IntegrityError

from dangvu.commands import Command, Problem, Refused
from dangvu.commands.registry import kind_of
from dangvu.ledger.versions import last_about

PERSON, UNIT = "people_person", "organisation_unit"

WRITES = {
    "people.correct": ("people_facts", "members_membership"),
    "readings.defer": ("readings_deferral",),
    "members.transfer": ("members_membership",),
    **dict.fromkeys(("transfers.send", "transfers.withdraw", "transfers.confirm_departure"), ("members_membership", "transfers_letter")),
    **dict.fromkeys(
        ("transfers.begin_stay", "transfers.extend_stay", "transfers.end_stay"),
        ("members_membership", "members_standing", "transfers_temporarystay"),
    ),
    **dict.fromkeys(("dues.exempt", "dues.end_exemption"), ("members_membership", "dues_exemption")),
    **dict.fromkeys(
        ("exits.open", "exits.record_vote", "exits.decide", "exits.drop", "exits.lodge_appeal", "exits.settle_appeal", "exits.readmit"),
        ("members_membership", "exits_case", "exits_casevote", "exits_appeal"),
    ),
    "members.set_participation": ("members_membership", "members_standing"),
    "members.change_attributes": ("members_membership", "members_profile"),
    "members.recognise_official": ("members_membership", "members_admission", "members_standing"),
}
"""Tables whose rows make a difference to a kind; of other kinds everything that is remembered of the subject does."""


PEOPLED = ("members_membership", "members_post")
"""Tables that tell who is in a unit: what reaches over units beside its own does something to everybody there."""


def version(command: Command) -> int:
    """The last decision about what the command is about and reaches; 0 for what begins with it."""
    person, unit = getattr(command, "person", None), getattr(command, "unit", None)
    if person is not None:
        tables = WRITES.get(kind_of(command).name, ())
        return last_about(PERSON, person, areas=() if tables else ("people", "members"), tables=tables)
    reached = set(command.reach())
    units = reached if unit is None else {unit, *reached}
    return last_about(UNIT, *units, areas=("organisation",), tables=PEOPLED if reached else ()) if units else 0


class Stale(Refused):
    """What was read is no longer what is held: `read` and `held` are the decisions that each rests on."""

    def __init__(self, read: int, held: int) -> None:
        super().__init__([Problem("stale", "Hồ sơ đã thay đổi sau khi đồng chí đọc; hãy so lại rồi đề nghị lại.")])
        self.read, self.held = read, held


def must_be_fresh(command: Command, read: int) -> None:
    """`Stale` where somebody else was first."""
    held = version(command)
    if held != read:
        raise Stale(read, held)


def not_accepted(error: IntegrityError) -> Problem:
    """The last guard speaks: the program should have told the reason before, so the name of the constraint is all there is."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    return Problem("not_accepted", f"Cơ sở dữ liệu không nhận: ràng buộc {name}.")
