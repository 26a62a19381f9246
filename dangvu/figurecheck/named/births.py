"""The day or the year a person was born, told twice: Nguyễn Hữu Tấn, sinh ngày 12/02/1978 … (sinh ngày 12/02/1987)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.claims import VERDICTS, Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.reading.days import Day
from dangvu.figurecheck.reading.source import CAPITAL

NAME = re.compile(rf"(?<!\w)(?P<name>{CAPITAL}[^\W\d]*(?:[ '’]{CAPITAL}[^\W\d]*){{1,5}})[,(]?\s\(?[Ss]inh ngày $")
YEAR_OF = re.compile(
    rf"(?<!\w)(?P<name>{CAPITAL}[^\W\d]*(?:[ '’]{CAPITAL}[^\W\d]*){{0,5}})(?P<said> (?:ghi|khai|có ghi|thể hiện|là):?)?[,:(]?\s\(?"
    r"[Ss]inh (?P<unit>năm |ngày \d{1,2}[/.-]\d{1,2}[/.-])(?P<year>(?:19|20)\d{2})(?!\d)"
)
TWICE, NEAR = 2, 500
TITLE = re.compile(r"^(?:Ông|Bà|Anh|Chị|Cô|Thầy|Em|Cụ) ")


def judge_births(context: Context) -> Iterator[Claim]:
    """Every day behind a name and "sinh ngày" against the first one of that name; two that have little in common are of two persons."""
    born: dict[str, Day] = {}
    for day in context.days if context.folded.count("sinh ngày ") > 1 else ():
        lead = NAME.search(context.source.text, max(0, day.start - 80), day.start)
        if lead is None or day.value is None:
            continue
        name = TITLE.sub("", lead["name"])
        first = born.setdefault(name, day)
        if first is not day and _differ(first, day) < 2:
            wrong = _differ(first, day) > 0
            one, other = (context.source.text[each.start : each.end] for each in (first, day))
            text = f"Chỗ trước ghi {name} sinh ngày {one}" + (f", chỗ này ghi {other}" if wrong else "")
            yield context.claim((day.start, day.end), "repeat", VERDICTS["off" if wrong else "exact"], text, other, one)


def judge_birth_years(context: Context) -> Iterator[Claim]:
    """Nguyễn Thị Tường Vy, sinh ngày 12/5/1986 … đồng chí Vy ghi: sinh năm 1968: the same name, or its last part, within two paragraphs.

    Two days are left to `judge_births`.
    """
    if "sinh năm " not in context.folded or context.folded.count("sinh n") < TWICE:
        return
    told: list[tuple[int, str, re.Match[str]]] = []
    for match in YEAR_OF.finditer(context.source.text):
        name = TITLE.sub("", match["name"])
        same = [one for one in told if one[1] == name] or [
            one for one in told if " " in one[1] and one[1].endswith(f" {name}") and match.start() - one[0] < NEAR and match["said"]
        ]
        told.append((match.end(), name, match))
        first = same[-1][2] if len({one[2]["year"] for one in same}) == 1 else None
        if first is None or "ngày" in first["unit"] and "ngày" in match["unit"]:
            continue
        if first["year"] != match["year"] and not _slip(first["year"], match["year"]):
            continue
        wrong = first["year"] != match["year"]
        text = f"Chỗ trước ghi {same[-1][1]} sinh năm {first['year']}" + (f", chỗ này ghi {match['year']}" if wrong else "")
        span = match.span("year")
        yield context.claim(span, "repeat", VERDICTS["off" if wrong else "exact"], text, match["year"], first["year"])


def _slip(one: str, other: str) -> bool:
    """One digit mistaken, or two changed about."""
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1 or sorted(one) == sorted(other)


def _differ(one: Day, other: Day) -> int:
    """In how many of day, month and year."""
    return (one.day != other.day) + (one.month != other.month) + (one.year != other.year)
