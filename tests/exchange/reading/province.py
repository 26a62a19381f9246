"""A small invented province as the five sheets of a workbook, and the ways in which an office may lay them out."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

Row = dict[str, object]
Tables = dict[str, list[Row]]

CUT_OFF = date(2022, 6, 30)
NAMES = {"units": "Tổ chức đảng", "localities": "Địa bàn", "members": "Đảng viên", "movements": "Biến động", "meetings": "Sinh hoạt"}
HEADINGS: dict[str, dict[str, str]] = {
    "units": {
        "code": "Mã tổ chức đảng",
        "name": "Tên tổ chức đảng",
        "kind": "Loại tổ chức",
        "parent": "Mã tổ chức cấp trên",
        "founded": "Ngày thành lập",
        "ended": "Ngày giải thể/sáp nhập",
        "locality": "Mã địa bàn",
        "sector": "Loại hình",
    },
    "localities": {
        "code": "Mã địa bàn",
        "name": "Tên địa bàn",
        "level": "Cấp",
        "parent": "Mã địa bàn cấp trên",
        "day": "Số liệu tại ngày",
        "population": "Dân số",
        "population Khmer": "Dân số Khmer",
        "households": "Số hộ",
        "poor": "Hộ nghèo",
    },
    "members": {
        "number": "STT",
        "record_no": "Số lý lịch",
        "card": "Số thẻ đảng viên",
        "name": "Họ và tên khai sinh",
        "born": "Ngày sinh",
        "sex": "Giới tính",
        "ethnicity": "Dân tộc",
        "religion": "Tôn giáo",
        "education": "Giáo dục phổ thông",
        "profession": "Trình độ chuyên môn",
        "theory": "Lý luận chính trị",
        "occupation": "Nghề nghiệp",
        "admitted": "Ngày vào Đảng",
        "official": "Ngày chính thức",
        "cell": "Mã chi bộ",
        "party_post": "Chức vụ trong Đảng",
        "government_post": "Chức vụ chính quyền",
        "exempt_from": "Miễn công tác, sinh hoạt từ ngày",
    },
    "movements": {
        "record_no": "Số lý lịch",
        "kind": "Loại biến động",
        "day": "Ngày hiệu lực",
        "quoted": "Số quyết định",
        "from_cell": "Mã chi bộ đi",
        "to_cell": "Mã chi bộ đến",
        "note": "Ghi chú",
    },
    "meetings": {"cell": "Mã chi bộ", "year": "Năm", "month": "Tháng", "due": "Số đảng viên phải dự", "present": "Số đảng viên dự"},
}
OTHER_HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "units": {
        "code": ("MÃ ĐƠN VỊ", "Mã tổ chức", "Ma to chuc dang"),
        "name": ("Tên đơn vị", "TÊN TỔ CHỨC ĐẢNG *"),
        "kind": ("Loại", "Loại tổ chức đảng:"),
        "parent": ("Mã cấp trên", "Trực thuộc", "Mã tổ chức cấp trên trực tiếp"),
        "founded": ("Thành lập ngày", "NGÀY THÀNH LẬP\n(dd/mm/yyyy)"),
        "ended": ("Ngày giải thể", "Ngày kết thúc"),
        "locality": ("Địa bàn",),
        "sector": ("Lĩnh vực", "Khối"),
    },
    "localities": {
        "code": ("Mã ĐVHC", "Mã địa phương"),
        "name": ("Địa bàn", "Tên địa phương"),
        "level": ("Cấp hành chính",),
        "parent": ("Mã cấp trên", "Thuộc"),
        "day": ("Tại ngày", "Thời điểm"),
        "population": ("Tổng dân số", "Số dân"),
        "population Khmer": ("Dân số dân tộc Khơ-me", "Số dân Khmer"),
        "households": ("Tổng số hộ", "Số hộ dân"),
        "poor": ("Số hộ nghèo",),
    },
    "members": {
        "record_no": ("Số LL", "SỐ LÝ LỊCH ĐẢNG VIÊN", "So ly lich *"),
        "card": ("Số thẻ", "Số thẻ ĐV"),
        "name": ("Họ tên", "Họ và tên", "HỌ TÊN ĐẢNG VIÊN"),
        "born": ("Sinh ngày", "Ngày tháng năm sinh", "Ngày, tháng,\nnăm sinh"),
        "sex": ("Giới", "Phái", "Nam/Nữ"),
        "ethnicity": ("DÂN TỘC", "Dan toc"),
        "religion": ("Theo tôn giáo", "Tôn giáo:"),
        "education": ("Học vấn", "Văn hóa"),
        "profession": ("Chuyên môn",),
        "theory": ("LLCT", "Lý luận"),
        "occupation": ("Nghề nghiệp hiện nay", "Công việc"),
        "admitted": ("Ngày kết nạp", "Vào Đảng ngày"),
        "official": ("Ngày CT", "Chính thức ngày"),
        "cell": ("Mã CB", "Chi bộ", "Mã chi bộ sinh hoạt"),
        "party_post": ("Chức vụ Đảng",),
        "government_post": ("Chức vụ", "Chức danh chính quyền"),
        "exempt_from": ("Ngày miễn sinh hoạt", "Miễn CTSH từ ngày"),
    },
    "movements": {
        "record_no": ("Số LL", "Số lý lịch ĐV"),
        "kind": ("Biến động", "Hình thức biến động"),
        "day": ("Từ ngày", "Ngày có hiệu lực", "Hiệu lực từ ngày"),
        "quoted": ("Số QĐ", "Quyết định số"),
        "from_cell": ("Chi bộ đi", "Từ chi bộ"),
        "to_cell": ("Chi bộ đến", "Đến chi bộ"),
    },
    "meetings": {
        "cell": ("Mã CB", "Chi bộ"),
        "month": ("Tháng sinh hoạt",),
        "due": ("Phải dự", "Số ĐV phải dự"),
        "present": ("Có mặt", "Số ĐV dự"),
    },
}

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Thạch", "Kim", "Sơn", "Huỳnh", "Võ", "Đặng")
_MIDDLES = ("Văn", "Thị", "Minh", "Ngọc", "Thanh", "Quốc")
_GIVEN = ("An", "Bình", "Châu", "Dũng", "Giang", "Hòa", "Khánh", "Lộc", "Nguyệt", "Phước", "Sang", "Tuyền")


def province(seed: int = 0) -> Tables:
    """A province with three levels of units, hamlets with counts of two years, 240 members, movements and a year of meetings."""
    chance = random.Random(seed)
    tables: Tables = {"units": _units(), "localities": _localities(chance), "members": [], "movements": [], "meetings": []}
    cells = [str(row["code"]) for row in tables["units"] if str(row["kind"]).startswith("Chi bộ") and not row["ended"]]
    ended = [str(row["code"]) for row in tables["units"] if row["ended"]]
    for number in range(1, 241):
        tables["members"].append(_member(number, chance, cells[number % len(cells)]))
    _move(tables, chance, cells, ended[0])
    for cell in cells:
        for month in range(1, 7):
            due = chance.randint(8, 20)
            tables["meetings"].append({"cell": cell, "year": 2021, "month": month, "due": due, "present": due - chance.randint(0, 3)})
    return tables


def _unit(
    code: str, name: str, kind: str, parent: str, founded: date, ended: date | None = None, locality: str = "", sector: str = ""
) -> Row:
    return {
        "code": code,
        "name": name,
        "kind": kind,
        "parent": parent,
        "founded": founded,
        "ended": ended or "",
        "locality": locality,
        "sector": sector,
    }


def _units() -> list[Row]:
    old = date(1946, 1, 1)
    rows = [_unit("TT", "Đảng bộ tỉnh Thử", "Đảng bộ tỉnh", "", old)]
    for body in (1, 2):
        rows.append(_unit(f"TT.{body:02}", f"Đảng bộ huyện {body}", "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng", "TT", old))
        rows.append(_unit(f"TT.{body:02}.C1", f"Chi bộ cơ quan {body}", "Chi bộ cơ sở", f"TT.{body:02}", old, sector="Cơ quan"))
        for commune in (1, 2):
            code = f"TT.{body:02}.X{commune}"
            rows.append(_unit(code, f"Đảng bộ xã {body}{commune}", "Đảng bộ cơ sở", f"TT.{body:02}", old, locality=f"{body}{commune}0"))
            for hamlet in (1, 2, 3):
                place = f"{body}{commune}0.{hamlet:02}"
                rows.append(_unit(f"{code}.A{hamlet}", f"Chi bộ ấp {hamlet}", "Chi bộ trực thuộc", code, old, None, place, "Ấp, khóm"))
    rows.append(_unit("TT.01.X1.Z1", "Chi bộ ghép", "Chi bộ trực thuộc", "TT.01.X1", old, date(2019, 6, 30)))
    return rows


def _locality(code: str, name: str, level: str, parent: str) -> Row:
    return {
        "code": code,
        "name": name,
        "level": level,
        "parent": parent,
        "day": "",
        "population": "",
        "population Khmer": "",
        "households": "",
        "poor": "",
    }


def _localities(chance: random.Random) -> list[Row]:
    rows = [_locality("84", "Tỉnh Thử", "Tỉnh", "")]
    for district in (1, 2):
        rows.append(_locality(f"84{district}", f"Huyện {district}", "Huyện", "84"))
        rows += [_locality(f"{district}{commune}0", f"Xã {district}{commune}", "Xã", f"84{district}") for commune in (1, 2)]
    for commune in ("110", "120", "210", "220"):
        for hamlet in (1, 2, 3):
            for year in (2015, 2021):
                people = chance.randint(600, 1800)
                houses = people // 4
                row = _locality(f"{commune}.{hamlet:02}", f"Ấp {hamlet}", "Ấp", commune)
                counts = {"population": people, "population Khmer": people // 3, "households": houses, "poor": houses // 9}
                rows.append(row | {"day": date(year, 12, 31)} | counts)
    return rows


def _member(number: int, chance: random.Random, cell: str) -> Row:
    woman = number % 3 == 0
    born = date(1950, 1, 1) + timedelta(chance.randint(0, 17_000))
    admitted = date(born.year + 20 + chance.randint(0, 3), chance.randint(1, 12), chance.randint(1, 28))
    admitted = min(admitted, date(2018, 3, 4))
    name = f"{chance.choice(_FAMILIES)} {'Thị' if woman else chance.choice(_MIDDLES)} {chance.choice(_GIVEN)}"
    return {
        "number": number,
        "record_no": f"{number:06}",
        "card": f"84.{100_000 + number}",
        "name": name,
        "born": born,
        "sex": "Nữ" if woman else "Nam",
        "ethnicity": chance.choice(("Kinh", "Khmer", "Hoa", "Chăm")),
        "religion": chance.choice(("Không", "Phật giáo", "Công giáo", "Cao Đài")),
        "education": chance.choice(("THPT", "THCS")),
        "profession": chance.choice(("Không", "Trung cấp", "Đại học")),
        "theory": chance.choice(("Chưa qua đào tạo", "Sơ cấp")),
        "occupation": chance.choice(("Nông dân", "Cán bộ, công chức", "Thợ may")),
        "admitted": admitted,
        "official": "" if number % 40 == 0 else admitted + timedelta(370),
        "cell": cell,
        "party_post": "Bí thư chi bộ" if number % 20 == 1 else "",
        "government_post": "Trưởng ấp" if number % 30 == 2 else "",
        "exempt_from": admitted + timedelta(400) if number % 25 == 3 else "",
    }


def _move(tables: Tables, chance: random.Random, cells: list[str], ended: str) -> None:
    """Ten members came from the cell that ended, ten moved twice, others left in each way or arrived."""
    exits = ("Chuyển đi", "Khai trừ", "Xóa tên", "Xin ra khỏi Đảng", "Từ trần")
    for place, member in enumerate(tables["members"][:80]):
        cell, number = str(member["cell"]), member["record_no"]
        others = [other for other in cells if other != cell]
        if place < 10:
            tables["movements"].append(_movement(number, "Chuyển sinh hoạt nội bộ", date(2019, 6, 30), ended, cell))
        elif place < 20:
            first, second = chance.sample(others, 2)
            tables["movements"].append(_movement(number, "Chuyển sinh hoạt nội bộ", date(2020, 2, 3), second, cell))
            tables["movements"].append(_movement(number, "Chuyển sinh hoạt nội bộ", date(2019, 2, 3), first, second))
        elif place < 40:
            tables["movements"].append(_movement(number, "Chuyển sinh hoạt nội bộ", date(2021, 5, 6), chance.choice(others), cell))
        elif place < 70:
            tables["movements"].append(_movement(number, exits[place % len(exits)], date(2021, 8, 9), cell, ""))
        else:
            tables["movements"].append(_movement(number, "Chuyển đến", date(2020, 10, 11), "", cell))


def _movement(record_no: object, kind: str, day: date, from_cell: str, to_cell: str) -> Row:
    return {"record_no": record_no, "kind": kind, "day": day, "quoted": "12-QĐ/HU", "from_cell": from_cell, "to_cell": to_cell, "note": ""}


@dataclass
class Layout:
    """How a workbook is laid out; `chance` shuffles columns, words headings otherwise and puts rows in other places."""

    chance: random.Random | None = None
    headings: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Columns left out, per sheet."""
    cell: Callable[[str, str, int, object], object] = lambda _sheet, _field, _place, value: value
    title: str = f"Thời điểm chốt số liệu: {CUT_OFF:%d/%m/%Y}"
    numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    """Filled while writing: workbook row of each row of each sheet."""
    names: dict[str, str] = field(default_factory=dict)
    """Filled while writing: sheet names."""

    def place(self, sheet: str, numbers: set[int]) -> set[tuple[str, int]]:
        """Rows of a sheet as sheet name and workbook row."""
        return {(self.names[sheet], self.numbers[sheet, place]) for place in numbers}


def write(path: Path, tables: Tables, layout: Layout | None = None) -> Layout:
    """Write the sheets and tell where their rows went."""
    layout = layout or Layout()
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheets = list(tables)
        if layout.chance:
            layout.chance.shuffle(sheets)
        for sheet in sheets:
            _write_sheet(book, sheet, tables[sheet], layout)
        if layout.chance:
            book.add_worksheet("Ghi chú").write_row(2, 1, ["Người lập", "Ngày lập"])
    return layout


def _write_sheet(book: xlsxwriter.Workbook, sheet: str, rows: list[Row], layout: Layout) -> None:
    chance = layout.chance
    headings = {name: heading for name, heading in HEADINGS[sheet].items() if name not in layout.left_out.get(sheet, ())}
    headings |= layout.headings.get(sheet, {})
    columns: list[str | None] = list(headings)
    if chance:
        headings = {name: chance.choice((heading, *OTHER_HEADINGS[sheet].get(name, ()))) for name, heading in headings.items()}
        chance.shuffle(columns)
        columns.insert(chance.randrange(len(columns)), None)
    layout.names[sheet] = f"{NAMES[sheet]} {chance.randint(1, 9)}" if chance else NAMES[sheet]
    page = book.add_worksheet(layout.names[sheet])
    left, line = (chance.randint(0, 2), chance.randint(0, 6)) if chance else (0, 0)
    page.write(line, left, f"DANH SÁCH: {NAMES[sheet].upper()}")
    page.write(line + 1, left, layout.title)
    line += 3 + (chance.randint(0, 4) if chance else 0)
    page.write_row(line, left, ["Cột khác" if name is None else headings[name] for name in columns])
    if chance and chance.random() < 0.5:
        line += 1
        page.write_row(line, left, [f"({number})" for number in range(1, len(columns) + 1)])
    for place, row in enumerate(rows):
        line += 2 if chance and chance.random() < 0.02 else 1
        layout.numbers[sheet, place] = line + 1
        for column, name in enumerate(columns):
            value = "đã xem" if name is None else layout.cell(sheet, name, place, row.get(name, ""))
            if value != "":
                page.write(line, left + column, value)
