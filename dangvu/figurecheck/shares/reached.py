"""Whether an aim was reached, by its word and by the rate or the counts beside it: vượt chỉ tiêu (đạt 94,5%) · chưa đạt kế hoạch (105%)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from dangvu.figurecheck.arithmetic import fit
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure

AIM = r"(?:chỉ tiêu|kế hoạch|dự toán|mục tiêu|định mức)"
WORD = re.compile(
    rf"\b(?P<word>(?:hoàn thành )?vượt(?: mức)?|(?:chưa|không|chỉ|vẫn chưa) (?:đạt|hoàn thành)|đạt và vượt)(?: được)? {AIM}"
    r"(?: đề ra| được giao| giao| năm| cả năm| đã đề ra| nghị quyết| pháp lệnh)*(?= \(|[,.;)]|$)"
)
RATE = re.compile(r" \((?P<how>(?:đạt |bằng |tỷ lệ )*)(?P<rate>\d{1,3}(?:,\d{1,2})?)%(?: kế hoạch| chỉ tiêu| dự toán)?\)")
AIMED = re.compile(rf"(?:^|[.;]\s?)[^\d;.()%]{{0,30}}{AIM}(?:[^\d;()%]|(?:19|20)\d{{2}}\b){{0,80}}?(?: là|:| giao| phải| được giao)? ?$")
DONE = re.compile(
    r"[^\d;.()%]{0,40}[,;(] ?(?:(?:đã|đến nay) (?:[^\W\d]+ ){1,4}|(?:thực tế |kết quả |nay )*(?:thực hiện|đạt|làm|trồng|thu|kết nạp|"
    r"hoàn thành|mở|thành lập|xây)(?: được| xong| mới)?[^\d;.()%]{0,16} )$"
)
LESS = re.compile(r"\b(?:giảm|còn|xuống|dưới|không quá|tối đa|bớt|nghèo|tỷ lệ sinh|tai nạn|vi phạm)\b")
HUNDRED, FEW = 100, 2


def judge_reached(context: Context) -> Iterator[Claim]:
    """Every such word with a rate in the bracket behind it, or two counts of one noun before it, the aim first."""
    for passage in context.passages:
        start, end = passage.sentence.start, passage.sentence.end
        for said in WORD.finditer(context.folded, start, end):
            over, just = "vượt" in said["word"], said["word"].startswith("chỉ ")
            lead = context.folded[start : said.start()]
            if LESS.search(lead):
                continue
            rate = RATE.match(context.folded, said.end())
            aim, done = _two(context, passage, said.start())
            if rate is not None and not (aim and done) and re.search(r"\d\s?/\s?\d[\d.]*\s+[^\W\d]+(?: [^\W\d]+){0,2} $", lead):
                continue  # 8/10 xã vượt kế hoạch (80%): so many of them
            if rate is not None and _is_a_rate(passage, rate, aim, over=over):
                value = Fraction(rate["rate"].replace(",", "."))
                figure = Figure("percent", rate.start("rate"), rate.end("rate") + 1, value)
                text = f"{context.written(figure)} {_sign(value, Fraction(HUNDRED))} 100%"
                yield _claim(context, said, [figure], text, right=_right(value, Fraction(HUNDRED), over=over, just=just))
            elif aim is not None and done is not None:
                text = f"{context.written(done)} {_sign(done.value, aim.value)} {context.written(aim)}"
                yield _claim(context, said, [done, aim], text, right=_right(done.value, aim.value, over=over, just=just))


def _right(done: Fraction, aim: Fraction, *, over: bool, just: bool) -> bool:
    """Whether the word fits; "chỉ đạt kế hoạch" also says that it was just reached."""
    return done > aim if over else done < aim or (just and done == aim)


def _sign(one: Fraction, other: Fraction) -> str:
    return ">" if one > other else "=" if one == other else "<"


def _two(context: Context, passage: Passage, stop: int) -> tuple[Figure, Figure] | tuple[None, None]:
    """The aim and what was done, where the sentence tells just these before the word."""
    figures = [f for f in passage.figures if f.start < stop]
    if len(figures) != FEW or any(f.kind != "count" or f.hedge or f.in_words for f in figures) or figures[0].noun != figures[1].noun:
        return None, None
    aim, done = figures
    named = AIMED.search(context.folded[passage.sentence.start : aim.start])
    told = DONE.fullmatch(context.folded[max(aim.end, aim.after) : done.start])
    return (aim, done) if named and told else (None, None)


def _is_a_rate(passage: Passage, rate: re.Match[str], aim: Figure | None, *, over: bool) -> bool:
    """Whether the bracket tells how much of the aim was done: the two counts give it, or it stands behind an aim or a lone count.

    Bare, it may be by how much (vượt dự toán (15%)), or the aim itself (chưa đạt chỉ tiêu (100%)).
    """
    if _given(passage, rate):
        return True
    value = Fraction(rate["rate"].replace(",", "."))
    if not rate["how"] and (value <= HUNDRED if over else value == HUNDRED):
        return False
    before = [f for f in passage.figures if f.end <= rate.start()]
    return aim is not None or (len(before) == 1 and before[0].kind == "count" and not before[0].hedge)


def _given(passage: Passage, rate: re.Match[str]) -> bool:
    """Whether the two counts before make the rate."""
    before = [f for f in passage.figures if f.end <= rate.start()]
    if len(before) != FEW or any(f.kind != "count" or f.hedge or not f.value for f in before):
        return False
    value = Fraction(rate["rate"].replace(",", "."))
    step = Fraction(1, 10 ** len(rate["rate"].partition(",")[2]))
    return fit(before[1].value * HUNDRED / before[0].value, value, step) != "off"


def _claim(context: Context, said: re.Match[str], figures: list[Figure], text: str, *, right: bool) -> Claim:
    stated = context.source.text[said.start() : said.end()]
    marks = [Figure("label", *said.span("word"), Fraction(0)), *figures]
    words = text + ("" if right else f"; văn bản ghi “{stated}”")
    return context.claim(said.span(), "target", VERDICTS["exact" if right else "off"], words, stated, None, marks)
