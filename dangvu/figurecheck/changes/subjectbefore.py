"""By how much something moved whose count the sentence before tells: Kiểm tra 52 tổ chức đảng và 118 đảng viên.

Số tổ chức đảng được kiểm tra tăng 6 so với cùng kỳ năm 2021 (46 tổ chức).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.changes.changes import difference_claim
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import words_of
from dangvu.figurecheck.meant.times import of_one_time
from dangvu.figurecheck.reading.figures import Figure

SUBJECT = re.compile(r"\W*(?:tổng )?số (?P<what>[^\d,;.:()%]{2,50}?) (?:đã |cũng )?(?P<verb>tăng|giảm|nhiều hơn|ít hơn)(?: thêm| được)? ")
AGAINST = re.compile(r"(?: [^\W\d]+){0,2}? so với (?:[^\d()%;.]|(?<!\d)\d{4}(?!\d)|\d{1,2} tháng){3,50}\((?:có |là )?")
PLAIN = frozenset({"được", "bị", "đã", "các", "trong", "năm", "nay", "này", "số"})
REACH = 3


def judge_subject_before(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every sentence that begins with what moved, by how much and from what."""
    for passage in context.passages:
        counts = passage.figures
        if len(counts) < 2 or any(figure.kind != "count" or figure.hedge for figure in counts[:2]):
            continue
        by, base = counts[:2]
        said = SUBJECT.fullmatch(context.folded, passage.sentence.start, by.start)
        between = AGAINST.fullmatch(context.folded, max(by.end, by.after), base.start)
        if said is None or between is None or context.source.back(by.start, by.end) in decided:
            continue
        if now := _told(context, passage, said["what"], by):
            sign = 1 if said["verb"] in ("tăng", "nhiều hơn") else -1
            right = sign * (now.value - base.value) == by.value
            if by.noun in ("", now.noun, base.noun) and (base.noun == "" or now.noun.startswith(base.noun)):
                yield difference_claim(context, now, by, base, VERDICTS["exact" if right else "off"])


def _told(context: Context, passage: Passage, what: str, by: Figure) -> Figure | None:
    """The one count of the sentences before whose noun, and the words before it, are those of the subject."""
    here, steps = passage.before, 0
    while here is not None and here.paragraph == passage.paragraph and steps < REACH:
        alike = [f for f in here.figures if f.kind == "count" and not f.hedge and f.noun and what.startswith(f.noun)]
        named = [f for f in alike if words_of(what) - words_of(f.noun) - PLAIN <= _said_of(context, here, f)]
        if alike:
            return named[0] if len(named) == 1 and of_one_time(context, named[0], by) else None
        here, steps = here.before, steps + 1
    return None


def _said_of(context: Context, here: Passage, figure: Figure) -> set[str]:
    """The words of a count's own clause, and those behind it up to the next mark."""
    lead = re.split(r"[,;.]", context.folded[here.sentence.start : figure.start])[-1]
    return words_of(lead) | words_of(re.split(r"[,;.(]", context.folded[figure.end : here.sentence.end])[0])
