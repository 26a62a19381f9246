"""What was due or came in, and what of it was done: the two counts that leave the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention

RECEIVED = re.compile(r"\b(?:tiếp nhận|thụ lý|nhận được)\b")
NOT_DONE = re.compile(r" (?:không|chưa)(?: được)? (?P<deed>[^\W\d]+)")
SETTLED = re.compile(r"\bđã (?:giải quyết|xử lý|trả lời)\b")


def same_deed(due: Mention, done: Mention) -> bool:
    """phải thi hành kỷ luật 42 đảng viên, đã thi hành kỷ luật 40: all words of what was done are those of what was due."""
    said = set(re.findall(r"[^\W\d]+", done.label)) - {"đã", "xong", "được", done.figure.noun, *done.figure.noun.split()}
    return done.label.startswith("đã ") and bool(said) and said <= set(re.findall(r"[^\W\d]+", due.label))


def due_and_done(context: Context, passage: Passage, mention: Mention, plain: list[Mention]) -> tuple[Figure, Figure] | None:
    """phải kỷ luật 11 tổ chức, 72 đảng viên, đã kỷ luật 11 tổ chức, 70 đảng viên, còn 02 đảng viên đang …: the two of its noun."""
    due = [m.figure for m in plain if m.figure.noun == mention.figure.noun != ""]
    if len(due) != 2 or due[0].value < due[1].value:
        return None
    before = context.folded[passage.sentence.start : due[0].start]
    must = max(before.rfind("phải "), before.rfind("cần "))
    done = "đã " in context.folded[due[0].end : due[1].start]
    return (due[0], due[1]) if must >= 0 and "đã " not in before[must:] and done else None


def received_and_done(mention: Mention, plain: list[Mention]) -> tuple[Figure, Figure] | None:
    """tiếp nhận 186.420 hồ sơ (…), đã giải quyết 171.506 hồ sơ; đang giải quyết 14.914: what came in less what was settled."""
    alike = [m for m in plain if m.figure.noun == mention.figure.noun != ""]
    came = [m.figure for m in alike if RECEIVED.search(m.label)]
    done = [m.figure for m in alike if SETTLED.search(m.label)]
    return (came[0], done[0]) if len(came) == len(done) == 1 and came[0].start < done[0].start and came[0].value >= done[0].value else None


def left_by_all(figures: Iterable[Figure]) -> Fraction:
    """22/24 đồng chí dự, chi bộ kia 18/20; cả 4 đồng chí vắng: what all ratios leave together."""
    return sum((figure.other - figure.value for figure in figures if figure.other is not None), Fraction(0))


def opposed(context: Context, head: Mention, items: list[Mention]) -> bool:
    """Trong 15 chỉ tiêu có 13 chỉ tiêu đạt và vượt, 2 chỉ tiêu không đạt: those that did and those that did not are all."""
    if len(items) != 2 or any(item.figure.noun != head.figure.noun or not item.figure.noun for item in items):
        return False
    did, did_not = (context.folded[item.figure.after : item.piece.end] for item in items)
    not_done = NOT_DONE.match(did_not)
    return not_done is not None and re.match(rf" (?:đã |được )*{not_done['deed']}\b(?! (?:trên|dưới|từ))", did) is not None
