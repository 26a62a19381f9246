"""Words that offices write in many ways: ethnic groups, religions, levels of schooling, kinds of unit.

In the lists one word a line: the spelling that is kept, then after a colon what means the same; none is kept of what says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

from dangvu.exchange.folding import blank, plain, tidy
from dangvu.exchange.rows import Cell

NOT_DECLARED = "Không khai"
"""Ethnic group or religion that the member does not state; always allowed, never guessed."""

_ETHNIC_GROUPS = """
Kinh: Việt | Kinh (Việt) | Người Kinh | Dân tộc Kinh
Khmer: Khơ-me | Khme | Kh'mer | Khơ mer | Khơ-mer | Khmer (Khơ-me) | Khơ-me (Khmer) | Khmer Nam Bộ | Người Khmer | Dân tộc Khmer
    | Người Khơ-me | Dân tộc Khơ-me
Hoa: Hán | Hoa (Hán) | Người Hoa | Dân tộc Hoa
Chăm: Chàm
Tày
Thái
Mường
Nùng
Mông: H'Mông | Mèo
Dao
Gia-rai: Gia Lai | Jarai | Jrai
Ngái
Ê-đê: Rađê
Ba-na: Bahnar
Xơ-đăng: Xê Đăng | Sê Đăng
Sán Chay: Cao Lan
Cơ-ho: K'ho | Cờ Ho
Sán Dìu
Hrê
Mnông
Raglai: Ra-glay | Rắc-lây
Xtiêng: Stiêng
Bru-Vân Kiều: Vân Kiều | Bru
Thổ
Giáy
Cơ-tu: Ka-tu | Ktu
Giẻ-Triêng: Gié-Triêng
Mạ
Khơ-mú
Co: Cor
Ta-ôi
Chơ-ro
Kháng
Xinh-mun
Hà Nhì
Chu-ru
Lào
La Chí
La Ha
Phù Lá
La Hủ
Lự
Lô Lô
Chứt
Mảng
Pà Thẻn
Cơ Lao
Cống
Bố Y
Si La
Pu Péo
Brâu
Ơ-đu
Rơ-măm
"""
_NO_FAITH = " | ".join(
    f"{no} {verb}{faith}{which}"
    for no in ("Không", "Ko")
    for verb in ("", "có ", "theo ")
    for faith in ("đạo", "tôn giáo", "TG", "tín ngưỡng", "tín ngưỡng, tôn giáo")
    for which in ("", " nào")
)
_RELIGIONS = f"""
Không: Không có | Không theo | Ko | Ko có | Kg | 0 | Lương | Lương dân | Bên lương | Không (lương) | Vô thần | {_NO_FAITH}
Phật giáo: Phật | Đạo Phật
Phật giáo Nam tông: Nam tông | Phật giáo Nam tông Khmer
Phật giáo Hòa Hảo: Hòa Hảo | Đạo Hòa Hảo
Công giáo: Thiên Chúa giáo | Thiên Chúa | Đạo Thiên Chúa | Đạo Công giáo
Tin lành: Đạo Tin lành
Cao Đài: Đạo Cao Đài
Hồi giáo: Islam
Bà-la-môn
Tịnh độ Cư sĩ Phật hội Việt Nam
Bửu Sơn Kỳ Hương
Tứ Ân Hiếu Nghĩa
Phật giáo Hiếu Nghĩa Tà Lơn
Minh Sư đạo
Minh Lý đạo
Cơ đốc Phục lâm
Baha'i
Mặc Môn
"""
_UNDECLARED = """
Không khai: Không kê khai | Chưa khai | Chưa kê khai | Không rõ | Chưa rõ | Không xác định | Chưa xác định | Không ghi | Không biết | N/A
"""
_EDUCATION = """
THPT: Trung học phổ thông | Phổ thông trung học | PTTH
THCS: Trung học cơ sở | Phổ thông cơ sở
Tiểu học
"""
_PROFESSION = """
Không: Không có
Sơ cấp
Trung cấp
Cao đẳng: CĐ
Đại học: ĐH
Thạc sĩ: Thạc sỹ
Tiến sĩ: Tiến sỹ
"""
_THEORY = """
Chưa qua đào tạo: Chưa đào tạo
Sơ cấp
Trung cấp
Cao cấp
Cử nhân
"""
_OCCUPATION = """
Hưu trí
Cán bộ, công chức
Viên chức
Công nhân
Nông dân
Kinh doanh
Quân đội
Công an
Học sinh, sinh viên
"""
_UNIT_KINDS = """
Đảng bộ tỉnh: ĐB tỉnh | Đảng bộ cấp tỉnh
Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng: Đảng bộ cấp trên trực tiếp TCCSĐ | Đảng bộ cấp trên trực tiếp cơ sở
    | Đảng bộ cấp trên trực tiếp của TCCSĐ | Đảng bộ cấp trên trực tiếp tổ chức cơ sở đảng | Đảng bộ cấp trên cơ sở
    | Đảng bộ cấp trên trực tiếp | ĐB cấp trên trực tiếp của TCCSĐ | ĐB cấp trên trực tiếp TCCSĐ | ĐB cấp trên trực tiếp
Đảng bộ cơ sở: ĐB cơ sở | ĐBCS | Đảng bộ CS
Đảng bộ bộ phận: ĐB bộ phận | ĐBBP | Đảng bộ BP
Chi bộ cơ sở: CB cơ sở | CBCS | Chi bộ CS
Chi bộ trực thuộc: Chi bộ trực thuộc đảng bộ cơ sở | Chi bộ trực thuộc đảng ủy cơ sở | Chi bộ trực thuộc đảng ủy
    | Chi bộ trực thuộc ĐBCS | Chi bộ trực thuộc đảng bộ | CB trực thuộc | CBTT | Chi bộ TT | Chi bộ trực thuộc ĐU cơ sở
    | Chi bộ trực thuộc ĐUCS | Chi bộ trực thuộc ĐU | CB trực thuộc ĐU | CB trực thuộc ĐUCS | CB trực thuộc ĐBCS | Chi bộ TT ĐBCS
    | Chi bộ TT ĐUCS | Chi bộ TT ĐU | CB trực thuộc đảng ủy | CB trực thuộc đảng ủy cơ sở | CB trực thuộc đảng bộ cơ sở
    | Chi bộ trực thuộc đảng ủy bộ phận | Chi bộ trực thuộc đảng bộ bộ phận | Chi bộ trực thuộc ĐBBP
Chi bộ: CB
"""
HAMLETS = (
    "Ấp, khóm", "Ấp", "Khóm", "Thôn", "Bản", "Buôn", "Làng", "Xóm", "Khu phố", "Tổ dân phố", "Thôn, bản", "Thôn, ấp", "Ấp, khu phố",
    "Ấp, khóm, khu phố", "Thôn, tổ dân phố", "Thôn, ấp, bản", "Thôn, bản, khu phố", "Thôn, bản, tổ dân phố", "Thôn, ấp, bản, khu phố",
)  # fmt: skip
"""Sectors of cells below the commune as they are kept; offices name the places in any order, with or without “Chi bộ”."""


def _in_any_order(sector: str) -> Iterator[str]:
    for places in permutations(sector.split(", ")):
        for joint in (", ", " và ", " hoặc "):
            said = joint.join(filter(None, (", ".join(places[:-1]), places[-1])))
            yield from (said, f"Chi bộ {said}")


_SECTORS = "\n".join(f"{sector}: {' | '.join(_in_any_order(sector))}" for sector in HAMLETS)
_SECTORS += """
: Không | Không có | 0
Xã, phường, thị trấn
Cơ quan
Cơ quan hành chính
Đơn vị sự nghiệp
Trường học
Doanh nghiệp
Công an
Quân sự
Biên phòng
"""
_LEVELS = """
Tỉnh
Huyện
Xã
Ấp
"""
_NO_POST = """
: Không | Không có | Ko | 0 | Chưa | Chưa có | Không giữ chức vụ | Không có chức vụ | Không chức vụ | Không giữ
"""
_PARTY_POSTS = """
: Đảng viên | ĐV
Bí thư chi bộ
Phó bí thư chi bộ
Chi ủy viên
"""
_LISTS = {
    "ethnicity": (_ETHNIC_GROUPS + _UNDECLARED, NOT_DECLARED),
    "religion": (_RELIGIONS + _UNDECLARED, NOT_DECLARED),
    "education": (_EDUCATION, ""),
    "profession": (_PROFESSION, ""),
    "theory": (_THEORY, ""),
    "occupation": (_OCCUPATION, ""),
    "unit_kind": (_UNIT_KINDS, ""),
    "level": (_LEVELS, ""),
    "sector": (_SECTORS, ""),
    "party_post": (_PARTY_POSTS + _NO_POST, ""),
    "government_post": (_NO_POST, ""),
}


def pairs(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The words of a list, each with what means the same."""
    lines = text.strip().replace("\n    |", " |").splitlines()
    parts = (line.partition(":") for line in lines)
    return [(word.strip(), tuple(filter(None, map(str.strip, same.split("|"))))) for word, _, same in parts]


_OTHER_WORD_WITHOUT_MARKS = {"ban"}
"""“Bản” is a hamlet, “Ban” a department: these are compared with their diacritics."""


UNIT_KINDS = tuple(word for word, _ in pairs(_UNIT_KINDS))
"""Kinds of unit from the province down to the cells."""


def word_key(text: str) -> str:
    """A word as it is compared."""
    key = plain(text).replace(" ", "")
    return text.lower() if key in _OTHER_WORD_WITHOUT_MARKS else key


_NONE = {"", "Không"}
"""What says that there is nothing, in spite of any other spelling that the register may hold."""


class Words:
    """Spellings of a list: the standard one, else the first seen; alike without case, diacritics, hyphens and spaces."""

    def __init__(self, name: str, held: Iterable[str] = ()) -> None:
        text, self._empty = _LISTS[name]
        listed = pairs(text)
        self._spelling = {word_key(other): word for word, same in listed for other in same}
        self._spelling.update((word_key(word), word) for word, _ in listed)
        self._spelling.update((word_key(word), word) for word in held if self._spelling.get(word_key(word)) not in _NONE)

    def spelt(self, cell: Cell) -> str:
        """The word of a cell in the spelling of the list, which a new word joins; an empty cell says “Không khai” or nothing."""
        text = tidy(cell)
        if blank(text):
            return self._empty
        return self._spelling.setdefault(word_key(text) or text, text)

    def held(self, text: str) -> str | None:
        """The spelling of a word that is in the list already."""
        return self._spelling.get(word_key(text))


ETHNIC_GROUPS = tuple(word for word, _ in pairs(_ETHNIC_GROUPS))
"""The 54 ethnic groups of the national list, Khmer in the spelling of the offices."""
RELIGIONS = tuple(word for word, _ in pairs(_RELIGIONS))
"""“Không” and the religions that are known; whoever holds another word counts as religious."""
_GROUPS = Words("ethnicity")
_SYLLABLES = {name.lower() for word, same in pairs(_ETHNIC_GROUPS) for name in (word, *same) if name.isalpha()}
_UNMARKED = {plain(name) for name in _SYLLABLES} - {"cong", "ma"}
"""Groups of one syllable typed without diacritics; a sum and a code are typed like two of them."""


def is_spelt_as_a_group(word: str) -> bool:
    """Whether a single word is an ethnic group with its own diacritics or none: Cộng, Đạo and Mã are no groups."""
    return word.lower() in _SYLLABLES or word.lower() in _UNMARKED


def ethnic_group(text: str) -> str | None:
    """The standard name of an ethnic group of the national list."""
    found = _GROUPS.held(text)
    return None if found == NOT_DECLARED else found
