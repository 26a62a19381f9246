"""Drafts of reports of the invented province pass their own check; a figure changed in them is found."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dangvu.organisation.queries import children, first_unit
from dangvu.reports.sentences import write_report
from tests.areas.reports.drafts import tally, wrong
from tests.databases import Database

PERIODS = [(date(2022, 1, 1), date(2022, 6, 30)), (date(2021, 1, 1), date(2021, 12, 31)), (date(2022, 1, 1), date(2022, 3, 31))]


@pytest.mark.parametrize(("since", "on"), PERIODS)
def test_drafts_of_the_province_and_its_committees_pass_their_own_check(small: Database, since: date, on: date) -> None:
    root = first_unit()
    assert root is not None
    for unit in [root, *(child.id for child in children(root, on)[:4])]:
        text = write_report(unit, on, since=since).text
        assert wrong(text) == [], text
        assert tally(text)["register consistent"] >= 8


def test_every_changed_count_of_members_and_admissions_is_found(small: Database) -> None:
    root = first_unit()
    assert root is not None
    text = write_report(root, PERIODS[0][1], since=PERIODS[0][0]).text
    counts = list(re.finditer(r"(?<=có |ạp )(\d[\d.]*)(?= đảng viên)", text))
    assert len(counts) >= 3
    for found in counts:
        seeded = f"{text[: found.start()]}{int(found[1].replace('.', '')) + 7}{text[found.end() :]}"
        assert wrong(seeded) != [], found[0]
