"""What programs are answered: the same as the pages show, in the shape that the description promises."""

from __future__ import annotations

import pytest
from django.test import Client

from dangvu.access.connections import registrar
from dangvu.accounts.commands import account_named
from dangvu.reports.figures import figures
from tests.api.programs import ask, person_id, unit_id
from tests.readings.readers import signed_in
from tests.world import DAY, World, charged, decide


@pytest.fixture
def commune(own_web: World) -> Client:
    """The browser of the commune's office."""
    return signed_in("xa-an-binh")


@pytest.fixture
def statistician(own_web: World) -> Client:
    """Somebody who counts in the commune and lists nobody."""
    with registrar():
        account_named("thong-ke")
        decide(charged("thong-ke", "statistician", "SX.01.A"))
    return signed_in("thong-ke")


def test_units_are_those_that_lie_open_and_what_stands_above_is_named_without_an_address(own_web: World, commune: Client) -> None:
    listed = ask(commune, "api_units").json()
    assert [one["code"] for one in listed["items"]] == ["SX.01.A", "SX.01.A.1", "SX.01.A.2"] and listed["total"] == 3
    found = ask(commune, "api_unit", unit_id(own_web.an_binh)).json()
    assert [(one["code"], one["id"]) for one in found["above"]] == [("SX", None), ("SX.01", None)]
    assert [one["name"] for one in found["below"]] == ["Chi bộ ấp Một", "Chi bộ ấp Hai"]
    assert (found["since"], found["until"], found["is_alive"]) == ("1992-05-01", None, True)


def test_pages_of_a_list_do_not_overlap(own_web: World, commune: Client) -> None:
    pages = [ask(commune, "api_members", unit_id(own_web.an_binh), page=page, size=2).json() for page in (1, 2, 3, 4)]
    assert [len(one["items"]) for one in pages] == [2, 2, 1, 0] and {one["total"] for one in pages} == {5}
    assert len({row["id"] for one in pages for row in one["items"]}) == 5


def test_the_file_of_a_member(own_web: World, commune: Client) -> None:
    found = ask(commune, "api_member", person_id(own_web.an)).json()
    assert (found["name"], found["born"], found["sex"], found["standing"]) == ("Nguyễn Văn An", "1970-03-01", "male", "official")
    assert found["cell"]["code"] == "SX.01.A.1" and found["participation"] == "active"
    assert {"title": "Bí thư", "place": "Chi bộ ấp Một", "since": "2015-06-01"} in found["posts"]
    assert [(one["cell"]["code"], one["until"]) for one in found["stays"]] == [("SX.01.A.1", None)]


def test_ethnicity_and_religion_are_told_to_whoever_may_tell_people_apart(own_web: World, commune: Client) -> None:
    assert ask(commune, "api_member", person_id(own_web.binh)).json()["ethnicity"] == "Khmer"
    with registrar():
        account_named("duoc-phan-cong")
        decide(charged("duoc-phan-cong", "assigned_member", "SX.01.A"))
    assigned = signed_in("duoc-phan-cong")
    found = ask(assigned, "api_member", person_id(own_web.binh)).json()
    assert found["name"] == "Thạch Thị Bình" and (found["ethnicity"], found["religion"]) == (None, None)
    listed = ask(assigned, "api_members", unit_id(own_web.an_binh)).json()["items"]
    assert {one["ethnicity"] for one in listed} == {None}
    whole, part = {"by": "sex", "key": "Nữ"}, {"by": "ethnicity", "key": "Khmer"}
    answers = [ask(assigned, "api_records", unit_id(own_web.an_binh), "members", **asked).status_code for asked in (whole, part)]
    assert answers == [200, 404]
    assert [ask(one, "api_records", unit_id(own_web.an_binh), "religious").status_code for one in (commune, assigned)] == [200, 404]


def test_figures_are_those_of_the_reports(own_web: World, commune: Client) -> None:
    answered = ask(commune, "api_figures", unit_id(own_web.an_binh)).json()
    with registrar():
        expected = figures(own_web.an_binh, DAY)
    shown = {one["code"]: one["value"] for one in answered["items"]}
    assert shown == {code: None if found.value is None else float(found.value) for code, found in expected.figures.items()}
    assert {one["shown"] for one in answered["items"]} == {"exact"} and answered["rounded_on"] is None


def test_a_figure_is_as_many_records_as_it_says(own_web: World, commune: Client) -> None:
    by_sex = ask(commune, "api_figures", unit_id(own_web.an_binh), codes="members", by="sex").json()["items"][0]
    for group in by_sex["groups"]:
        found = ask(commune, "api_records", unit_id(own_web.an_binh), "members", by="sex", key=group["key"]).json()
        assert found["total"] == len(found["items"]) == group["value"]
    below = ask(commune, "api_figures", unit_id(own_web.an_binh), codes="members", by="child").json()["items"][0]["groups"]
    assert {one["unit"] for one in below} == {unit_id(own_web.hamlet_one), unit_id(own_web.hamlet_two)}
    assert sum(one["value"] for one in below) == by_sex["value"] == 5


def test_what_was_known_at_an_instant(own_web: World, commune: Client) -> None:
    """The world was recorded from the morning of 1 December 2022 on."""
    before = ask(commune, "api_figures", unit_id(own_web.an_binh), codes="members", known="2022-12-01T00:00").json()
    assert before["items"][0]["value"] == 0
    assert ask(commune, "api_figures", unit_id(own_web.an_binh), codes="members", known="2099-01-01T00:00").json()["items"][0]["value"] == 5


def test_whoever_may_not_list_people_gets_rounded_figures_that_say_so_and_no_records(own_web: World, statistician: Client) -> None:
    unit = unit_id(own_web.an_binh)
    answered = ask(statistician, "api_figures", unit, codes=["members", "religious"], by="ethnicity").json()
    shown = {one["code"]: one["shown"] for one in answered["items"]}
    assert shown["members"] == "exact" and shown["religious"] in {"rounded", "hidden"} and answered["rounded_on"]
    hidden = [group for one in answered["items"] for group in one["groups"]]
    assert hidden and all(one["shown"] != "exact" for one in hidden)
    assert all(one["value"] is one["numerator"] is None for one in hidden if one["shown"] == "hidden")
    assert not any(one["has_records"] for one in answered["items"])
    for name, args in (("api_records", [unit, "members"]), ("api_members", [unit]), ("api_member", [person_id(own_web.an)])):
        assert ask(statistician, name, *args).status_code == 404


def test_two_offices_of_one_account_do_not_add_up(own_web: World) -> None:
    """Who lists one cell and counts in the commune lists the cell alone."""
    with registrar():
        account_named("hai-viec")
        decide(charged("hai-viec", "cell_secretary", "SX.01.A.1"))
        decide(charged("hai-viec", "statistician", "SX.01.A"))
    both = signed_in("hai-viec")
    assert ask(both, "api_members", unit_id(own_web.hamlet_one)).json()["total"] == 2
    assert ask(both, "api_members", unit_id(own_web.an_binh)).status_code == 404
    assert ask(both, "api_records", unit_id(own_web.an_binh), "members").status_code == 404
    assert ask(both, "api_figures", unit_id(own_web.an_binh), codes="members").json()["items"][0]["value"] == 5
