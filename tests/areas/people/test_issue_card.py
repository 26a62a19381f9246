"""A Party card is issued, exchanged, issued anew."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.commands.rebuilding import rebuild
from dangvu.exchange.erasing import erase
from dangvu.ledger.queries import values_of
from dangvu.members.commands import EndMembership, RestoreMember
from dangvu.people.commands import CorrectFacts, IssueCard
from dangvu.people.queries import cards_of, facts_of, person_by_card
from dangvu.periods.days import Span
from tests.areas.rows import opened, refusal
from tests.world import CLERK, World, decide, refusals

FIRST, EXCHANGED = date(2001, 9, 2), date(2025, 11, 7)
OLD, NEW = "87.000001", "087000000001"


def card(world: World, on: date = FIRST, number: str = OLD, reason: str = "first", **differing: object) -> IssueCard:
    """An's card."""
    usual: dict[str, object] = {"person": world.an, "body": "Tỉnh ủy Sông Xanh", "document": "03-QĐ/TU"}
    return IssueCard(on=on, number=number, reason=reason, **{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


def held(person: int) -> list[tuple[date, str, str]]:
    return [(one.since, one.number, one.reason) for one in cards_of(person)]


def test_each_card_holds_until_the_next_and_the_facts_hold_the_latest(world: World) -> None:
    decide(card(world))
    before = decide(card(world, EXCHANGED, NEW, "exchange"))
    assert held(world.an) == [(FIRST, OLD, "first"), (EXCHANGED, NEW, "exchange")]
    now, then = facts_of(world.an), facts_of(world.an, before.recorded - timedelta(microseconds=1))
    assert now is not None and then is not None
    assert (now.card_no, then.card_no, now.name, now.record_no) == (NEW, OLD, then.name, then.record_no)


def test_a_card_recorded_later_of_an_earlier_day_does_not_take_the_place_of_the_latest(world: World) -> None:
    decide(card(world, EXCHANGED, NEW, "exchange"))
    decide(card(world))
    assert held(world.an) == [(FIRST, OLD, "first"), (EXCHANGED, NEW, "exchange")]
    now = facts_of(world.an)
    assert now is not None and now.card_no == NEW


def test_a_lost_card_is_issued_anew_under_its_number(world: World) -> None:
    decide(card(world))
    decide(card(world, date(2010, 5, 19), OLD, "lost"))
    assert held(world.an) == [(FIRST, OLD, "first"), (date(2010, 5, 19), OLD, "lost")]


def test_a_wrong_number_is_put_right_by_the_same_card_once_more_and_by_no_correction_of_facts(world: World) -> None:
    """Else the next card would bring the number back that was corrected."""
    wrong = "87.000002"
    facts = {
        "record_no": "001",
        "name": "Nguyễn Văn An",
        "born": date(1970, 3, 1),
        "female": False,
        "ethnicity": "Kinh",
        "religion": "Không",
    }

    def correct(number: str) -> CorrectFacts:
        return CorrectFacts(on=EXCHANGED, person=world.an, card_no=number, **facts)  # type: ignore[arg-type]  # one dict of many types

    decide(correct(wrong))
    decide(card(world, number=wrong))
    assert refusals(correct(OLD)) == refusals(correct("")) == ["card_held"]
    decide(correct(wrong))
    decide(card(world))
    now = facts_of(world.an)
    assert (held(world.an), now and now.card_no) == ([(FIRST, OLD, "first")], OLD)


@pytest.mark.parametrize(
    ("differing", "code"),
    [
        ({"number": NEW}, "malformed_card"),
        ({"number": "8700000a"}, "malformed_card"),
        ({"number": "８７００００００１"}, "malformed_card"),
        ({"number": ""}, "malformed_card"),
        ({"on": date(2025, 9, 29)}, "malformed_card"),
        ({"on": date(2025, 9, 28), "number": NEW}, "malformed_card"),
        ({"reason": "as a gift"}, "unknown_reason"),
        ({"on": date(2001, 2, 28)}, "not_official"),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], code: str) -> None:
    assert refusals(card(world, **differing)) == [code]  # type: ignore[arg-type]  # fields of many types


def test_only_members_get_a_card_here_or_elsewhere_before_they_came(world: World) -> None:
    """Em died on 5 October 2019, Phúc was out from April 2015 to January 2017, Giang came in August 2015."""
    for person, on in ((world.em, date(2020, 1, 1)), (world.phuc, date(2016, 1, 1))):
        assert refusals(card(world, on, "87.000005", person=person)) == ["not_a_member"]
    decide(card(world, date(2019, 10, 4), "87.000005", person=world.em))
    decide(card(world, date(2003, 1, 6), "87.000007", person=world.giang))


def test_a_card_issued_elsewhere_is_recorded_once_its_bearer_is_back(world: World) -> None:
    decide(EndMembership(on=date(2016, 1, 1), person=world.an, kind="transferred_out"))
    elsewhere = card(world, date(2017, 1, 1))
    assert refusals(elsewhere) == ["not_a_member"]
    decide(RestoreMember(on=date(2018, 1, 1), person=world.an, cell=world.school, entry="transferred_in"))
    decide(elsewhere)


@pytest.mark.parametrize("number", ["87.000001", "87000001"])
def test_nobody_else_has_the_number_however_it_is_written(world: World, number: str) -> None:
    """An bears 87.000001."""
    assert refusals(card(world, date(2010, 1, 1), number, person=world.binh)) == ["card_of_another"]
    decide(card(world))
    row = {"person_id": world.binh, "number": OLD, "reason": "first", "erased": "false", "period": Span(FIRST)}
    assert refusal(opened("people_card", **row)) == "one_person_per_card_number"  # type: ignore[arg-type]  # values of many types


def test_the_number_of_an_earlier_card_stays_that_of_its_bearer(world: World) -> None:
    decide(card(world))
    decide(card(world, EXCHANGED, NEW, "exchange"))
    assert refusals(card(world, date(2010, 1, 1), "87000001", person=world.binh)) == ["card_of_another"]
    assert person_by_card("87 000001") == person_by_card(NEW) == world.an
    assert person_by_card(OLD, besides=world.an) is person_by_card("") is None


def test_the_number_lies_beside_the_chain_and_goes_with_an_erasure(world: World) -> None:
    decide(card(world, date(2010, 1, 1), "87.000005", person=world.em))
    assert all("87.000005" not in str(values) for values in values_of("people.issue_card"))
    erase(world.em, CLERK, on=date(2023, 1, 1), body="Tỉnh ủy", document="09-QĐ/TU")
    assert held(world.em) == [(date(2010, 1, 1), "", "first")]
    assert rebuild().empty
