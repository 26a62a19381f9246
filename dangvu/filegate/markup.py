"""XML looked at without parsing: nothing that a parser would expand, and no tag or text of absurd length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dangvu.filegate.limits import Limits
from dangvu.filegate.refused import Refused, damaged, too_large

_DECLARATION = re.compile(rb"<!(?!--|\[CDATA\[)")
_ENCODING = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
_UNDERSTOOD = (b"utf-8", b"utf8", b"us-ascii", b"ascii")


def plain_markup(pieces: Iterable[bytes], limits: Limits) -> Iterator[bytes]:
    """The same bytes again, each piece ending before a tag; raises Refused for document types, entities, other encodings and bombs."""
    rest = b""
    beginning = True
    for piece in pieces:
        whole = rest + piece
        if beginning:
            _judge_beginning(whole)
            beginning = False
        _judge_runs(whole, limits)
        cut = max(whole.rfind(b"<"), 0)
        rest = whole[cut:]
        yield _without_declarations(whole[:cut])
    if beginning:
        raise damaged()
    yield _without_declarations(rest)


def _judge_beginning(head: bytes) -> None:
    encoding = _ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    if b"\0" in head[:8] or (encoding and encoding[1].lower() not in _UNDERSTOOD):
        raise Refused(
            "foreign_encoding", "Tệp dùng bảng mã lạ nên không kiểm tra được nội dung; hãy mở bằng Excel, lưu lại dạng .xlsx rồi nộp lại."
        )


def _without_declarations(whole: bytes) -> bytes:
    if b"<!" in whole and _DECLARATION.search(whole):
        raise Refused(
            "document_type",
            "Trong tệp có khai báo thực thể XML, bảng tính không dùng tới nhưng có thể làm treo máy; hãy lưu lại từ Excel rồi nộp lại.",
        )
    return whole


def _judge_runs(whole: bytes, limits: Limits) -> None:
    for place in range(0, len(whole) - limits.run, limits.run):
        if whole.find(b"<", place, place + limits.run) < 0:
            raise too_large("có ô hoặc thẻ dài bất thường")
