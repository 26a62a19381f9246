"""Cited documents: symbol against type and issuing body, one document with one date, and all of it against the register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from dangvu.figurecheck.claims import Claim
from dangvu.figurecheck.context import Context
from dangvu.figurecheck.named.issuers import (
    issuer_before,
    law_with_other_letters,
    named_by_sentence,
    of_a_later_year,
    other_year,
    told_with_other_body,
)
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.source import fold
from dangvu.figurecheck.reading.symbols import KNOWN_ENDINGS, TYPE_NAME, TYPES, Citation
from dangvu.figurecheck.register import RegisteredDocument, by_symbol, plain_symbol

SESSION = re.compile(
    r"(?P<type>nghị quyết|kết luận|chỉ thị|"
    r"quy định)\s+(?:số \d+ )?(?:của )?(?:hội nghị )?trung ương\s*\(?(?:lần thứ )?(?P<number>\d{1,2})\)?,?\s*\(?(?:khóa|"
    r"khoá)\s+(?P<term>[ivx]{1,5})(?!\w)\)?"
)
NOT_BY_A_CELL = ("ct", "hd", "qđi")
HEAD = 400
OWN_NUMBER = re.compile(r"^\s*số:?\s(?P<symbol>\d{1,5}-[a-zđ]{2,6}/[a-zđ]+)\s*$", re.MULTILINE)
HEADED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(?:huyện) ủy\b", ("hu",)),
    (r"quận ủy\b", ("qu",)),
    (r"(?:thành|thị) ủy\b", ("tu", "thu", "txu", "thau", "tau", "tvu")),
    (r"tỉnh ủy\b", ("tu",)),
    (r"đảng ủy\b", ("đu", "đux", "đup", "đutt", "đuk")),
    (r"chi bộ\b", ("cb",)),
    (r"ban tổ chức\b", ("btctu", "btc", "btchu", "btcttu", "btcthu", "btcqu", "btctw", "btcđu")),
    (r"(?:ủy ban kiểm tra|ubkt)\b", ("ubkttu", "ubkt", "ubkthu", "ubkttw", "ubktthu", "ubktqu", "ubktđu")),
)
"""The bodies of a letterhead with the endings of their documents; the lowest line is the one that issues."""
ENDINGS_OF_HEADS = frozenset(ending for _, endings in HEADED for ending in endings)
ELECTED = (
    date(1991, 6, 24),
    date(1996, 6, 28),
    date(2001, 4, 19),
    date(2006, 4, 18),
    date(2011, 1, 12),
    date(2016, 1, 20),
    date(2021, 1, 25),
    date(2026, 1, 19),
)


def judge_citations(context: Context, documents: list[RegisteredDocument]) -> Iterator[Claim]:
    """Every document symbol, and every plenum cited without one."""
    known = by_symbol(documents)
    first_dates: dict[tuple[int, str, str, str], Citation] = {}
    yield from _own_number(context)
    for citation in context.citations:
        yield _judge(context, citation, known, documents, first_dates)
    yield from told_with_other_body(context)
    yield from _sessions(context, documents)


def _own_number(context: Context) -> Iterator[Claim]:
    """Số 215-BC/HU under HUYỆN ỦY BÌNH KHÊ: the number of the report itself bears the letters of the body above it."""
    own = next(iter(context.citations), None)
    head = OWN_NUMBER.search(context.folded, 0, HEAD)
    if own is None or head is None or own.symbol[0] != head.start("symbol"):
        return
    yield from _own_title(context, own)
    bodies = [endings for line in context.folded[: head.start()].splitlines() for words, endings in HEADED if re.match(words, line.strip())]
    if bodies and own.ending in ENDINGS_OF_HEADS and own.ending not in bodies[-1]:
        stated = context.source.text[own.symbol[0] : own.symbol[1]]
        text = f"Văn bản của cơ quan ban hành kết thúc bằng /{bodies[-1][0].upper()}, văn bản ghi {own.ending.upper()}"
        yield context.claim(own.symbol, "citation", "inconsistent", text, stated, None)


def _own_title(context: Context, own: Citation) -> Iterator[Claim]:
    """Số 64-QĐ/ĐU above the title KẾ HOẠCH: the letters of the report's own number are those of its title."""
    lines = [line.strip() for line in context.source.text[own.end : own.end + HEAD].splitlines()]
    title = next((fold(line) for line in lines if line.isupper() and fold(line) in TYPES), None)
    if title is not None and own.letters and own.letters not in TYPES[title]:
        stated = context.source.text[own.symbol[0] : own.symbol[1]]
        text = f"{title.capitalize()} mang ký hiệu {TYPES[title][0].upper()}, văn bản ghi {own.letters.upper()}"
        yield context.claim(own.symbol, "citation", "inconsistent", text, stated, None)


def _judge(
    context: Context,
    citation: Citation,
    known: dict[str, list[RegisteredDocument]],
    documents: list[RegisteredDocument],
    first_dates: dict[tuple[int, str, str, str], Citation],
) -> Claim:
    stated = context.source.text[citation.symbol[0] : citation.symbol[1]]
    key = plain_symbol(stated)
    for problem in (
        _wrong_letters(context, citation, known),
        _wrong_body(context, citation),
        named_by_sentence(context, citation),
        law_with_other_letters(context, citation),
        _wrong_issuer(citation),
        other_year(citation),
        of_a_later_year(context, citation),
        _second_date(context, citation, first_dates),
        _against_register(context, citation, known.get(key, [])),
    ):
        if problem is not None:
            marks = [Figure("label", *span, Fraction(citation.number)) for span in _spoken_of(context, citation, problem[0], first_dates)]
            return context.claim((citation.start, citation.end), "citation", "inconsistent", problem[0], stated, problem[1], marks)
    if documents and not known.get(key):
        return context.claim((citation.start, citation.end), "citation", "not_decidable", "Sổ văn bản không có số này", stated, None)
    return context.claim((citation.start, citation.end), "citation", "consistent", _praise(citation, known.get(key)), stated, None)


def _spoken_of(
    context: Context, citation: Citation, said: str, first_dates: dict[tuple[int, str, str, str], Citation]
) -> list[tuple[int, int]]:
    """The symbol and what it disagrees with: the body named before it, or the place that told another date."""
    first = first_dates.get((citation.number, citation.letters, citation.ending, citation.type))
    if said.startswith("Cùng số này") and first is not None and first is not citation:
        return [citation.symbol, (first.start, first.end)]
    body = issuer_before(context, citation) if said.startswith("Văn bản của") else None
    return [citation.symbol, body] if body else [citation.symbol]


STATE, OF_A_PLACE = ("ubnd", "hđnd"), re.compile(r"\bcủa (?:tỉnh|huyện|thành phố|thị xã|xã|phường)\b(?! ủy)")  # "tỉnh" alone is no Tỉnh ủy
Problem = tuple[str, str | None] | None


def _wrong_letters(context: Context, citation: Citation, known: dict[str, list[RegisteredDocument]]) -> Problem:
    """Kết luận số 01-CT/TW: the type asks for other letters."""
    allowed = TYPES.get(citation.type)
    if not citation.letters or allowed is None or citation.letters in allowed:
        return None
    symbol = context.source.text[citation.symbol[0] : citation.symbol[1]]
    name = context.source.text[citation.start : citation.start + len(citation.type)]
    right = re.sub(r"[^\W\d_]{2,6}(?=\s?[/-]|$)", next(iter(allowed)).upper(), re.sub(r"\s", "", symbol), count=1)
    text = f"{name} mang ký hiệu {allowed[0].upper()}, văn bản ghi {citation.letters.upper()}"
    found = known.get(plain_symbol(right), [])
    if found and found[0].issued_on:
        text += f"; sổ văn bản có {found[0].type} {found[0].symbol} ngày {found[0].issued_on:%d/%m/%Y}"
    return text, found[0].symbol if found else right


def _wrong_body(context: Context, citation: Citation) -> Problem:
    """Nghị quyết số 05-NQ/TU của Ban Bí thư; "Kế hoạch thực hiện Chỉ thị 28-CT/TW của Tỉnh ủy" has two readings and passes."""
    if not citation.body or citation.ending not in KNOWN_ENDINGS or citation.ending in citation.body_endings:
        return None
    if citation.ending in STATE and OF_A_PLACE.search(context.folded, citation.start, citation.end + 24):
        return None
    last = next((one.end for one in reversed(context.citations) if one.end <= citation.start and one.body), 0)
    before = context.folded[
        max(last, citation.start - 160) : citation.start
    ]  # "Kế hoạch 45-KH/TU của Tỉnh ủy và Chỉ thị …": told by itself
    before = re.split(r"[.;\n]", before)[-1]
    if TYPE_NAME.search(before) or re.search(r"đề án|đề cương|bản|văn bản|chỉ đạo|ý kiến|sơ kết|tổng kết", before):
        return None
    return f"Văn bản của {citation.body} kết thúc bằng /{citation.body_endings[0].upper()}, văn bản ghi {citation.ending.upper()}", None


def _wrong_issuer(citation: Citation) -> Problem:
    """A cell issues no directives and no guidance, under the rules of 2017 as under those of 2026."""
    if citation.ending == "cb" and (citation.letters in NOT_BY_A_CELL or citation.type == "quy định"):
        what = "quy định" if citation.type == "quy định" else f"văn bản ký hiệu {citation.letters.upper()}"
        return f"Chi bộ không có thẩm quyền ban hành {what}", None
    if citation.body == "Đảng ủy cơ sở" and citation.letters == "ct" and citation.type in ("", "chỉ thị"):
        return "Đảng ủy cơ sở không có thẩm quyền ban hành chỉ thị", None
    return None


def _second_date(context: Context, citation: Citation, first_dates: dict[tuple[int, str, str, str], Citation]) -> Problem:
    """One number of one body within one term is one document and has one date."""
    if citation.day is None or citation.day.value is None or not citation.day.day:
        return None
    key = (citation.number, citation.letters, citation.ending, citation.type)
    first = first_dates.setdefault(key, citation)
    if first is citation or first.day is None or first.day.value is None or first.day.value == citation.day.value:
        return None
    if not _same_term(first.day.value, citation.day.value) or _reminds_another(context, citation):
        return None
    return f"Cùng số này, chỗ khác ghi ngày {first.day.value:%d/%m/%Y}", f"{first.day.value:%d/%m/%Y}"


def _reminds_another(context: Context, citation: Citation) -> bool:
    """Words that announce a different document of the same number."""
    around = context.folded[max(0, citation.start - 40) : citation.start]
    return re.search(r"thay thế|sửa đổi|bổ sung|đính chính", around) is not None


def _same_term(one: date, other: date) -> bool:
    """Within one term of the Central Committee; for lower bodies the dates must also lie within a year."""
    earlier, later = min(one, other), max(one, other)
    return not any(earlier < day <= later for day in ELECTED) and (later - earlier).days < 400


def _against_register(context: Context, citation: Citation, found: list[RegisteredDocument]) -> Problem:
    if not found:
        return None
    typed = [document for document in found if not citation.type or _same_type(citation.type, document.type)]
    if not typed:
        return f"Sổ văn bản ghi {found[0].symbol} là {found[0].type}", found[0].type
    day = citation.day.value if citation.day and citation.day.day else None
    dated = [document for document in typed if document.issued_on]
    if day is None or not dated or any(document.issued_on == day for document in dated):
        return None
    near = [
        document for document in dated if document.issued_on and (_same_term(document.issued_on, day) or _one_slip(document.issued_on, day))
    ]
    if near and near[0].issued_on:
        return f"Sổ văn bản ghi {near[0].symbol} ngày {near[0].issued_on:%d/%m/%Y}", f"{near[0].issued_on:%d/%m/%Y}"
    return None


def _one_slip(right: date, written: date) -> bool:
    """Two of day, month and year agree."""
    return (right.day == written.day) + (right.month == written.month) + (right.year == written.year) == 2


def _same_type(written: str, registered: str) -> bool:
    name = fold(registered)
    return written == name or name.startswith(written) or written.startswith(name)


def _praise(citation: Citation, found: list[RegisteredDocument] | None) -> str:
    if found:
        return "Khớp sổ văn bản"
    return "Ký hiệu hợp loại văn bản" if citation.type else "Ký hiệu đúng mẫu"


def _sessions(context: Context, documents: list[RegisteredDocument]) -> Iterator[Claim]:
    """Nghị quyết Trung ương 4 (khóa XIII): did that plenum issue a document of that type?"""
    issued: dict[tuple[int, str], list[RegisteredDocument]] = {}
    for document in documents:
        if document.session:
            issued.setdefault(document.session, []).append(document)
    for match in SESSION.finditer(context.folded):
        found = issued.get((int(match["number"]), match["term"]), [])
        stated = context.source.text[match.start() : match.end()]
        if not found:
            yield context.claim(
                match.span(), "citation", "not_decidable", "Thiếu văn bản của Hội nghị Trung ương này trong sổ", stated, None
            )
        elif any(_same_type(match["type"], document.type) for document in found):
            yield context.claim(match.span(), "citation", "consistent", "Khớp sổ văn bản", stated, None)
        else:
            right = f"{found[0].type} {found[0].symbol}"
            day = f" ngày {found[0].issued_on:%d/%m/%Y}" if found[0].issued_on else ""
            yield context.claim(
                match.span(), "citation", "inconsistent", f"Sổ văn bản ghi Hội nghị này ban hành {right}{day}", stated, right
            )
