"""Judgements about numbers and symbols of documents: values in, problems out; each cites its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dangvu.commands.problems import Problem


def symbol(number: int | None, kind: str, body: str) -> str:
    """The number with its symbol as it is printed, two digits at least; a draft leaves room for it."""
    return f"{'       ' if number is None else f'{number:02}'}-{kind}/{body}"


def may_issue(kind: str, unit_kind: str, symbols: Mapping[str, str], closed: Mapping[str, Sequence[str]], source: str) -> list[Problem]:
    """A type of document that there is, and that this kind of body may issue."""
    if kind not in symbols:
        return [Problem("unknown_type", f"Không có tên loại văn bản “{kind}” theo quy định của ngày này; hãy chọn tên loại khác.", "kind")]
    if kind in closed.get(unit_kind, ()):
        return [
            Problem(
                "not_issued_here", f"“{unit_kind}” không ban hành “{kind}”; hãy chọn tên loại khác hoặc trình cấp trên.", "kind", source
            )
        ]
    return []


def in_order(number: int, following: int, day: date, last: date | None) -> list[Problem]:
    """The number that follows, on a day no earlier than that of the number before."""
    problems = []
    if number != following:
        problems.append(Problem("not_the_next_number", f"Số tiếp theo là {following:02}; hãy lấy số lại.", "number"))
    if last is not None and day < last:
        problems.append(
            Problem("earlier_than_last", f"Số trước đó mang ngày {last:%d/%m/%Y}; văn bản không thể đề ngày sớm hơn.", "on")
        )  # fmt: skip
    return problems


def known_symbol(body: str, unit_kind: str, symbols: Mapping[str, Sequence[str]], source: str) -> list[Problem]:
    """How a body of this kind signs."""
    known = symbols.get(unit_kind, ())
    if body in known:
        return []
    return [
        Problem(
            "unknown_symbol",
            f"Ký hiệu “{body}” không dùng cho “{unit_kind}” vào ngày này; dùng {', '.join(known) or 'ký hiệu của cấp trên'}.",
            "symbol",
            source,
        )
    ]
