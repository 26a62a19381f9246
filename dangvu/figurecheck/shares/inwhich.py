"""A whole, "trong đó" a part and its percentage, with no other count between.

138.400 dân, trong đó đồng bào Khmer 47.056 người, chiếm 34%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.changes.compared import figures_in
from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.meant.portions import fits, share_claim
from dangvu.figurecheck.meant.wholes import Whole
from dangvu.figurecheck.reading.mentions import Mention, Share

IN_WHICH = re.compile(r"[^\d;.:()%]{0,40}(?:[,(]?\s?trong (?:đó|số (?:đó|này|ấy))\b|, (?:riêng|thì|có)\b|\sthì\b)[^\d;.:()%]{0,60}$")
RATED = re.compile(
    r"[^\d;.:()%]{0,40}[,(]\s?(?:chiếm|tỷ lệ|tỉ lệ|bằng|tức|tương đương)\s(?:tỷ lệ |tỉ lệ )?(?:là )?(?:hơn |gần |trên |khoảng )?$"
)
OF_IT = re.compile(r"\s?(?:[.,;)\n]|$|(?:của |trên |trong |so với )?tổng số\b(?! dân))")


def judge_in_which(context: Context, decided: Marks) -> Iterator[Claim]:
    """The percentages of each sentence that stand so."""
    for passage in context.passages:
        figures = figures_in(context, passage)
        for whole, part, percent in zip(figures, figures[1:], figures[2:], strict=False):
            if (
                percent.kind != "percent"
                or (whole.kind, part.kind) != ("count", "count")
                or whole.hedge
                or part.hedge
                or not 0 < part.value < whole.value
                or context.source.back(percent.start, percent.end) in decided
                or (whole.noun and part.noun and whole.group != part.group)
            ):
                continue
            between = context.folded[max(whole.end, whole.after) : part.start]
            behind = context.folded[max(part.end, part.after) : percent.start]
            if IN_WHICH.fullmatch(between) and RATED.fullmatch(behind) and OF_IT.match(context.folded, percent.end):
                mention = next((m for m in passage.reading.mentions if m.figure is part), None)
                mention = mention or Mention(part, passage.pieces[0], "", part.group, named=False)
                share = Share(percent, "", "", passage.sentence.end)
                verdict = VERDICTS[fits(part.value, whole.value, percent)]
                yield share_claim(context, mention, share, Whole(whole.value, context.written(whole), sure=True, figure=whole), verdict)
