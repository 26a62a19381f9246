"""The papers of membership and organisation: letters of introduction, decisions in articles, lists.

Forms take plain values and know no tables; whoever draws one up has asked the register before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dangvu.documents.papers import Block, Signature, Table, Text

LIST = "Danh sách"
"""No type of document: a list goes beside another paper and takes no number of its own."""
OPEN = Signature((), "", "")
"""A paper that nobody signs yet."""


@dataclass(frozen=True)
class Introduced:
    """A member who is introduced to another organisation: the facts of the file, from where and to where, and the clocks.

    `until` is the last day of a temporary stay, None for an official move; `present_by` the last day to hand in the letter.
    """

    person: int
    name: str
    born: date | None
    decided: date | None
    official: date | None
    card_no: str
    sender: str
    receiver: str
    cell: str
    until: date | None = None
    present_by: date | None = None
    dues_until: str = ""
    papers: tuple[str, ...] = ()


def introduction(one: Introduced, signature: Signature, recipients: Sequence[str] = ()) -> Text:
    """The letter of introduction of a member who moves, officially or for a time."""
    known = (
        ("Sinh ngày", _day(one.born)), ("Vào Đảng ngày", _day(one.decided)), ("Chính thức ngày", _day(one.official)),
        ("Số thẻ đảng viên", one.card_no), ("Đã đóng đảng phí đến hết", one.dues_until),
    )  # fmt: skip
    manner = "tạm thời" if one.until else "chính thức"
    term = f", đến hết ngày {_day(one.until)}" if one.until else ""
    lines = [
        Block("centre", f"Kính gửi: {one.receiver}"),
        Block("paragraph", f"{one.sender} giới thiệu đồng chí: {one.name}."),
        *(Block("paragraph", f"{what}: {value}.") for what, value in known if value),
        Block("paragraph", f"Được chuyển sinh hoạt đảng {manner} từ {one.cell} đến {one.receiver}{term}."),
    ]
    if one.present_by:
        lines.append(Block("paragraph", f"Đồng chí xuất trình giấy này với cấp ủy nơi đến chậm nhất ngày {_day(one.present_by)}."))
    if one.papers:
        lines.append(Block("paragraph", f"Hồ sơ kèm theo: {'; '.join(one.papers)}."))
    title = f"chuyển sinh hoạt đảng {manner}"
    return Text("Giấy giới thiệu", title, tuple(lines), signature, tuple(recipients), (one.person,))


def decision(
    authority: str, title: str, *, grounds: Sequence[str], articles: Sequence[str], signature: Signature,
    table: Table | None = None, recipients: Sequence[str] = (), persons: Sequence[int] = (),
) -> Text:  # fmt: skip
    """A decision: what it rests on, then the articles, then a list where it names many."""
    blocks: list[Block | Table] = [Block("ground", one) for one in grounds]
    blocks += [Block("heading", f"{authority.upper()} QUYẾT ĐỊNH"), *(Block("article", one) for one in articles)]
    if table is not None:
        blocks.append(table)
    return Text("Quyết định", title, tuple(blocks), signature, tuple(recipients), tuple(persons))


def units_moved(
    *, what: Literal["move", "merge"], units: Sequence[str], members: int, receiver: str, on: date
) -> tuple[str, tuple[str, ...]]:
    """Title and articles of the decision by which whole units come under another, or become one cell."""
    named, from_ = "; ".join(units), f"kể từ ngày {_day(on)}"
    if what == "move":
        return (
            "về việc chuyển giao tổ chức đảng",
            (
                f"Chuyển giao nguyên trạng {named}, với {members:02} đảng viên, về trực thuộc {receiver} {from_}.",
                "Đảng viên của các tổ chức trên chuyển theo tổ chức, không phải giới thiệu sinh hoạt đảng từng người.",
            ),
        )
    return (
        "về việc sáp nhập chi bộ",
        (
            f"Sáp nhập {named}, với {members:02} đảng viên, vào {receiver} {from_}.",
            f"{receiver} tiếp nhận đảng viên, hồ sơ, đảng phí và các việc đang giải quyết của tổ chức được sáp nhập.",
        ),
    )


@dataclass(frozen=True)
class Listed:
    """A line of an official list of members."""

    name: str
    born: date | None
    female: bool | None
    card_no: str
    decided: date | None
    cell: str


def members_list(unit: str, on: date, members: Sequence[Listed], *, before: Sequence[str] = (), after: Sequence[str] = ()) -> Text:
    """The list of a unit's members on a day, with what is to be said before and after it."""
    rows = tuple(
        (str(place), one.name, _day(one.born), _sex(female=one.female), one.card_no, _day(one.decided), one.cell)
        for place, one in enumerate(members, 1)
    )
    heads = ("TT", "Họ và tên", "Ngày sinh", "Nam, nữ", "Số thẻ đảng viên", "Ngày vào Đảng", "Chi bộ")
    table = Table(heads, (6, 20, 14, 7, 18, 14, 21), "clccccl", rows)
    return Text(LIST, f"đảng viên {unit}, tính đến hết ngày {_day(on)}", _around(table, before, after, "đảng viên"), OPEN)


@dataclass(frozen=True)
class Honoured:
    """A line of the list of a round of badges: the years, since when they are full, in what manner the badge is given."""

    name: str
    born: date | None
    female: bool | None
    card_no: str
    cell: str
    counts_from: date
    grade: int
    reached: date
    manner: str


def badges_table(people: Sequence[Honoured]) -> Table:
    """The rows of a round, the most years first, as wide as a page is."""
    rows = tuple(
        (str(place), one.name, _day(one.born), one.card_no, _day(one.counts_from), f"{one.manner} {one.grade} năm", one.cell)
        for place, one in enumerate(_most_first(people), 1)
    )
    heads = ("TT", "Họ và tên", "Ngày sinh", "Số thẻ đảng viên", "Tính tuổi Đảng từ", "Huy hiệu", "Chi bộ")
    return Table(heads, (6, 21, 14, 18, 14, 10, 17), "clccccl", rows)


def badges_columns(people: Sequence[Honoured]) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """The same with everything, heads and rows, for a workbook."""
    heads = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số thẻ", "Tính tuổi Đảng từ", "Đủ năm từ", "Huy hiệu", "Hình thức", "Chi bộ")
    rows = [
        (
            str(place), one.name, _day(one.born), _sex(female=one.female), one.card_no, _day(one.counts_from), _day(one.reached),
            f"{one.grade} năm", one.manner, one.cell,
        )
        for place, one in enumerate(_most_first(people), 1)
    ]  # fmt: skip
    return heads, rows


def _most_first(people: Sequence[Honoured]) -> list[Honoured]:
    return sorted(people, key=lambda one: -one.grade)


def badges_list(unit: str, round_: date, table: Table, *, before: Sequence[str] = (), after: Sequence[str] = ()) -> Text:
    """The list of a round with what is to be said before and after it."""
    return Text(LIST, f"đề nghị tặng Huy hiệu Đảng đợt {_day(round_)}, {unit}", _around(table, before, after, "người"), OPEN)


def badges_awarded(
    authority: str, unit: str, round_: date, table: Table, source: str, signature: Signature, persons: Sequence[int]
) -> Text:  # fmt: skip
    """The decision by which the badges of a round are given, its list below the articles."""
    return decision(
        authority,
        "về việc tặng Huy hiệu Đảng",
        grounds=["Căn cứ Điều lệ Đảng và quy định thi hành Điều lệ Đảng;", f"Căn cứ Hướng dẫn số {source};"],
        articles=[
            f"Tặng Huy hiệu Đảng cho {len(table.rows):02} đảng viên thuộc {unit}, đợt {_day(round_)}, có danh sách dưới đây.",
            "Các cơ quan, tổ chức đảng có liên quan và các đồng chí có tên trong danh sách thi hành quyết định này.",
        ],
        signature=signature,
        table=table,
        recipients=["Như Điều 2", "Lưu Văn phòng"],
        persons=persons,
    )


def _around(table: Table, before: Sequence[str], after: Sequence[str], what: str) -> tuple[Block | Table, ...]:
    counted = Block("paragraph", f"Danh sách có {len(table.rows):02} {what}.")
    return (*(Block("paragraph", one) for one in before), table, counted, *(Block("paragraph", one) for one in after))


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _sex(*, female: bool | None) -> str:
    return "" if female is None else "Nữ" if female else "Nam"
