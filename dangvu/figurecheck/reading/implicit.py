"""Rows of kinds that need no cue: khiển trách 28, cảnh cáo 21, cách chức 1, khai trừ 12 · quý I … quý IV."""

from __future__ import annotations

from collections.abc import Iterator

from dangvu.figurecheck.reading import families
from dangvu.figurecheck.reading.mentions import Listing, Mention, Reading, compatible


def unannounced(reading: Reading, said: list[Mention], outer: list[Mention]) -> Iterator[Listing]:
    """Kinds of one family in a row need no cue: khiển trách 28, cảnh cáo 21, cách chức 1, khai trừ 12."""
    listed = {id(item) for listing in reading.listings for item in listing.items if listing.heads}
    quarters = [mention for mention in said if id(mention) not in listed and families.QUARTER.match(mention.label)]
    if len(quarters) == families.QUARTERS:
        start, end = quarters[0].piece.start, quarters[-1].figure.after
        yield Listing("implicit", list(outer[:8]), 0, quarters, start, end)
    free = [(place, m) for place, m in enumerate(said) if id(m) not in listed or "phiếu" in m.label]
    if len(free) < 2:
        return
    known = [(place, m, {name for name, _ in families.families(m.label)}) for place, m in free]
    told = set().union(*(names for _, _, names in known))
    for family in (family for family in (*families.TOPICS, *families.HALVES) if family in told):
        alone = family != "phiếu"  # phát ra 36, thu về 36, hợp lệ 35, …: no list of one whole
        row = [(place, m) for place, m, names in known if family in names and not (alone and id(m) in listed)]
        if len(row) < 2 or (family in families.HALVES and not _halves(said, outer, family, row, listed)):
            continue
        items = [mention for _, mention in row]
        if family == "giải quyết" and any(item.figure.kind == "ratio" for item in items):
            continue  # đã giải quyết 6/7 đơn, đang giải quyết 1: the ratio brings its whole with it
        heads = [mention for mention in reversed(said[: row[0][0]]) if mention not in items]
        start, end = items[0].piece.start, items[-1].figure.after
        yield Listing("implicit", [*heads[:10], *outer[:8]], len(heads[:10]), items, start, end)


def _halves(said: list[Mention], outer: list[Mention], family: str, row: list[tuple[int, Mention]], listed: set[int]) -> bool:
    """Nam … nữ, đảng bộ cơ sở … chi bộ cơ sở: two neighbours right after a count of the whole."""
    first, last = row[0][0], row[-1][0]
    before = [mention for mention in said[:first] if id(mention) not in listed and compatible(mention, row[0][1].figure)]
    topic, most = families.HALVES[family], max(mention.figure.value for _, mention in row)
    alike = [mention for mention in outer if mention.group and compatible(mention, row[0][1].figure) and mention.figure.value >= most]
    earlier = (mention for mention in alike if topic.search(mention.label))
    head = before[-1] if before else next(earlier, None) if family in families.OVER_SENTENCES else None
    return len(row) == 2 and last == first + 1 and head is not None and families.HALVES[family].search(head.label) is not None
