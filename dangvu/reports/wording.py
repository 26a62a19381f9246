"""Which declared figure the words around a number name. The words must say that and nothing more, or no figure is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dangvu.figurecheck.reading.source import fold
from dangvu.indicators.declaration import Indicator

FILLERS = re.compile(
    r"(?<!\w)(?:hiện|có|đã|được|là|với|tổng(?: số)?(?! hộ)|tổng cộng|toàn|của|tại|ở|thuộc|gồm|bao gồm|đạt|thì|trong đó|trong số đó|"
    r"cả|tất cả|còn|lên|xuống|thực hiện|công tác|riêng|và|về|đối với|báo cáo|kết quả|số lượng)(?!\w)"
)
PLANNED = re.compile(
    r"(?<!\w)(?:phấn đấu|chỉ tiêu|kế hoạch|dự kiến|dự báo|mục tiêu|ước|đề ra|giao|quyết tâm|phải|nghị quyết|ít nhất|tối thiểu|bình quân mỗi"
    r"|theo kế hoạch|thiếu|cần|đề nghị|sẽ)(?!\w)"
)
DIVIDED = ("members", "admissions", "exits", "opening", "closing")
PARTS: dict[tuple[str, str], tuple[str, ...]] = {
    ("sex", "Nữ"): ("(đảng viên) nữ (đồng chí)", "nữ đảng viên", "đảng viên phụ nữ", "đảng viên giới nữ"),
    ("sex", "Nam"): ("(đảng viên) nam (đồng chí)",),
    ("status", "Dự bị"): ("(đảng viên) dự bị (đồng chí)",),
    ("status", "Chính thức"): ("(đảng viên) chính thức (đồng chí)",),
}
"""Words of divisions; those of ethnic groups come from the register."""

LEAVING: dict[str, tuple[str, ...]] = {
    "expelled": ("khai trừ (ra khỏi đảng) (đảng viên)",),
    "struck_off": ("xóa tên (đảng viên) (trong danh sách) (đảng viên)",),
    "left_on_request": ("cho (xin) ra (khỏi) đảng (đảng viên)", "xin ra (khỏi) đảng (đảng viên)", "cho (xin) ra đảng đảng viên"),
    "dead": ("đảng viên từ trần", "từ trần (đảng viên)", "đảng viên qua đời"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """A declared figure, or a part of it; a part without `code` belongs to the figure spoken of before."""

    code: str
    by: str = ""
    word: str = ""
    sure: bool = True

    def of(self, head: Meaning | None) -> Meaning | None:
        """The part of the figure before it; of all members where none was named."""
        if self.code:
            return self
        if head is None:
            return Meaning("members", self.by, self.word, self.sure)
        if head.code not in DIVIDED or head.by:
            return None
        return Meaning(head.code, self.by, self.word, self.sure)


class Wording:
    """The words of all figures, ready to be compared with what stands around a number."""

    def __init__(self, indicators: Iterable[Indicator], ethnic: Iterable[str] = ()) -> None:
        given = list(indicators)
        self.rates = frozenset(one.code for one in given if one.denominator is not None)
        self._phrases = [(_pattern(phrase), meaning) for phrase, meaning in _said(given, ethnic)]

    def meanings(self, words: str) -> set[Meaning]:
        """What the words may name: nothing, one figure, or several where a report leaves it open."""
        plain = " ".join(FILLERS.sub(" ", words).split())
        return {meaning for pattern, meaning in self._phrases if pattern.fullmatch(" " + plain)} if plain else set()


def _said(indicators: Iterable[Indicator], ethnic: Iterable[str]) -> Iterator[tuple[str, Meaning]]:
    for one in indicators:
        for phrase in one.said:
            yield phrase.removeprefix("?"), Meaning(one.code, sure=not phrase.startswith("?"))
    parts: Mapping[tuple[str, str], tuple[str, ...]] = {
        **PARTS,
        **{("ethnicity", word): (f"(đảng viên) (người) (dân tộc) {fold(word)} (đồng chí)",) for word in ethnic},
    }
    for (by, word), phrases in parts.items():
        for phrase in phrases:
            yield phrase, Meaning("", by, word)
    for kind, phrases in LEAVING.items():
        for phrase in phrases:
            yield phrase, Meaning("exits", "kind", kind)


def _pattern(phrase: str) -> re.Pattern[str]:
    """Words as a report may write them, each part after a blank; fillers within the phrase are left out as in the text."""
    pieces = []
    for optional, fixed in re.findall(r"\(([^)]*)\)|([^()]+)", phrase):
        words = " ".join(FILLERS.sub(" ", optional or fixed).split())
        if words:
            pieces.append(f"(?: {re.escape(words)})?" if optional else f" {re.escape(words)}")
    return re.compile("".join(pieces))
