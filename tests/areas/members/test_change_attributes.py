"""New education, profession, theory level or occupation from a day on."""

from __future__ import annotations

from datetime import date

import pytest

from dangvu.members.commands import ChangeAttributes
from dangvu.members.queries import attributes
from dangvu.reports.figures import figures
from tests.world import World, decide, refusals

DAY = date(2021, 3, 1)


def test_it_holds_from_the_day_on_and_the_rest_stays(world: World) -> None:
    decide(ChangeAttributes(on=DAY, person=world.giang, theory="Cử nhân", occupation="Hiệu trưởng"))
    assert [(held.education, held.theory, held.occupation) for held in attributes(world.giang)] == [
        ("Thạc sĩ", "Cao cấp", ""), ("Thạc sĩ", "Cử nhân", "Hiệu trưởng"),
    ]  # fmt: skip
    assert attributes(world.giang)[1].span.since == DAY


def test_figures_by_education_turn_on_the_day(world: World) -> None:
    decide(ChangeAttributes(on=DAY, person=world.an, education="Đại học"))

    def by_education(day: date) -> dict[str, object]:
        groups = figures(world.hamlet_one, day, codes=["members"], by="education").groups["members"]
        return {part.key: part.figure.value for part in groups}

    assert by_education(date(2021, 2, 28)) == {"Trung học phổ thông": 2}
    assert by_education(DAY) == {"Trung học phổ thông": 1, "Đại học": 1}


def test_an_earlier_change_recorded_later_lasts_until_the_next(world: World) -> None:
    decide(ChangeAttributes(on=DAY, person=world.an, education="Thạc sĩ"))
    decide(ChangeAttributes(on=date(2015, 1, 1), person=world.an, education="Đại học"))
    assert [held.education for held in attributes(world.an)] == ["Trung học phổ thông", "Đại học", "Thạc sĩ"]


@pytest.mark.parametrize(
    ("person", "differing", "codes"),
    [("an", {}, ["nothing"]), ("em", {"education": "Đại học"}, ["not_a_member"])],
)
def test_it_is_refused(world: World, person: str, differing: dict[str, str], codes: list[str]) -> None:
    assert refusals(ChangeAttributes(on=DAY, person=getattr(world, person), **differing)) == codes
