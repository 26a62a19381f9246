"""A move between two years whose counts the paragraph before tells: … năm 2022 kết nạp 151; năm 2023 kết nạp 163.

Riêng năm 2023, số đảng viên mới tăng 12 đồng chí, tương đương tăng 7,95% so với năm 2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangvu.figurecheck.changes.compared import moves_in
from dangvu.figurecheck.changes.series import AGAINST, COMMON, FEWEST, YEAR, Series, moved_claim, series_of
from dangvu.figurecheck.claims import Claim, Marks
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import of_one_kind, words_of
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Move
from dangvu.figurecheck.reading.source import words

OTHERWISE = words("tương đương ứng tức bằng hay")
PLAIN = words("sản lượng giá trị tổng mới kết quả toàn đạt có tăng giảm vì thế") | COMMON | OTHERWISE
BEFORE = 60


def judge_years_told(context: Context, decided: Marks) -> Iterator[Claim]:
    """The moves of each sentence that names both years and tells the count of neither."""
    for passage in context.passages:
        if context.folded.find("so với ", passage.sentence.start, passage.sentence.end) < 0:
            continue
        moves = [move for move in moves_in(context, passage, passage.figures) if move.by.kind in ("count", "percent")]
        if not moves or len(series_of(context, passage, passage.paragraph)) >= FEWEST:
            continue
        told = series_of(context, passage, passage.paragraph - 1)
        for move in moves if len(told) >= FEWEST else ():
            if context.source.back(move.by.start, move.by.end) not in decided:
                yield from _moved(context, passage, move, moves, told)


def _moved(context: Context, passage: Passage, move: Move, moves: list[Move], told: Series) -> Iterator[Claim]:
    against = AGAINST.match(context.folded, max(move.by.end, move.by.after), passage.sentence.end)
    named = {int(year) for year in YEAR.findall(context.folded[passage.sentence.start : move.by.start])}
    if against is None or len(named) != 1:
        return
    now, base = told.get(next(iter(named))), told.get(int(against[1]))
    if now is None or base is None or now.kind != "count" or next(iter(named)) <= int(against[1]):
        return
    said_of = _subject_of(move, moves, passage)
    if said_of.by.kind == "count" and not (of_one_kind(now, said_of.by) or now.noun.startswith(f"{said_of.by.noun} ")):
        return
    lead = context.folded[passage.sentence.start : moves[0].by.start]
    own = {word for word in said_of.subject | words_of(lead) if word.isalpha()} - PLAIN
    if not own - _around(context, now) - set(now.noun.split()):
        yield moved_claim(context, move, now, base)


def _subject_of(move: Move, moves: list[Move], passage: Passage) -> Move:
    """Số cuộc đối thoại tăng 9 cuộc, tương đương tăng 30%: what is only said in another way has the subject of the move before it."""
    place = passage.figures.index(move.by)
    before = next((one for one in moves if place and one.by is passage.figures[place - 1]), None)
    return before if before is not None and not {word for word in move.subject if word.isalpha()} - OTHERWISE else move


def _around(context: Context, now: Figure) -> set[str]:
    return words_of(context.folded[max(0, now.start - BEFORE) : max(now.end, now.after) + 12])
