"""A member is introduced to another unit, and stays where he is until the other side says otherwise."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.members.commands import EndMembership
from dangvu.members.queries import cell_of
from dangvu.transfers.queries import incoming, letters_of, outgoing
from tests.areas.transfers.letters import SENT, introduction, sent
from tests.world import World, decide, refusals


def test_until_the_receipt_the_member_stays_in_the_old_cell(world: World) -> None:
    sent(world)
    assert {cell_of(world.an, SENT + timedelta(days=days)) for days in (0, 1, 500)} == {world.hamlet_one}


def test_both_sides_see_the_letter_and_nobody_else_does(world: World) -> None:
    number = sent(world)
    seen = {
        "sender": outgoing({world.hamlet_one}, SENT),
        "receiver": incoming({world.school}, SENT),
        "all": outgoing(None, SENT),
        "beside": outgoing({world.hamlet_two}, SENT),
        "other way": incoming({world.hamlet_one}, SENT),
        "day before": outgoing(None, SENT - timedelta(days=1)),
    }
    assert {who: [one.number for one in found] for who, found in seen.items()} == {
        "sender": [number], "receiver": [number], "all": [number], "beside": [], "other way": [], "day before": [],
    }  # fmt: skip


def test_the_terms_run_in_working_days_from_the_letter_and_from_the_change_behind_it(world: World) -> None:
    """To be presented within thirty working days; under 294-QĐ/TW and before, the transfer had to begin within sixty of the change."""
    sent(world, effective=date(2022, 2, 10))
    (one,) = outgoing(None, SENT)
    assert (one.terms.present_by, one.terms.complete_by, one.terms.began_late) == (date(2022, 6, 27), None, True)
    assert (one.left, one.is_late) == (30, False)
    (late,) = outgoing(None, date(2022, 6, 29))
    assert (late.left, late.is_late) == (-2, True)


def test_from_26_july_2026_on_the_transfer_must_be_complete_within_sixty_working_days(world: World) -> None:
    change = date(2026, 7, 27)
    sent(world, on=date(2026, 9, 14), effective=change)
    (one,) = outgoing(None, date(2026, 9, 14))
    assert (one.terms.complete_by, one.terms.present_by) == (date(2026, 10, 21), date(2026, 10, 26))
    assert (one.terms.last, one.terms.began_late) == (date(2026, 10, 21), False)


def test_a_change_of_the_day_before_the_rule_is_judged_by_the_old_rule(world: World) -> None:
    sent(world, on=date(2026, 9, 14), effective=date(2026, 7, 25))
    (one,) = outgoing(None, date(2026, 9, 14))
    assert one.terms.complete_by is None


def test_who_left_the_party_meanwhile_is_no_longer_on_the_way(world: World) -> None:
    sent(world)
    decide(EndMembership(on=date(2022, 6, 1), person=world.an, kind="dead"))
    assert (len(outgoing(None, date(2022, 5, 31))), outgoing(None, date(2022, 6, 1))) == (1, [])


def test_what_was_known_stays_known(world: World) -> None:
    decision = decide(introduction(world))
    assert letters_of(world.an, known=decision.recorded - timedelta(microseconds=1)) == []
    assert [(one.number, one.state) for one in letters_of(world.an)] == [(decision.id, "on_the_way")]


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"person": "em"}, ["not_a_member"]),
        ({"document": " "}, ["missing_document"]),
        ({"to": None}, ["one_place"]),
        ({"place": "Đảng ủy phường Ba"}, ["one_place"]),
        ({"to": "post_office"}, ["unit_not_alive"]),
        ({"to": "hamlet_one"}, ["same_cell"]),
        ({"reason": "quarrel"}, ["unknown_reason"]),
        ({"papers": ("sheet", "diary")}, ["unknown_paper"]),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    named = {
        key: getattr(world, value) if key in {"person", "to"} and isinstance(value, str) else value for key, value in differing.items()
    }
    assert refusals(introduction(world, **named)) == codes


def test_nobody_carries_two_letters(world: World) -> None:
    sent(world)
    assert refusals(introduction(world, on=date(2022, 5, 20), to=world.ben_man)) == ["on_the_way"]
