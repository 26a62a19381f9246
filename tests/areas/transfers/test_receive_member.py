"""The receiving side takes an introduced member into a cell: on that day, and not before, the stay changes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dangvu.commands.rebuilding import rebuild
from dangvu.exchange.erasing import erase
from dangvu.members.commands import EndMembership, GivePost, TransferMember
from dangvu.members.queries import cell_of, posts, stays, three_dates
from dangvu.transfers.commands import ReceiveMember, ReturnLetter
from dangvu.transfers.queries import incoming, letters_of, outgoing
from tests.areas.transfers.letters import SENT, sent
from tests.world import CLERK, World, decide, refusals

CAME = date(2022, 6, 13)


def receipt(world: World, letter: int, **differing: object) -> ReceiveMember:
    usual: dict[str, object] = {"on": CAME, "letter": letter, "introduced": world.an, "cell": world.school}
    return ReceiveMember(**{**usual, **differing})  # type: ignore[arg-type]  # one dict of many types


def test_the_stay_changes_on_the_day_and_nobody_is_in_two_cells_or_in_none(world: World) -> None:
    decide(receipt(world, sent(world)))
    assert [cell_of(world.an, CAME + timedelta(days=days)) for days in (-1, 0)] == [world.hamlet_one, world.school]
    assert [(stay.leaving, stay.entry) for stay in stays(world.an)] == [("transfer", "admitted"), ("", "transfer")]


def test_the_letter_is_on_the_way_no_longer(world: World) -> None:
    number = sent(world)
    decide(receipt(world, number))
    assert outgoing(None, CAME) == incoming(None, CAME) == []
    assert [(one.state, one.ended, one.cell) for one in letters_of(world.an)] == [("received", CAME, world.school)]


def test_one_addressed_to_a_committee_is_received_in_one_of_its_cells(world: World) -> None:
    decide(receipt(world, sent(world, person=world.giang, to=world.an_binh), introduced=world.giang, cell=world.hamlet_two))
    assert cell_of(world.giang, CAME) == world.hamlet_two


def test_posts_of_the_old_cell_end(world: World) -> None:
    decide(GivePost(on=date(2022, 1, 1), person=world.binh, title="Phó Bí thư", unit=world.hamlet_two))
    decide(receipt(world, sent(world, person=world.binh), introduced=world.binh))
    assert [post.span.until for post in posts(world.binh)] == [CAME]


def test_the_rest_of_probation_goes_along(world: World) -> None:
    """Cúc was admitted on 1 June 2022."""
    decide(receipt(world, sent(world, person=world.cuc, on=date(2022, 6, 6)), introduced=world.cuc))
    dates = three_dates(world.cuc)
    assert dates is not None
    assert (dates.ceremony, dates.official) == (date(2022, 6, 1), None)


def test_after_the_term_one_says_why(world: World) -> None:
    """27 June is the thirtieth working day."""
    number = sent(world)
    assert refusals(receipt(world, number, on=date(2022, 6, 28))) == ["late"]
    assert refusals(receipt(world, number, on=date(2022, 6, 28), late="forgot")) == ["unknown_reason"]
    decide(receipt(world, number, on=date(2022, 6, 28), late="journey"))


def test_on_the_last_day_of_the_term_nobody_asks(world: World) -> None:
    decide(receipt(world, sent(world), on=date(2022, 6, 27)))


def test_somebody_who_moved_meanwhile_comes_from_where_he_is(world: World) -> None:
    """Between letter and receipt a decision of the committee moved An to the second hamlet."""
    number = sent(world)
    decide(TransferMember(on=date(2022, 6, 1), person=world.an, cell=world.hamlet_two))
    decide(receipt(world, number))
    assert [stay.cell for stay in stays(world.an)] == [world.hamlet_one, world.hamlet_two, world.school]


@pytest.mark.parametrize(
    ("differing", "codes"),
    [
        ({"letter": 1}, ["unknown_letter"]),
        ({"introduced": "binh"}, ["unknown_letter"]),
        ({"cell": "hamlet_two"}, ["other_address"]),
        ({"cell": "ben_man"}, ["other_address", "no_such_cell"]),
        ({"on": SENT - timedelta(days=1)}, ["before_letter"]),
    ],
)
def test_it_is_refused(world: World, differing: dict[str, object], codes: list[str]) -> None:
    named = {key: getattr(world, value) if isinstance(value, str) else value for key, value in differing.items()}
    assert refusals(receipt(world, **{"letter": sent(world), **named})) == codes  # type: ignore[arg-type]  # one dict of many types


def test_it_is_received_once(world: World) -> None:
    number = sent(world)
    decide(receipt(world, number))
    assert refusals(receipt(world, number, on=CAME + timedelta(days=1))) == ["letter_closed", "same_cell"]


def test_after_an_erasure_a_rebuild_leaves_the_letters_of_the_person_out(world: World) -> None:
    """The receiving side names the person as `introduced`, which a replay must know for the same subject."""
    decide(receipt(world, sent(world, person=world.giang, to=world.an_binh), introduced=world.giang, cell=world.hamlet_two))
    decide(ReturnLetter(on=CAME, letter=sent(world, person=world.binh), introduced=world.binh, unit=world.school, reason="papers"))
    decide(EndMembership(on=date(2022, 8, 1), person=world.giang, kind="dead"))
    assert rebuild().empty
    erase(world.giang, CLERK, on=date(2022, 12, 5), body="Ban Thường vụ Tỉnh ủy", document="34-QĐ/TU")
    found = rebuild()
    assert found.empty, found.failed
    assert found.skipped >= 3
