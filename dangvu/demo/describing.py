"""What the members' sheet says of a person beyond the days: names, sex, schooling, work, posts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from dangvu.demo import names
from dangvu.demo.lives import Life
from dangvu.demo.printed import JUNE, KHMER
from dangvu.demo.shares import Choice
from dangvu.demo.tree import HAMLET, Cell
from dangvu.exchange.rows import MemberRow
from dangvu.periods.days import add_months

WOMEN = {"Quân sự": 0.12, "Công an": 0.16, "Biên phòng": 0.06, "Trường học": 0.56, HAMLET: 0.31}
OTHERS = Choice({"Kinh": 97.6, "Hoa": 2.4})
RELIGIONS = {
    "Kinh": Choice({"Không": 93.5, "Phật giáo": 4.0, "Công giáo": 1.6, "Cao Đài": 0.6, "Phật giáo Hòa Hảo": 0.2, "Tin lành": 0.1}),
    KHMER: Choice({"Phật giáo Nam tông": 54, "Không": 46}),
    "Hoa": Choice({"Không": 86, "Phật giáo": 14}),
}
WORK = {
    HAMLET: Choice({"Nông dân": 46, "Kinh doanh": 12, "Công nhân": 12, "Viên chức": 16, "Cán bộ, công chức": 14}),
    "Trường học": Choice({"Viên chức": 96, "Học sinh, sinh viên": 4}),
    "Quân sự": Choice({"Quân đội": 1}), "Biên phòng": Choice({"Quân đội": 1}), "Công an": Choice({"Công an": 1}),
    "Doanh nghiệp": Choice({"Công nhân": 58, "Kinh doanh": 42}),
    "Đơn vị sự nghiệp": Choice({"Viên chức": 1}),
}  # fmt: skip
OFFICE = Choice({"Cán bộ, công chức": 82, "Viên chức": 18})
RETIRED = Choice({"Hưu trí": 1})
PROFESSIONS = {
    False: Choice({"Không": 8, "Sơ cấp": 6, "Trung cấp": 17, "Cao đẳng": 11, "Đại học": 51, "Thạc sĩ": 6.6, "Tiến sĩ": 0.4}),
    True: Choice({"Không": 46, "Sơ cấp": 16, "Trung cấp": 20, "Cao đẳng": 3, "Đại học": 14, "Thạc sĩ": 1}),
}
THEORIES = {
    False: Choice({"Chưa qua đào tạo": 40, "Sơ cấp": 31, "Trung cấp": 24, "Cao cấp": 4.6, "Cử nhân": 0.4}),
    True: Choice({"Trung cấp": 72, "Cao cấp": 16, "Sơ cấp": 12}),
}
HAMLET_HEAD = "Trưởng ban nhân dân ấp, khóm"


def describe(lives: Sequence[Life], cells: Sequence[Cell], dice: Random) -> list[MemberRow]:
    """The rows of the members' sheet, in the order of admission."""
    posts = _posts(lives, cells, dice)
    heads = _heads(lives, cells, posts, dice)
    return [
        _row(number, life, cells[life.cell], posts.get(number, ""), HAMLET_HEAD if number in heads else "", dice)
        for number, life in enumerate(lives)
    ]


def _row(number: int, life: Life, cell: Cell, post: str, office: str, dice: Random) -> MemberRow:
    female = dice.random() < WOMEN.get(cell.sector, 0.38)
    people = KHMER if life.khmer else OTHERS.draw(dice)
    official = _official(life, dice)
    old = life.born.year < 1965 or cell.sector == HAMLET
    education = dice.random()
    return MemberRow(
        number + 5, f"{number + 1:06}", f"84.{100001 + number}" if official else "", names.person(people, dice, female=female), life.born,
        female, people, RELIGIONS[people].draw(dice),
        "Tiểu học" if old and education < 0.03 else "THCS" if old and education < 0.36 else "THPT",
        PROFESSIONS[old].draw(dice), THEORIES[bool(post)].draw(dice), _work(life, cell).draw(dice),
        life.decided, life.ceremony, official, cell.code, post, office, life.exempt,
    )  # fmt: skip


def _work(life: Life, cell: Cell) -> Choice[str]:
    retired = (JUNE - life.born).days > 365 * 60
    return RETIRED if retired else WORK.get(cell.sector, OFFICE)


def _official(life: Life, dice: Random) -> date | None:
    """Twelve months after the ceremony or a little later; not yet, or not before leaving."""
    day = add_months(life.ceremony, 12) + timedelta(days=dice.choice((0, 0, 0, 4, 11, 25)))
    return day if day <= JUNE and (life.left is None or day < life.left) else None


def _posts(lives: Sequence[Life], cells: Sequence[Cell], dice: Random) -> dict[int, str]:
    """A secretary in every cell, a deputy and a committee in the larger ones; the longest in the cell are not always chosen."""
    able: dict[int, list[int]] = {}
    for number, life in enumerate(lives):
        if not life.left and not life.exempt and life.ceremony.year < JUNE.year - 3:
            able.setdefault(life.cell, []).append(number)
    posts: dict[int, str] = {}
    for cell in range(len(cells)):
        among = able.get(cell, [])
        titles = ["Bí thư chi bộ", "Phó bí thư chi bộ", *(["Chi ủy viên"] * (1 if len(among) < 15 else 3) if len(among) >= 9 else [])]
        for number, title in zip(dice.sample(among, min(len(among), len(titles))), titles, strict=False):
            posts[number] = title
    return posts


def _heads(lives: Sequence[Life], cells: Sequence[Cell], posts: dict[int, str], dice: Random) -> set[int]:
    """Heads of hamlets who are members: in three of four hamlets, often the deputy secretary."""
    among: dict[int, list[int]] = {}
    for number, life in enumerate(lives):
        if cells[life.cell].hamlet and not life.left and not life.exempt and posts.get(number) != "Bí thư chi bộ":
            among.setdefault(life.cell, []).append(number)
    return {dice.choice(numbers) for numbers in among.values() if dice.random() < 0.74}
