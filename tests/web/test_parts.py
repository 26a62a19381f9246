"""The values of the pieces: which page, which window of pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.web.parts import Paging, asked_page


@pytest.mark.parametrize(
    ("page", "pages", "window"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (1, 9, [1, 2, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (3, 9, [1, 2, 3, 4, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_the_ends_and_the_neighbours_are_offered(page: int, pages: int, window: list[int | None]) -> None:
    assert Paging(page, 50, pages * 50).window == window


def test_the_rows_of_a_page_are_counted_from_one() -> None:
    paging = Paging(2, 50, 75)
    assert (paging.first, paging.last, paging.pages, paging.previous, paging.next) == (51, 75, 2, 1, None)


def test_an_empty_list_is_one_page_without_rows() -> None:
    paging = Paging(1, 50, 0)
    assert (paging.first, paging.last, paging.pages, paging.previous, paging.next) == (0, 0, 1, None, None)


@given(st.integers(1, 400), st.integers(1, 400))
def test_the_window_ascends_and_holds_the_page_and_both_ends(page: int, pages: int) -> None:
    page = min(page, pages)
    shown = [number for number in Paging(page, 1, pages).window if number is not None]
    assert shown == sorted(set(shown))
    assert {1, page, pages} <= set(shown)


@pytest.mark.parametrize(("text", "page"), [("3", 3), (None, 1), ("", 1), ("0", 1), ("-2", 1), ("x", 1), ("٣", 1), ("9" * 50, 1)])
def test_anything_but_a_positive_number_is_the_first_page(text: str | None, page: int) -> None:
    assert asked_page(text) == page
