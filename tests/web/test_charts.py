"""The geometry of the charts: true to scale, legible, inside the drawing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.web.charts import LETTER, Point, bars


def some(*values: float) -> list[Point]:
    return [Point(f"{place:02}/2021", value, str(value)) for place, value in enumerate(values, 1)]


def test_bars_are_as_tall_as_their_values_say() -> None:
    chart = bars(some(1540, 770, 0))
    tallest, half, none = (mark.height for mark in chart.marks)
    assert half == pytest.approx(tallest / 2)
    assert none == 0
    assert all(mark.y + mark.height == pytest.approx(chart.base) for mark in chart.marks)


def test_bars_refuse_a_value_below_zero() -> None:
    with pytest.raises(ValueError, match="negative"):
        bars(some(3, -1))


def test_a_chart_without_values_is_empty_not_an_error() -> None:
    assert bars([]).marks == []
    assert {mark.height for mark in bars(some(0, 0)).marks} == {0}


@given(st.lists(st.floats(0, 1e7), min_size=1, max_size=40))
def test_bars_stay_inside_the_drawing(values: list[float]) -> None:
    chart = bars(some(*values))
    for mark in chart.marks:
        assert 0 <= mark.left <= mark.left + mark.width <= chart.width
        assert 0 < mark.y <= chart.base


@pytest.mark.parametrize("months", [4, 12, 24])
def test_labels_never_run_into_each_other(months: int) -> None:
    chart = bars(some(*range(1, months + 1)))
    shown = [mark for mark in chart.marks if mark.has_label]
    room = min((after.x - before.x for before, after in zip(shown, shown[1:], strict=False)), default=chart.width)
    assert room >= len("01/2021") * LETTER
    assert chart.marks[-1].has_label, "the latest value has its words"
