"""The frame's values, and the day asked for in an address."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.core.exceptions import BadRequest
from django.test import RequestFactory

from dangvu.periods.clock import HANOI
from dangvu.web.shell import Group, Link, asked_day, asked_known
from tests.web.gallery import PAST, SHELL, TODAY

FUTURE = replace(SHELL, day=date(2022, 6, 1))


def ask(query: str) -> date:
    return asked_day(RequestFactory().get(f"/{query}"), today=TODAY)


def test_no_day_in_the_address_means_today() -> None:
    assert ask("") == TODAY
    assert ask("?on=") == TODAY


def test_the_day_in_the_address_is_taken() -> None:
    assert ask("?on=2022-04-30") == date(2022, 4, 30)
    assert ask("?on=1930-02-03") == date(1930, 2, 3)


@pytest.mark.parametrize("text", ["2022-02-30", "30/04/2022", "hôm qua", "2022", "0000-01-01", "9" * 400])
def test_a_malformed_day_is_refused_with_the_form_to_use(text: str) -> None:
    with pytest.raises(BadRequest, match="Viết dạng 2022-04-30"):
        ask(f"?on={text}")


def test_a_day_before_the_founding_of_the_party_is_refused() -> None:
    with pytest.raises(BadRequest, match="03/02/1930"):
        ask("?on=1930-02-02")


def test_a_day_that_no_register_reaches_is_refused() -> None:
    assert ask("?on=2199-12-31") == date(2199, 12, 31)
    with pytest.raises(BadRequest, match="Chọn ngày sớm hơn"):
        ask("?on=9999-12-31")


def test_only_today_can_be_written_on() -> None:
    assert (SHELL.is_past, SHELL.is_future, SHELL.is_read_only) == (False, False, False)
    assert (PAST.is_past, PAST.is_future, PAST.is_read_only) == (True, False, True)
    assert (FUTURE.is_past, FUTURE.is_future, FUTURE.is_read_only) == (False, True, True)


def test_unit_and_day_ride_on_every_address() -> None:
    here = replace(PAST, kept={"unit": "k3f"})
    assert here.at("/dang-vien/") == "/dang-vien/?unit=k3f&on=2022-04-30"
    assert here.at("/dang-vien/", page=2, unit=None) == "/dang-vien/?on=2022-04-30&page=2"
    assert SHELL.at("/dang-vien/") == "/dang-vien/"
    assert SHELL.at("/dang-vien/", q="Sô & Phia") == "/dang-vien/?q=S%C3%B4+%26+Phia"


def test_what_was_held_at_an_instant_rides_along_and_is_read_only() -> None:
    here = replace(SHELL, known=datetime(2022, 4, 1, 8, 30, tzinfo=HANOI))
    assert here.is_read_only
    assert here.at("/") == "/?known=2022-04-01T08%3A30%3A00%2B07%3A00"
    assert recall("known=2022-04-01T08%3A30%3A00%2B07%3A00") == here.known


def recall(query: str) -> datetime | None:
    return asked_known(RequestFactory().get(f"/?{query}"), now=datetime(2022, 5, 18, 9, tzinfo=HANOI))


def test_an_instant_without_a_zone_is_that_of_viet_nam_and_one_to_come_means_now() -> None:
    assert recall("known=2022-04-01T08:30") == datetime(2022, 4, 1, 8, 30, tzinfo=HANOI)
    assert recall("known=2022-05-18T09:00") is None
    assert recall("") is None


def test_a_malformed_instant_is_refused_with_the_form_to_use() -> None:
    with pytest.raises(BadRequest, match="Viết dạng 2022-04-30T17:00"):
        recall("known=17:00")


def test_the_bar_of_a_phone_holds_five_links_or_four_and_a_way_to_the_rest() -> None:
    links = [Link(str(number), "/") for number in range(6)]
    assert [link.text for link in replace(SHELL, navigation=[Group("", links[:5])]).bar] == ["0", "1", "2", "3", "4"]
    assert [link.text for link in replace(SHELL, navigation=[Group("", links)]).bar] == ["0", "1", "2", "3", "Thêm"]


def test_initials_are_those_of_middle_and_given_name() -> None:
    assert replace(SHELL, account="Trương Thị Mỹ Hạnh").initials == "MH"
    assert replace(SHELL, account="quan-tri").initials == "Q"
    assert replace(SHELL, account="").initials == ""
