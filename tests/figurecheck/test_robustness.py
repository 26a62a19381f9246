"""No text stops the check, and no report makes it slow."""

import json
import os
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dangvu.figurecheck.averages.ofsum import judge_of_sum
from dangvu.figurecheck.changes.series import judge_series
from dangvu.figurecheck.check import check_text
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, open_context
from dangvu.figurecheck.extracting import extract
from dangvu.figurecheck.named.named import judge_named_behind
from dangvu.figurecheck.named.numbered import judge_numbered
from dangvu.figurecheck.named.sequel import judge_sequel
from dangvu.figurecheck.rests.movements import judge_movements
from dangvu.figurecheck.rests.toplan import judge_to_plan
from dangvu.figurecheck.tables.ledgers import judge_ledgers
from dangvu.figurecheck.tables.toldtotal import judge_total_told
from dangvu.figurecheck.told.allagain import judge_all_again
from dangvu.figurecheck.told.facts import judge_facts
from dangvu.figurecheck.told.highlighted import judge_highlighted
from dangvu.figurecheck.told.rowsbefore import judge_rows_before
from dangvu.figurecheck.told.summedup import judge_summed_up
from dangvu.figurecheck.told.turned import judge_turned
from dangvu.figurecheck.told.wholeagain import judge_whole_again
from tests.figurecheck.generated import report
from tests.figurecheck.sets import read_cases
from tests.pace import QUIET_READING, reading, slowness

VERDICTS = {"consistent", "inconsistent", "rounding", "not_decidable"}
BITS = [
    *'0123456789.,;:()[]/%-–+|\t\n"“”',
    *("trong đó", "gồm", "chiếm", "tăng", "giảm", "so với", "năm 2022", "đảng viên", "chi bộ", "bình quân mỗi", "điểm %", "tổng số"),
    *("Kết luận số 01-KL/TW", "ngày 30/02/2023", "(1)", "[1]", "2020 - 2025", "lần", "và", "còn", "từ", "đến", "0", "100%", "dân số"),
    *("1.234.567", "4,57%", "hai mươi lăm", "một là", "quý III", "thì", "cuối kỳ", "đầu kỳ", "lần lượt", "kỷ luật", "khiển trách", "nữ"),
]
PAGE = 2800  # characters of a page of a party document: 13-14 points, about 36 lines


def has_the_promised_form(text: str) -> None:
    document = json.loads(json.dumps(check_text(text).as_json()))
    assert set(document) == {"claims"}
    for claim in document["claims"]:
        assert set(claim) == {"span", "quote", "kind", "verdict", "arithmetic", "stated", "recomputed"}
        start, end = claim["span"]
        assert 0 <= start < end <= len(text)
        assert claim["quote"] == text[start:end]
        assert claim["verdict"] in VERDICTS
        assert claim["arithmetic"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(BITS), max_size=60).map(" ".join))
@example("0 đảng viên, tăng 0% so với năm 2022 (0 đảng viên)")
@example("chiếm 0% trong tổng số 0 đảng viên, bình quân mỗi chi bộ 0 đảng viên")
def test_words_of_reports_in_any_order_are_read(text: str) -> None:
    has_the_promised_form(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
@example("İİİ 5 đảng viên, trong đó 7 nữ")
@example("\x00\ufffe 12 \u0301\u0323 %")
def test_any_characters_are_read(text: str) -> None:
    has_the_promised_form(text)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_reports_with_pieces_torn_out_are_read(random: Random) -> None:
    text = random.choice(CASES)
    for _ in range(random.randint(1, 6)):
        cut = random.randrange(len(text) + 1)
        text = text[:cut] + random.choice(BITS) + text[cut + random.randint(0, 9) :]
    has_the_promised_form(text)


CASES = [case.text for case in read_cases("tuned")]


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị đã thẳng thắn chỉ ra bốn khó khăn: một là, thiếu vốn; hai là, thiếu đất; ba là, thiếu cán bộ.",
        "Hội nghị đã thẳng thắn chỉ ra bốn khó khăn: thiếu vốn để đầu tư; thiếu đất sạch; thiếu cán bộ trẻ.",
        "Thành lập 3 đoàn kiểm tra: Đoàn số 1 do đồng chí Bí thư; Đoàn số 2 do đồng chí Phó Bí thư.",
        "Chi bộ ấp Sóc Dừa có 22 đảng viên.\nNgày hội diễn ra trang trọng.\nCả 25 đảng viên của Chi bộ ấp Sóc Dừa đều giúp hộ nghèo.",
        "27/3/2025 Đại hội Đảng bộ xã Tân An lần thứ XII được tổ chức.",
    ],
)
def test_the_place_of_a_word_is_found_in_decomposed_text(text: str) -> None:
    """Names and number words are looked up in the text itself, whose places are not those of the text as it was given."""
    composed, decomposed = (check_text(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    found = [[(one.kind, one.verdict, one.arithmetic, one.stated) for one in report.claims] for report in (composed, decomposed)]
    assert found[0] == found[1]
    assert found[0]


def test_a_decomposed_text_is_judged_as_the_composed_one() -> None:
    text = "Toàn huyện có 7.246 đảng viên (chính thức 7.012 đồng chí, dự bị 243 đồng chí)."
    decomposed = unicodedata.normalize("NFD", text)
    assert decomposed != text
    has_the_promised_form(decomposed)
    assert (
        [claim.verdict for claim in check_text(decomposed).claims]
        == [claim.verdict for claim in check_text(text).claims]
        == ["inconsistent"]
    )


def _seconds(text: str) -> float:
    """Processor seconds that a text takes."""
    began = time.process_time()
    check_text(text)
    return time.process_time() - began


def _seconds_at_pace(text: str) -> float:
    """The same on the quiet machine: what this one takes beside `reading` of the same text, before and after."""
    before, taken, after = reading(text), _seconds(text), reading(text)
    return taken / max(1.0, slowness(), (before + after) / 2 / QUIET_READING)


def test_a_report_of_a_hundred_pages_full_of_figures_takes_less_than_two_seconds() -> None:
    text = report(Random(1), 2_900)[: 100 * PAGE]
    assert len(text) == 100 * PAGE
    assert min(_seconds_at_pace(text) for _ in range(5)) <= 2
    assert len(check_text(text).claims) > 3_000


@pytest.mark.parametrize("bit", ["1 ", "1/", "((((", "[1]", "1%, ", "trong đó 1 đảng viên, ", "năm 2022 ", "- 1.", "\t1", "1\n", "chiếm "])
def test_pages_of_one_bit_over_and_over_take_as_long_as_they_are(bit: str) -> None:
    """Twice the text takes about twice the time, not four times; three and a blink leave room for whatever else the machine does."""

    once, twice = (bit * (length // len(bit)) for length in (10_000, 20_000))
    assert any(_seconds(twice) <= 3 * _seconds(once) + 0.1 for _ in range(3))  # side by side, since the machine's pace changes


Step = Callable[[Context], Iterable[Claim]]
NONE: Marks = frozenset()
STEPS: dict[str, tuple[Step, Callable[[int], str], int]] = {
    "numbered items on one line": (
        lambda context: judge_numbered(context, NONE),
        lambda size: "3 tổ: tổ 1 a; " * size,
        2_500,
    ),
    "what is done upon a document": (
        judge_sequel,
        lambda size: "Kế hoạch số 1-KH/HU, ngày 1/2/2024. Sau khi có kế hoạch, ngày 3/2/2024 họp. " * size,
        600,
    ),
    "means over two kinds of units": (
        judge_of_sum,
        lambda size: "Huyện có 11 xã và 2 thị trấn, mở 39 lớp, bình quân mỗi xã, thị trấn 3 lớp. " * size,
        300,
    ),
    "what sums up a deed": (
        lambda context: judge_turned(context, NONE),
        lambda size: "Tóm lại, kết nạp 14 đảng viên.\n" * size,
        150,
    ),
    "what a summing-up tells of a deed": (
        lambda context: judge_highlighted(context, NONE),
        lambda size: "Ưu điểm: đã kết nạp 14 đảng viên.\nNăm 2024 kết nạp 14 đảng viên.\n" * size,
        400,
    ),
    "sentences that sum up": (
        lambda context: judge_summed_up(context, NONE),
        lambda size: "Tóm lại, kết nạp 14 đảng viên.\n" * size,
        800,
    ),
    "what is still to be done": (
        judge_to_plan,
        lambda size: "Kết nạp 41 đảng viên, còn phải kết nạp 49 đảng viên. " * size,
        150,
    ),
    "a whole far before what it is told of": (
        lambda context: judge_whole_again(context, NONE),
        lambda size: "Kể cả 15 hộ. " * size + "Có 5 hộ trên tổng số 1.902 hộ toàn xã. " * (size // 4),
        320,
    ),
    "those who vote": (
        lambda context: judge_facts(context, NONE, ()),
        lambda size: "Có 68 đại biểu.\n" * size + "86/86 đại biểu tán thành.\n" * size,
        1_500,
    ),
    "counts before documents": (
        lambda context: judge_named_behind(context, NONE),
        lambda size: "Ban hành 3 kế hoạch.\n" * size + "Kế hoạch số 41-KH/ĐU.\n" * size,
        1_500,
    ),
    "marks before what they are": (
        lambda context: judge_named_behind(context, NONE),
        lambda size: "(1) Một hạn chế; (2) hai hạn chế. Đó là 3 hạn chế cần khắc phục. " * size,
        300,
    ),
    "counts beside a table": (
        lambda context: judge_total_told(context, NONE),
        lambda size: f"Có {', '.join(f'{10_000 + place} hộ' for place in range(size))}.\n" + _table(size),
        130,
    ),
    "sentences before tables": (
        judge_ledgers,
        lambda size: "a\nx\t1\ny\t2\n" * size,
        3_000,
    ),
    "all of those told in one sentence": (
        lambda context: judge_all_again(context, NONE),
        lambda size: "Cả 3 cây cầu bê tông đều, " * size,
        100,
    ),
    "days before tables": (
        lambda context: judge_rows_before(context, NONE),
        lambda size: "3/2024, " * (12 * size) + "\n" + "Có 1 xã.\nXã\t1\nThôn\t2\n" * size,
        600,
    ),
    "years in one paragraph": (
        lambda context: judge_series(context, NONE),
        lambda size: "Từ 120 hộ năm 2020 lên 180 hộ năm 2024, bình quân mỗi năm tăng 15 hộ. " * size,
        200,
    ),
    "what came and went": (
        lambda context: [claim for passage in context.passages for claim in judge_movements(context, passage)],
        lambda size: "Trong năm, kết nạp 164, chuyển đi 103, từ trần 20, chuyển đến 77. Đảng bộ có 2.355 đảng viên. " * size,
        150,
    ),
}


def _table(rows: int) -> str:
    return "Tên\tSố hộ\n" + "".join(f"Xã A{place}\t{100 + place}\n" for place in range(rows))


@pytest.mark.parametrize("shape", STEPS)
def test_a_step_over_twice_the_text_takes_about_twice_the_time(shape: str) -> None:
    """Measured without the reading, beside which the walk of one step is long only in texts of many pages."""
    judge, text, size = STEPS[shape]

    def seconds(length: int) -> float:
        context = open_context(text(length), None, None)
        began = time.process_time()
        list(judge(context))
        return time.process_time() - began

    assert any(seconds(2 * size) <= 3 * seconds(size) + 0.02 for _ in range(3))


def test_work_that_grows_with_the_square_of_the_length_would_be_found() -> None:
    """Control."""

    def squared(length: int) -> float:
        began = time.process_time()
        sum(1 for _ in range(length) for _ in range(length))
        return time.process_time() - began

    assert any(squared(8_000) > 3 * squared(4_000) + 0.1 for _ in range(5))  # four times as long, if the machine keeps its pace meanwhile


def test_a_text_longer_than_any_report_is_refused() -> None:
    with pytest.raises(extract.UnsupportedFile, match="1 triệu ký tự"):
        check_text("a" * (extract.MOST_CHARACTERS + 1))


def told(seed: int) -> str:
    """What a program of its own, whose sets have an order of their own, says of a text in which rules meet."""
    (text,) = {case.text for case in read_cases("held_out_15") if case.name == "held_out_15/kinh_te_xa_hoi 4"}
    asked = "import json, sys; from dangvu.figurecheck.check import check_text; print(json.dumps(check_text(sys.stdin.read()).as_json()))"
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    return subprocess.run([sys.executable, "-c", asked], input=text, env=environment, capture_output=True, text=True, check=True).stdout


def test_two_runs_say_the_same() -> None:
    assert len({told(seed) for seed in range(6)}) == 1
