"""The three boxes of a date."""

from datetime import date

import pytest
from django import forms

from dangvu.web.fields import DayField


class DayForm(forms.Form):
    """One day that must be given, one that may."""

    ngay = DayField(label="Ngày vào Đảng")
    them = DayField(label="Ngày khác", required=False)


def judged(day: str, month: str, year: str) -> DayForm:
    return DayForm({"ngay_ngay": day, "ngay_thang": month, "ngay_nam": year})


def test_three_boxes_make_a_day() -> None:
    form = judged("3", " 02 ", "2015")
    assert form.is_valid()
    assert form.cleaned_data == {"ngay": date(2015, 2, 3), "them": None}


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        (("31", "02", "1984"), "Ngày 31/02/1984 không có thật"),
        (("01", "13", "1984"), "Ngày 01/13/1984 không có thật"),
        (("30", "04", "22"), "bốn chữ số"),
        (("30", "", "2022"), "Ghi đủ ngày, tháng, năm"),
        (("ba", "04", "2022"), "Ghi đủ ngày, tháng, năm"),
        (("02", "02", "1930"), "trước 03/02/1930"),
        (("01", "01", "2200"), "Chọn ngày sớm hơn"),
        (("01", "12", "9999"), "Chọn ngày sớm hơn"),
    ],
)
def test_the_message_says_what_is_wrong(boxes: tuple[str, str, str], sentence: str) -> None:
    form = judged(*boxes)
    assert not form.is_valid()
    assert sentence in form.errors["ngay"][0]


def test_the_first_and_the_last_day_of_the_register_are_days() -> None:
    assert judged("03", "02", "1930").is_valid()
    assert judged("31", "12", "2199").is_valid()


def test_the_boxes_keep_what_was_typed() -> None:
    html = judged("31", "02", "1984").as_p()
    assert all(f'value="{typed}"' in html for typed in ("31", "02", "1984"))


def test_a_known_day_fills_the_boxes() -> None:
    html = str(DayForm(initial={"ngay": date(2022, 5, 8)})["ngay"])
    assert all(f'value="{text}"' in html for text in ("08", "05", "2022"))
    assert 'for="id_ngay_0">Ngày<' in html
