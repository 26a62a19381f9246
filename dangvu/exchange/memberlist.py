"""The members' sheet into rows: names, births, sexes and admissions, each from whichever columns an office gives them."""

from __future__ import annotations

from datetime import date
from functools import partial

from dangvu.exchange import values
from dangvu.exchange.body import Body
from dangvu.exchange.folding import plain, tidy
from dangvu.exchange.memo import Fault, Memo
from dangvu.exchange.names import doubtful_beside, person_name
from dangvu.exchange.problems import Problem, remark
from dangvu.exchange.rows import Cell, MemberRow, Sheet
from dangvu.exchange.spelling import Spellings
from dangvu.exchange.ticks import TICKED, not_one, ticked
from dangvu.exchange.zeros import restore_last_zeros


def read_members(body: Body, spellings: Spellings, notes: list[str]) -> Sheet[MemberRow]:
    """Every member that the sheet lists; what was put back in cells is added to `notes`."""
    days = Memo(body.read_day)
    names, born = _names(body), _births(body, days)
    cells = body.take("cell", Memo(values.number))
    body.need("record_no", body.keys, Fault("missing_record_number", "thiếu số lý lịch; hãy ghi số"))
    body.need("name", names, Fault("missing_name", "thiếu họ tên; hãy ghi họ và tên khai sinh"))
    body.need("born", born, Fault("missing_birth_date", "thiếu ngày sinh; hãy ghi ngày/tháng/năm"))
    body.need("cell", cells, Fault("missing_cell", "thiếu mã chi bộ; hãy ghi mã chi bộ đang (hoặc sau cùng) sinh hoạt"))
    decided, ceremony = _admission(body, days)
    if TICKED in body.columns:
        _judge_ticks(body)
    words = [_words(body, name, spellings) for name in ("ethnicity", "religion", "education", "profession", "theory", "occupation")]
    doubts: list[Problem] = []
    posts = [_posts(body, name, spellings, doubts) for name in ("party_post", "government_post")]
    cards, sexes = body.take("card", Memo(values.card)), _sexes(body)
    notes += restore_last_zeros(body, cards)
    official, exempt = body.days("official", days), body.days("exempt_from", days)
    rows = body.build(
        MemberRow._make, body.keys, cards, names, born, sexes, *words, decided, ceremony, official, cells, *posts, exempt
    )  # fmt: skip
    sheet = body.sheet(rows)
    sheet.problems += [doubt for doubt in doubts if doubt.row not in sheet.unread]
    return sheet


def _names(body: Body) -> list[str]:
    """Full names, from one column or from two that part the last word from the others."""
    memo = Memo[Cell, str](person_name)
    field = "name" if "name" in body.columns else "family"
    if field == "name":
        names = body.take(field, memo)
    else:
        halves = zip(body.cells("family"), body.cells("given"), strict=True)
        names = body.understand(field, [" ".join(map(tidy, both)) for both in halves], memo)
    for place, fault in (doubtful_beside(names) if memo.faults else {}).items():
        body.fault(place, field, fault)
    return names


def _births(body: Body, days: Memo[Cell, date | None]) -> list[date | None]:
    """Days of birth, from one column or from two in which women and men stand apart."""
    if "born" in body.columns:
        return body.days("born", days)
    women, men = body.days("woman_born", days), body.days("man_born", days)
    return [woman or man for woman, man in zip(women, men, strict=True)]


def _judge_ticks(body: Body) -> None:
    """Refuse rows that were found to tick several groups, or none that can be read, at the first column in which they say something."""
    for place, group in enumerate(body.cells("ethnicity")):
        if isinstance(group, str) and "," in group:
            fields = ticked({field: body.cells(field)[place] for field in body.columns})
            body.fault(place, fields[0], not_one([body.heading(field) for field in fields]))


def _words(body: Body, name: str, spellings: Spellings) -> list[str]:
    """The words of a list; a column that the sheet lacks says nothing of anybody, not even that somebody declares nothing."""
    return body.take(name, spellings.of(name)) if name in body.columns else [""] * len(body.keys)


def _posts(body: Body, name: str, spellings: Spellings, doubts: list[Problem]) -> list[str]:
    """Posts by their titles; a tick names none, which is told as a doubt."""
    posts = body.take(name, spellings.of(name))
    ticks = {post for post in set(posts) if isinstance(post, str) and values.is_tick(post)}
    what = "đánh dấu mà không ghi chức vụ; vẫn nhận nhưng không ghi chức vụ nào, nếu có chức vụ hãy ghi tên chức vụ"
    for place, post in enumerate(posts) if ticks else ():
        if post in ticks:
            posts[place] = ""
            row, key, column = body.numbers[place], body.keys[place], body.heading(name)
            doubts.append(remark(body.name, row, key, column, "post_not_named", what, rejected=False))
    return posts


def _admission(body: Body, days: Memo[Cell, date | None]) -> tuple[list[date | None], list[date | None]]:
    """Day of the decision and day of the ceremony; either stands for both unless both are given."""
    given = [field for field in ("decided", "admitted", "ceremony") if field in body.columns]
    columns = [body.days(field, days) for field in given]
    if len(given) == 1:
        decided = ceremony = columns[0]
    else:
        decided = [next(filter(None, some), None) for some in zip(*columns, strict=True)]
        ceremony = [next(filter(None, reversed(some)), None) for some in zip(*columns, strict=True)]
    body.need(given[0], decided, Fault("missing_admission_date", "thiếu ngày vào Đảng; hãy ghi ngày/tháng/năm"))
    return decided, ceremony


def _sexes(body: Body) -> list[bool]:
    """From a column for both sexes, whose heading may say that x marks women, or from ticks in columns for women, men, or each."""
    if "sex" in body.columns:
        ticked = {"nu", "x"} <= set(plain(body.heading("sex")).split())
        return body.take("sex", Memo(partial(values.marked, woman=True) if ticked else values.female))
    if "woman" not in body.columns and "man" not in body.columns:
        return _told_apart(body, "woman_born", *([cell != "" for cell in body.cells(field)] for field in ("woman_born", "man_born")))
    women = body.take("woman", Memo(partial(values.marked, woman=True)))
    if "man" not in body.columns:
        return women
    men = body.take("man", Memo(partial(values.marked, woman=False)))
    if "woman" not in body.columns:
        return [not man for man in men]
    return _told_apart(body, "woman", women, men)


def _told_apart(body: Body, field: str, women: list[bool], men: list[bool]) -> list[bool]:
    for place, (woman, man) in enumerate(zip(women, men, strict=True)):
        if woman is man:
            body.fault(place, field, Fault("unknown_sex", "không rõ giới tính; hãy đánh dấu đúng một trong hai cột Nam, Nữ"))
    return women
