"""Names of every people of the country are kept; what is no name, or two, or broken by an old font, is refused."""

from __future__ import annotations

import pytest

from dangvu.exchange.folding import tidy
from dangvu.exchange.memo import Fault, Memo
from dangvu.exchange.names import doubtful_beside, person_name
from dangvu.exchange.spelling import Spellings

KEPT = [
    "Nguyễn Văn An",
    "H'Bia Niê",
    "Neáng Sóc Khum",
    "Y Thông",
    "K'Brêu",
    "H’Wen Ayŭn",
    "Y Ƀhăm",
    "Ksor H'Blâm",
    "Siu Ŏt",
    "Rơ Ông K'Đích",
    "Kră Jăn",
    "Kpă Klơng",
    "Giàng A Chếnh",
    "Thò Mí Lử",
    "Ng. Văn A",
    "Lê Văn Tám (Sáu)",
    'Thạch "Út"',
    "Nguyễn Văn A (tức Sáu, Bảy)",
    "Tôn Nữ - Hỷ",
    "Nguyễn Thị Hoà",
    "Võ Thuý Loan",
    "Thạch Sà Quonl",
    "Sơn Thị Sa Rươn",
    "Danh Phươl",
    "Pơloong Plênh",
    "Arất Hơn",
    "Zơrâm Đức",
    "Bríu Liếc",
    "Alăng Mai",
    "Đàng Năng Thọ",
    "Não Thị Hằng",
    "TRẦN văn B",
    "LÊ THỊ Ô",
    "Quách Ngoãn",
    "Lê Quý Đôn",
    "Hờ A Páo",
    "Y Ñuê Niê",
    "Nguyễn Thị\nKim Anh",
    "Nguyễn Thị Kim Anh - Sáu Dân",
    "D'Woan",
    "Kim Thị SA RÂY",
    "Lý Ái",
    "Âu Ấu",
    "Huỳnh Ý",
    "Lò Văn Uốn",
    "Trịnh Xuyến",
    "Tô Ưng",
    "Lã Ô",
    "LÃ VĂN AN",
    "LÃ Văn An",
    "LÃ\u00a0VĂN AN",
    "Kim Xuốc",
    "Danh Sóc Búth",
    "Trịnh Hoạch",
    "Trần Quốc Thịnh",
    "Lê Nghĩa",
    "Khoeun Sa Oel",
    "Hoàng Thị Khoát",
    "Nguyễn Thị Oanh",
    "Bùi Văn Ngoẻo",
    "Trương Toàn",
    "Ka Să Ha Giang",
    "Y Ê Ban",
    "Êban H'Yŭ",
    "Nguyễn Ngọc Thuỳ-Trang",
]
BROKEN = [
    "TrÇn V¨n §øc",
    "Nguyeãn Vaên An",
    "Nguy?n V?n An",
    "NguyÔn ThÞ Hång",
    "Nguyá»…n VÄƒn An",
    "Kim Thò Lan",
    "Th¹ch Sa",
    "Huúnh Mai",
    "Bïi Hoa",
    "Leâ Lan",
    "Ñaëng An",
    "Ñoã An",
    "Traàn Höng",
    "Phaïm Sôn",
    "Kim Ñoâng",
    "TrÆ°Æ¡ng An",
    "LÃª An",
    "TÃn",
    "Nguy�n An",
    "Huyønh Mai",
    "Thaïch Sa",
    "Vuõ An",
    "NGUYEÃN VAÊN AN",
    "TRAÀN AN",
    "Ph\u00ad¬ng Mai",
    "Kim H\u00adng",
    "Kim C\u00adêng",
    "Kim TÃ\u00a0i",
    "Kim HÃ\u00a0",
    "Kim Ã\u0081nh",
    "Danh Sãc",
    "Vò Minh Chi",
    "Vâ Minh",
    "Danh Quoác An",
    "Danh Nghóa",
    "Danh Thònh",
    "Danh Thóy",
]
NO_NAMES = ["#REF", "=A1", "=VLOOKUP(A1)", "<b>x</b>", "nguyen@x.vn", "Đỗ V_n"]
TWO_PERSONS = [
    "Nguyễn Văn A; Lê Thị B",
    "Nguyễn Văn A, Lê Thị B",
    "Nguyễn Văn A và Lê Thị B",
    "Nguyễn Văn A / Lê Thị B",
    "Nguyễn Văn A\nLê Thị B",
    "Nguyễn Văn A - Lê Thị B",
]


@pytest.mark.parametrize("typed", KEPT)
def test_a_name_of_any_people_is_kept_as_it_is(typed: str) -> None:
    kept = person_name(typed)
    assert isinstance(kept, str) and kept.lower() == " ".join(typed.split()).lower()


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        *((typed, "broken_letters", "bằng chữ Unicode") for typed in BROKEN),
        *((typed, "not_a_name", "không phải là họ tên") for typed in NO_NAMES),
        *((typed, "not_a_name", "mỗi người một dòng") for typed in TWO_PERSONS),
    ],
)
def test_what_is_no_name_of_one_person_is_refused_and_told_what_to_do(typed: str, code: str, says: str) -> None:
    fault = person_name(typed)
    assert isinstance(fault, Fault) and fault.code == code
    assert says in fault.message and "hãy" in fault.message and tidy(typed) in fault.message


@pytest.mark.parametrize("typed", ["1. Nguyễn Văn A", "12) Nguyễn Văn A", "3.Nguyễn Văn A", "1 . NGUYỄN VĂN A"])
def test_the_number_of_a_row_is_no_part_of_the_name_behind_it(typed: str) -> None:
    assert person_name(typed) == "Nguyễn Văn A"


@pytest.mark.parametrize("typed", ["Nguyễn Văn A 2", "Nguyễn Văn A *", "*Nguyễn Văn A", "Nguyễn Văn A1", "2 Nguyễn Văn A", "Lê A (1954)"])
def test_other_digits_and_marks_beside_a_name_are_refused(typed: str) -> None:
    fault = person_name(typed)
    assert isinstance(fault, Fault) and fault.code == "not_a_name" and "chữ số hoặc dấu *" in fault.message


@pytest.mark.parametrize(
    "typed", ["Đ/c Nguyễn Văn A", "đ/c: Lê Thị B", "Nguyễn Văn A - Bí thư chi bộ", "Lê Thị B, phó bí thư", "Lê B - Trưởng ấp"]
)
def test_a_form_of_address_or_a_post_is_not_taken_for_another_person(typed: str) -> None:
    fault = person_name(typed)
    assert isinstance(fault, Fault) and fault.code == "not_a_name"
    assert "danh xưng hoặc chức vụ" in fault.message and "nhiều người" not in fault.message


def test_what_seems_to_be_two_persons_may_be_a_post_that_nobody_knows() -> None:
    fault = person_name("Nguyễn Văn A, Lê Thị B")
    assert isinstance(fault, Fault) and "nếu là danh xưng hoặc chức vụ, hãy bỏ khỏi ô họ tên" in fault.message


def test_the_text_of_an_error_is_told_as_a_failed_formula() -> None:
    fault = Memo(person_name)["#REF!"]
    assert isinstance(fault, Fault) and fault.code == "failed_formula"


def test_where_most_names_of_a_column_are_broken_those_that_look_right_by_chance_are_doubtful() -> None:
    broken = [person_name(typed) for typed in ("Leâ Lan", "Traàn An", "Nguyeãn An", "Voõ An", "Phaïm An")]
    (place,) = found = doubtful_beside([*broken, "Phan Hoàng An", "Kim Sa An"])
    assert place == len(broken) and found[place].code == "broken_letters" and "“Phan Hoàng An”" in found[place].message
    assert doubtful_beside([*broken, *["Phan Hoàng An"] * 6]) == {}, "the column is not in that font"
    assert doubtful_beside([*broken[:4], "Phan Hoàng An"]) == {}, "too few to say"


def test_a_soft_hyphen_that_a_text_was_copied_with_breaks_no_name() -> None:
    assert person_name("Nguyễn Th\u00adanh Hưng") == "Nguyễn Thanh Hưng"


@pytest.mark.parametrize(("name", "typed"), [("religion", "Kh«ng"), ("religion", "Khoâng"), ("ethnicity", "Kh¬me"), ("ethnicity", "Kh?me")])
def test_a_faith_or_group_in_broken_letters_is_not_counted_as_another(name: str, typed: str) -> None:
    fault = Spellings({}).of(name)[typed]
    assert isinstance(fault, Fault) and fault.code == "broken_letters"


@pytest.mark.parametrize("typed", ["Phật giáo Hòa Hảo", "Kinh (Việt)", "Bru-Vân Kiều", "Cao Đài / Tây Ninh", "X'tiêng"])
def test_a_faith_or_group_in_any_other_words_is_kept(typed: str) -> None:
    assert isinstance(Spellings({}).of("religion")[typed], str)
