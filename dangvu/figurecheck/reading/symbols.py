"""Document symbols as they are cited: Chỉ thị số 28-CT/TW, ngày 21/01/2019 của Ban Bí thư · 30/2020/NĐ-CP."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dangvu.figurecheck.reading.days import Day
from dangvu.figurecheck.reading.source import Source, fold

# Type names, the longest first, and the letters each may carry (folded); Quyết định and Quy định share QĐ.
TYPES: dict[str, tuple[str, ...]] = {
    "thông báo kết luận": ("tb", "kl"),
    "chương trình hành động": ("ctr", "cthđ", "ctrhđ"),
    "nghị quyết liên tịch": ("nqlt",),
    "thông tư liên tịch": ("ttlt",),
    "nghị quyết": ("nq",),
    "chỉ thị": ("ct",),
    "kết luận": ("kl",),
    "quyết định": ("qđ",),
    "quy định": ("qđ", "qđi", "qyđ", "qđ-tw"),
    "quy chế": ("qc",),
    "hướng dẫn": ("hd",),
    "thông báo": ("tb",),
    "thông tri": ("tt", "ttr"),
    "thông tư": ("tt",),
    "kế hoạch": ("kh",),
    "chương trình": ("ctr", "ct", "cthđ", "ctht", "ctrhđ"),
    "đề án": ("đa",),
    "phương án": ("pa",),
    "tờ trình": ("ttr",),
    "công văn": ("cv",),
    "biên bản": ("bb",),
    "báo cáo": ("bc",),
    "nghị định": ("nđ",),
    "pháp lệnh": ("pl",),
}
LETTERS = frozenset(letters for allowed in TYPES.values() for letters in allowed)
TYPE_NAME = re.compile(r"(?<!\w)(" + "|".join(TYPES) + r")(?!\w)")
OF_WHOM = (
    r"của (?:chính phủ|thủ tướng(?: chính phủ)?|quốc hội|bộ chính trị|ban bí thư|(?:ban chấp hành )?trung ương(?: đảng)?|"
    r"(?:ban thường vụ )?(?:tỉnh|huyện|thành|thị|quận) ủy|(?:ủy ban|hội đồng) nhân dân (?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường)"
    r"|bộ (?!luật)[^\d,.;:]{3,40}?)\s+"
)
TYPE_BEFORE = re.compile(
    r"(?<!\w)(" + "|".join(TYPES) + rf")\s+(?:(?:chuyên đề|liên ngành|tạm thời)\s+)?(?:{OF_WHOM}(?=số))?(?:số\s*:?\s*)?$"
)

SYMBOL = re.compile(
    r"""
      (?<![\w/.-])(?P<number>\d{1,5})\s?-\s?(?P<letters>[a-zđ]{2,6})\s?/\s?(?P<body>[a-zđâươ]{2,12})(?![\w/])
    | (?<![\w/.-])(?P<snumber>\d{1,5})/(?:(?P<syear>\d{4})/)?(?P<sletters>[a-zđ]{2,5})-(?P<sbody>[a-zđâươ]{1,12})(?![\w/])
    | (?<![\w/.-])\d{1,5}/(?P<qyear>\d{4})/(?:qh\d{1,2}|ubtvqh\d{1,2})(?!\w)
    """,
    re.VERBOSE,
)

MINISTRIES = tuple(
    (name, fold(name), tuple(endings.split()))
    for name, endings in (
        ("Bộ Nội vụ", "bnv"), ("Bộ Giáo dục và Đào tạo", "bgdđt bgd&đt"), ("Bộ Tài chính", "btc"), ("Bộ Y tế", "byt"),
        ("Bộ Công an", "bca"), ("Bộ Quốc phòng", "bqp"), ("Bộ Nông nghiệp và Phát triển nông thôn", "bnnptnt"),
        ("Bộ Nông nghiệp và Môi trường", "bnnmt"), ("Bộ Lao động - Thương binh và Xã hội", "blđtbxh"),
        ("Bộ Kế hoạch và Đầu tư", "bkhđt"), ("Bộ Tài nguyên và Môi trường", "btnmt"), ("Bộ Xây dựng", "bxd"),
        ("Bộ Giao thông vận tải", "bgtvt"), ("Bộ Tư pháp", "btp"), ("Bộ Công Thương", "bct"), ("Bộ Thông tin và Truyền thông", "btttt"),
        ("Bộ Văn hóa, Thể thao và Du lịch", "bvhttdl"), ("Bộ Khoa học và Công nghệ", "bkhcn"), ("Bộ Ngoại giao", "bng"),
        ("Bộ Dân tộc và Tôn giáo", "bdttg"), ("Thanh tra Chính phủ", "ttcp"), ("Ngân hàng Nhà nước", "nhnn"), ("Ủy ban Dân tộc", "ubdt"),
    )
)  # fmt: skip
# Issuing bodies by the words of a citation; each knows the endings its documents may carry. The narrow ones come first.
BODIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Ban Tổ chức Trung ương", r"ban tổ chức trung ương", ("btctw",)),
    ("Ủy ban Kiểm tra Trung ương", r"ủy ban kiểm tra trung ương|ubkt trung ương", ("ubkttw",)),
    ("Văn phòng Trung ương Đảng", r"văn phòng trung ương(?: đảng)?", ("vptw",)),
    (
        "ban tham mưu ở Trung ương",
        r"ban (?:tuyên giáo(?: và dân vận)?|dân vận|nội chính|kinh tế) trung ương",
        ("btgtw", "btgdvtw", "bdvtw", "bnctw", "bkttw"),
    ),
    ("Ban Tổ chức Tỉnh ủy", r"ban tổ chức (?:tỉnh|thành) ủy", ("btctu", "btc", "btcttu")),
    ("Ủy ban Kiểm tra Tỉnh ủy", r"(?:ủy ban kiểm tra|ubkt) (?:tỉnh|thành) ủy", ("ubkttu", "ubkt")),
    (
        "ban tham mưu của Tỉnh ủy",
        r"(?:ban (?:tuyên giáo(?: và dân vận)?|dân vận|nội chính)|văn phòng) (?:tỉnh|thành) ủy",
        ("btgtu", "btgdvtu", "bdvtu", "bnctu", "vptu"),
    ),
    ("Ban Tổ chức Huyện ủy", r"ban tổ chức (?:huyện|thị|quận) ủy", ("btchu", "btc", "btcthu", "btcqu")),
    ("Ủy ban Kiểm tra Huyện ủy", r"(?:ủy ban kiểm tra|ubkt) (?:huyện|thị|quận) ủy", ("ubkthu", "ubkt", "ubktthu", "ubktqu")),
    ("Trung ương", r"ban chấp hành trung ương|bộ chính trị|ban bí thư|trung ương đảng|trung ương\b(?! \d)", ("tw",)),
    ("Tỉnh ủy", r"(?:ban thường vụ |btv |ban chấp hành đảng bộ )?(?:tỉnh ủy|tỉnh\b)", ("tu",)),
    ("Thành ủy", r"(?:ban thường vụ |btv )?(?:thành|thị) ủy", ("tu", "thu", "txu", "thau", "tau", "tvu")),
    ("Huyện ủy", r"(?:ban thường vụ |btv |ban chấp hành đảng bộ )?(?:huyện ủy|huyện\b)", ("hu",)),
    ("Quận ủy", r"(?:ban thường vụ |btv )?quận ủy", ("qu",)),
    (
        "Đảng ủy cơ sở",
        r"(?:ban thường vụ |btv |ban chấp hành )?(?:đảng ủy|đảng bộ) (?:xã|phường|thị trấn|cơ sở)",
        ("đu", "đux", "đup", "đutt"),
    ),
    ("Chi bộ", r"chi bộ\b", ("cb",)),
    ("Thủ tướng Chính phủ", r"thủ tướng(?: chính phủ)?", ("ttg",)),
    ("Chính phủ", r"chính phủ", ("cp",)),
    ("Ủy ban nhân dân", r"(?:ủy ban nhân dân|ubnd)", ("ubnd",)),
    ("Hội đồng nhân dân", r"(?:thường trực )?(?:hội đồng nhân dân|hđnd)", ("hđnd",)),
    *MINISTRIES,
)
_BODIES = tuple((name, re.compile(pattern), endings) for name, pattern, endings in BODIES)
KNOWN_ENDINGS = frozenset(ending for _, _, endings in BODIES for ending in endings)
DATE_LEAD = re.compile(r"\s*[,(]?\s*(?:ban hành\s+)?(?:ngày\s+)?")
OF_BODY = re.compile(r"\)?\s*,?\s*của\s+")


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document; type, day and body are empty when they are not written beside the symbol."""

    start: int
    end: int
    symbol: tuple[int, int]
    number: int
    letters: str
    ending: str
    type: str
    day: Day | None
    body: str
    body_endings: tuple[str, ...]
    year: int = 0
    """The year within the symbol."""


def find_citations(source: Source, days: list[Day]) -> list[Citation]:
    """Every document symbol with the type before it and the day and body after it."""
    by_start = {day.start: day for day in days}
    found = []
    for match in SYMBOL.finditer(source.folded):
        letters = match["letters"] or match["sletters"] or ""
        if letters and letters not in LETTERS:
            continue
        name = TYPE_BEFORE.search(source.folded, max(0, match.start() - 80), match.start())
        day, after = _day_after(source.folded, match.end(), by_start)
        body, endings, end = _body_after(source.folded, after)
        found.append(
            Citation(
                start=name.start() if name else match.start(),
                end=max(match.end(), day.end if day else 0, end),
                symbol=match.span(),
                number=int(match["number"] or match["snumber"] or 0),
                letters=letters,
                ending=match["body"] or match["sbody"] or "",
                type=name[1] if name else "",
                day=day,
                body=body,
                body_endings=endings,
                year=int(match["syear"] or match["qyear"] or 0),
            )
        )
    return found


def _day_after(folded: str, end: int, by_start: dict[int, Day]) -> tuple[Day | None, int]:
    lead = DATE_LEAD.match(folded, end)
    stop = lead.end() if lead else end
    for start in (stop, folded.find("ngày", end, stop)):
        if start in by_start:
            return by_start[start], by_start[start].end
    return None, end


def _body_after(folded: str, end: int) -> tuple[str, tuple[str, ...], int]:
    lead = OF_BODY.match(folded, end)
    if lead is None:
        return "", (), end
    for name, pattern, endings in _BODIES:
        if match := pattern.match(folded, lead.end()):
            return name, endings, match.end()
    return "", (), end
