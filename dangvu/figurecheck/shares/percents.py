"""Percentages that no phrase has tied: of which counts nearby they may be, and which whole the others around them are of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from dangvu.figurecheck.arithmetic import vn
from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context, Passage
from dangvu.figurecheck.meant.nearby import Told, alike, of_one_noun, words_of
from dangvu.figurecheck.meant.portions import fits, share_claim
from dangvu.figurecheck.meant.wholes import FILLERS, PERIOD, TARGET, Whole, kind_of
from dangvu.figurecheck.reading import nouns
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.mentions import Mention, Share
from dangvu.figurecheck.reading.source import words
from dangvu.figurecheck.shares.elsewhere import of_the_whole_list
from dangvu.figurecheck.shares.shares import OWN_TAIL
from dangvu.figurecheck.shares.unbound import named_with
from dangvu.figurecheck.slips import UNLIKELY, chance

MOVED = re.compile(r"\b(?:tăng|giảm|vượt|hơn|kém|gấp)\b(?:(?!\b(?:là|chiếm|bằng|đạt)\b)[^\d%;]){0,30}$")
SUBJECT = re.compile(
    r"\b(?:số|(?:tỷ|tỉ) lệ)\s(?P<words>[^\d,;:.()%]{4,70}?)\s(?:chỉ |mới |chung )?(?:bằng|chiếm|tương đương|đạt|là|=)\s(?:\w+\s)?$"
)
OF_ALL = re.compile(r"\s*(?:so với |trong |trên |của )*(?:tổng )?số (?P<noun>[^\d,;:.()%]{2,40})")
OTHERS = words("các những số tổng cả toàn trong của là có được bị đã và tỷ lệ")
EVERYWHERE = words("toàn huyện tỉnh xã phường đảng bộ thành phố hiện có cả nay của trong")
UNDONE = re.compile(r"\s*(?:đang|chưa|không|còn)\b")
REACH, MOST = 2, 14
FEW, FAR = 3, 800


@dataclass(frozen=True, slots=True)
class Reading:
    """A percentage as the share of one count in another."""

    part: Mention
    whole: Figure

    @property
    def actual(self) -> Fraction:
        """The percentage that the two make."""
        return self.part.figure.value * 100 / self.whole.value


def judge_percents(context: Context, told: Told, claims: Iterable[Claim]) -> Iterator[Claim]:
    """Every percentage of a sentence that is not decided yet."""
    known = [claim for claim in claims if claim.verdict != "not_decidable"]
    decided = frozenset(claim.figures[0] for claim in known if claim.figures)
    alarmed = frozenset(mark for claim in known if claim.verdict == "inconsistent" for mark in claim.figures)
    used = _wholes_used(told, context, known)
    for passage in context.passages:
        for percent in context.reader.between(passage.sentence.start, passage.sentence.end):
            if (
                percent.kind != "percent"
                or percent.hedge in ("least", "most")
                or context.source.back(percent.start, percent.end) in decided
            ):
                continue
            for claim in _judge(context, told, passage, percent, used):
                if claim.verdict == "consistent" or not alarmed & set(claim.figures):
                    yield claim


def _wholes_used(told: Told, context: Context, known: list[Claim]) -> list[tuple[Mention, Mention, int]]:
    """The wholes of shares that come out, with their parts and where they were told."""
    by_mark = {context.source.back(m.figure.start, m.figure.end): (m, p) for m, p in zip(told.mentions, told.passages, strict=True)}
    found = []
    for claim in known:
        if (
            claim.kind == "share"
            and claim.verdict == "consistent"
            and len(claim.figures) == FEW
            and all(mark in by_mark for mark in claim.figures[1:])
        ):
            part, whole = by_mark[claim.figures[1]], by_mark[claim.figures[2]]
            if part[0] is not whole[0]:
                found.append((whole[0], part[0], part[1].paragraph))
    return found


def _judge(context: Context, told: Told, passage: Passage, percent: Figure, used: list[tuple[Mention, Mention, int]]) -> Iterator[Claim]:
    hung = next(((m, s) for m in passage.reading.mentions for s in m.shares if s.percent.start == percent.start), None)
    lead = context.folded[max(passage.sentence.start, percent.start - 90) : percent.start]
    if MOVED.search(lead) or re.match(r"\s*(?:trở (?:lên|xuống)|-|đến)", context.folded[percent.end : percent.end + 12]):
        return
    share = hung[1] if hung else Share(percent, "", _tail(context, passage, percent), passage.sentence.end)
    if kind_of(share) in ("population", "period") or PERIOD.search(share.tail):  # of another time
        return
    if hung and (head := of_the_whole_list(context, passage, *hung)):
        hung = head, hung[1]
    parts = [hung[0]] if hung else list(_parts(context, told, passage, percent, lead))
    if goal := next((part for part in parts[:1] if TARGET.search(part.label) and part.figure.start >= passage.sentence.start), None):
        yield from _of_goal(context, told, passage, percent, goal, share)
        return
    readings = [
        Reading(part, whole) for part in parts for whole in _wholes(context, told, passage, part, percent, share) if whole.value > 0
    ]
    readings = readings[:MOST]
    if right := next((one for one in readings if fits(one.part.figure.value, one.whole.value, percent) == "exact"), None):
        if percent.decimals and not percent.hedge:
            yield share_claim(context, right.part, share, _whole(right.whole), "consistent")
        return
    weighed = [
        (chance(percent.value, one.actual, percent.decimals), one)
        for one in readings
        if not _of_other_things(context, share, one.whole) and not _told_again(one.part.figure, one.whole)
    ]
    best = min(weighed, key=lambda one: one[0], default=None)
    if best is not None and not percent.hedge and best[0] * len(readings) <= UNLIKELY:
        yield share_claim(context, best[1].part, share, _whole(best[1].whole), "inconsistent")
        return
    for part in parts[: 0 if percent.in_words else 1]:
        whole = _of_all(part, share, used) or (_with_its_rest(context, told, passage, part, percent) if hung else None)
        reached = share.verb.strip("( ") == "đạt" and not OF_ALL.match(share.tail)  # mostly of a target that is not told
        whole = (
            whole
            or (hung and not reached and (_governing(part, share, passage, used) or _only(context, told, passage, part, share)))
            or None
        )
        if whole is not None and not _of_other_things(context, share, whole):
            how = fits(part.figure.value, whole.value, percent)
            yield share_claim(context, part, share, _whole(whole), VERDICTS[how])


def _told_again(part: Figure, whole: Figure) -> bool:
    """Thành lập 14 tổ hợp tác … 14 tổ hợp tác, đạt 140% kế hoạch: the same count told twice is not what it is a part of."""
    return part.value == whole.value and part.noun == whole.noun != ""


def _of_other_things(context: Context, share: Share, whole: Figure) -> bool:
    """29 đồng chí, chiếm 50% so với tổng số cấp ủy viên: a count of other things in another paragraph is not what is named."""
    named = OF_ALL.match(share.tail)
    noun = nouns.NOUN.match(named["noun"]) if named else None
    own, around = whole.noun, context.folded[max(0, whole.start - 40) : whole.after + 40]
    afar = context.folded.count("\n", min(whole.start, share.percent.start), max(whole.start, share.percent.start)) > 0
    alike_ = noun is not None and (noun[0] in around or (own != "" and (noun[0].startswith(own) or own.startswith(noun[0]))))
    return noun is not None and afar and own not in ("đồng chí", "người", "trường hợp") and not alike_


def _with_its_rest(context: Context, told: Told, passage: Passage, part: Mention, percent: Figure) -> Figure | None:
    """Hỗ trợ 137 hộ … 126 nhà hoàn thành, đạt 92%, 11 nhà đang xây dựng: the two make a count told before."""
    place = told.place(percent.end)
    rest = told.mentions[place] if place < len(told.mentions) and told.passages[place] is passage else None
    if rest is None or not rest.figure.noun == part.figure.noun != "" or not UNDONE.match(context.folded, rest.figure.after):
        return None
    total = part.figure.value + rest.figure.value
    before = told.before(part.figure.start, passage.paragraph, reach=0, most=MOST)
    return next((m.figure for m in before if m.figure.value == total), None)


def _of_goal(context: Context, told: Told, passage: Passage, percent: Figure, goal: Mention, share: Share) -> Iterator[Claim]:
    """So chỉ tiêu cả năm là 260 đảng viên, kết quả trên đạt 56,92%: of the target, what was told before it in the paragraph."""
    before = told.before(goal.figure.start, passage.paragraph, reach=0, most=MOST)
    done = [
        m for m in before if goal.figure.value > 0 and alike(m, goal) and m.figure.kind == "count" and not m.figure.hedge and not m.shares
    ]
    rates = {m.figure.value: (m, m.figure.value * 100 / goal.figure.value) for m in reversed(done)}
    if right := next((m for m, _ in rates.values() if fits(m.figure.value, goal.figure.value, percent) == "exact"), None):
        yield share_claim(context, right, share, _whole(goal.figure), "consistent")
        return
    best = min(rates.values(), key=lambda one: chance(percent.value, one[1], percent.decimals), default=None)
    if best is not None and chance(percent.value, best[1], percent.decimals) * len(rates) <= UNLIKELY:
        yield share_claim(context, best[0], share, _whole(goal.figure), "inconsistent")


def _tail(context: Context, passage: Passage, percent: Figure) -> str:
    rest = context.folded[percent.end : passage.sentence.end]
    return re.split(r"[,;()]", rest, maxsplit=1)[0].strip()


def _parts(context: Context, told: Told, passage: Passage, percent: Figure, lead: str) -> Iterator[Mention]:
    """The counts that the percentage may be said of: those whose words its subject repeats, or the last before it."""
    before = [m for m in told.before(percent.start, passage.paragraph, reach=REACH, most=MOST) if m.figure.kind == "count"]
    if said := SUBJECT.search(lead):
        unit = nouns.NOUN.search(said["words"])
        own = words_of(said["words"]) - words_of(unit[0] if unit else "") - OTHERS - FILLERS
        own = own or words_of(unit[0] if unit and " nghèo" in unit[0] else "")
        if own:
            bearing = [m for m in before if own <= words_of(m.label) and (unit is None or m.group in ("", nouns.group_of(unit[0])))]
            yield from bearing[:1]
        return
    if percent.decimals:
        yield from [m for m in before if m.figure.start >= passage.sentence.start and not m.shares][:1]


def _wholes(context: Context, told: Told, passage: Passage, part: Mention, percent: Figure, share: Share) -> Iterator[Figure]:
    """The counts around that can hold the part, the nearest first, each value once."""
    seen: set[Fraction] = set()
    named = named_with(share)
    for other in _around(context, told, passage, part, percent):
        if other is part or other.figure.hedge or not alike(other, part):
            continue
        if named and not named[1] <= words_of(other.label):
            continue
        value = other.figure.other or other.figure.value
        if (value > part.figure.value) == (percent.value < 100) and value and value not in seen:
            seen.add(value)
            yield other.figure if value == other.figure.value else _as_whole(other.figure, value)
    yield from (figure for figure in _sum_of_its_list(told, part) if figure.value not in seen)


def _sum_of_its_list(told: Told, part: Mention) -> Iterator[Figure]:
    """hoàn thành xuất sắc 12, hoàn thành tốt 45, …: what all the kinds beside it make together."""
    place = told.place(part.figure.start)
    listings = told.passages[place].reading.listings if place < len(told.passages) else []
    for items in (listing.items for listing in listings if part in listing.items and len(listing.items) >= FEW):
        yield replace(part.figure, value=sum((item.figure.value for item in items), Fraction(0)), other=None)
        return


def _heads_of(noun: str) -> set[str]:
    """hộ nghèo, and the hộ of which they are some."""
    return {noun, noun.split(" ")[0]} - {""}


def _around(context: Context, told: Told, passage: Passage, part: Mention, percent: Figure) -> Iterator[Mention]:
    """The counts before a percentage, those behind it in its sentence, and those that stand behind another percentage."""
    yield from told.before(percent.start, passage.paragraph, reach=REACH, most=MOST)
    stop = told.place(percent.end)
    yield from (m for m, p in zip(told.mentions[stop : stop + MOST], told.passages[stop : stop + MOST], strict=True) if p is passage)
    nouns_of_part = {word for word in _heads_of(part.figure.noun) if len(told.by_noun.get(word, ())) > 0}
    for noun in sorted(nouns_of_part):
        counts = [m for m in told.by_noun[noun] if m.figure.kind == "count" and m.figure.start < percent.start]
        yield from counts[:1]
        yield from sorted(counts, key=lambda m: -m.figure.value)[:1]
    first = max(context.layout.paragraphs[max(0, passage.paragraph - 1)].start, percent.start - FAR)
    for figure in reversed(context.reader.between(first, passage.sentence.end)):
        if figure.kind == "count" and figure.counts and figure.noun and figure.start not in told.begun:
            yield Mention(figure, passage.pieces[0], "", figure.group, named=False)


def _as_whole(figure: Figure, value: Fraction) -> Figure:
    return replace(figure, value=value, other=None)


def _of_all(part: Mention, share: Share, used: list[tuple[Mention, Mention, int]]) -> Figure | None:
    """chiếm 80% số đảng viên: what the report takes other percentages of by that noun."""
    named = OF_ALL.match(share.tail)
    unit = nouns.UNIT.match(" " + named["noun"]) if named else None
    if named is None or unit is None or words_of(named["noun"][unit.end() - 1 :]) - EVERYWHERE - FILLERS:
        return None
    noun = nouns.FULL.get(unit["noun"], unit["noun"])
    counted = Counter(whole.figure for whole, _, _ in used if whole.figure.noun == noun and whole.figure.kind == "count")
    told = max((figure for figure, times in counted.items() if times > 1), key=lambda figure: (figure.value, figure.start), default=None)
    return told if told is not None and told.value > part.figure.value and part.figure.other is None else None


def _governing(part: Mention, share: Share, passage: Passage, used: list[tuple[Mention, Mention, int]]) -> Figure | None:
    """The whole that the other shares of the paragraph are of."""
    if kind_of(share) != "total" or part.figure.other is not None or part.figure.hedge or not OWN_TAIL.match(share.tail):
        return None
    named = OF_ALL.match(share.tail)
    if named is None and re.match(r"(?:so với|trong|trên|của)\s", share.tail):
        return None
    counted = Counter[int]()
    by_start: dict[int, Figure] = {}
    for whole, other, paragraph in used:
        if paragraph == passage.paragraph and whole.figure.value > part.figure.value and alike(whole, part) and alike(other, part):
            counted[whole.figure.start] += 1
            by_start[whole.figure.start] = whole.figure
    return by_start[max(counted, key=lambda start: (counted[start], start))] if counted else None


def _only(context: Context, told: Told, passage: Passage, part: Mention, share: Share) -> Figure | None:
    """The one count of its noun in the sentence and the one before that can hold the part."""
    if kind_of(share) != "total" or part.figure.other is not None or part.figure.hedge or not OWN_TAIL.match(share.tail):
        return None
    if not part.figure.noun or (share.tail.strip(" .") and not OF_ALL.match(share.tail)) or named_with(share):
        return None
    found: dict[Fraction, tuple[Mention, Figure]] = {}
    for other in _around(context, told, passage, part, share.percent):
        value = other.figure.other or other.figure.value
        if other is not part and alike(other, part) and value > part.figure.value and other.figure.start < part.figure.start:
            found.setdefault(value, (other, replace(other.figure, value=value, other=None)))
    if len(found) != 1:
        return None
    other, whole = next(iter(found.values()))
    near = (
        other.figure.start >= (passage.before or passage).sentence.start
        and context.folded.count("\n", other.figure.start, part.figure.start) == 0
    )
    beside = [m for m in told.mentions[told.place(other.figure.after) : told.place(part.figure.start)] if of_one_noun(m, other)]
    if any(not m.changes and m.figure.value < part.figure.value for m in beside):
        return None  # 236 chi bộ nông thôn, 41 chi bộ cơ quan …, 52 chi bộ, chiếm 18,8%: of both
    told_of_all = not other.shares and not whole.hedge and not PERIOD.search(other.label)
    return whole if near and told_of_all and part.group != "topic" and (of_one_noun(other, part) or _members(other, part)) else None


def _members(other: Mention, part: Mention) -> bool:
    """25 đảng viên; 15 đồng chí có trình độ đại học, chiếm 60%."""
    return part.figure.noun in ("đồng chí", "đ/c") and other.figure.noun == "đảng viên"


def _whole(figure: Figure) -> Whole:
    return Whole(figure.value, vn(figure.value), sure=True, figure=figure)
