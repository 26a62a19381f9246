"""Comments and corrections put into a Word file as it came: only the runs concerned are cut, every other byte stays.

Nothing leads out of the copy: addresses are taken off hyperlinks, a template that is elsewhere is forgotten.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from xml.parsers import expat

from dangvu.documents.docx import HEAD, MAIN, PACKAGE, RELATION, WORD, Note, applied, comment_end, comments_xml, pack, plain
from dangvu.figurecheck.extracting.extract import MOST_BYTES, origins
from dangvu.filegate.archive import parts_of, unpacked
from dangvu.filegate.limits import MIB, Limits

LIMITS = Limits(packed=MOST_BYTES, unpacked=120 * MIB, ratio=200)
BODY, COMMENTS, LINKS, TYPES = "word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
PREFIX = re.compile(rb"xmlns:?([\w.-]*)\s*=\s*[\"']" + re.escape(MAIN.encode()) + rb"[\"']")
EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*\bTargetMode\s*=\s*[\"']External[\"'][^<>]*?(?:/>|>\s*</(?:\w+:)?Relationship>)")
IDENTITY = re.compile(rb"\bId\s*=\s*[\"']([^\"']+)[\"']")


class Unsuitable(Exception):
    """The file is built so that comments cannot be put into it; a new one is written from its text instead."""


@dataclass(slots=True)
class _Text:
    """A w:t: its tag, where each of its characters begins, and the run around it; positions count bytes."""

    tag: tuple[int, int]
    letters: list[int] = field(default_factory=list)
    end: int = 0
    run: tuple[int, int] = (0, 0)
    look: bytes = b""
    leads: bool = False
    closes: bool = False
    in_run: bool = False
    keeps_blanks: bool = False


def read_parts(path: Path) -> dict[str, bytes]:
    """The parts of a Word file, within limits; raises filegate's Refused for a file that lies about them."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return {part.name: b"".join(unpacked(content, part)) for part in parts_of(file, content, LIMITS)}


def annotate(parts: dict[str, bytes], text: str, notes: Sequence[Note], *, now: datetime) -> bytes:
    """The Word file with comments and corrections; `text` is what was read from it, the spans of the notes count in it."""
    raw = parts.get(BODY, b"")
    if any("vbaproject" in name.lower() for name in parts) or b"<![CDATA[" in raw or not _is_utf8(raw):
        raise Unsuitable
    places = origins(raw)
    texts, prefix = _texts(raw)
    if len(places) > len(text) or max((place[0] for place in places if place), default=-1) >= len(texts):
        raise Unsuitable
    first = 1 + max([-1, *(int(found) for found in re.findall(rb"\bid=[\"'](\d{1,8})[\"']", parts.get(COMMENTS, b"")))])
    body = _spliced(raw, _edits(texts, places, text, notes, prefix, first))
    made = {**parts, BODY: body, **_with_comments(parts, comments_xml(notes, now, first=first))} if notes else {**parts, BODY: body}
    return pack(_closed(made))


def _is_utf8(raw: bytes) -> bool:
    declared = re.match(rb"\s*<\?xml[^>]*encoding=[\"']([\w-]+)", raw.removeprefix(b"\xef\xbb\xbf"))
    return declared is None or declared[1].lower() == b"utf-8"


def _texts(raw: bytes) -> tuple[list[_Text], str]:
    """Every w:t in document order, and how the part abbreviates Word's namespace."""
    found = PREFIX.search(raw)
    if found is None:
        raise Unsuitable
    prefix = f"{found[1].decode()}:" if found[1] else ""
    return _Reading(raw, prefix).texts(), prefix


@dataclass(slots=True)
class _Element:
    """An open element; `children` and `look` (its w:rPr) are gathered for runs."""

    name: str
    at: int
    stop: int
    children: list[str] = field(default_factory=list)
    look: bytes = b""
    texts: list[_Text] = field(default_factory=list)


class _Reading:
    """One pass over the part that notes where things stand; positions count bytes."""

    def __init__(self, raw: bytes, prefix: str) -> None:
        self.raw, self.run, self.text, self.look = raw, prefix + "r", prefix + "t", prefix + "rPr"
        self.path: list[_Element] = []
        self.found: list[_Text] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = False
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._letters

    def texts(self) -> list[_Text]:
        """Every w:t."""
        try:
            self.parser.Parse(self.raw, True)  # noqa: FBT003 (expat takes it by position only)
        except expat.ExpatError as error:
            raise Unsuitable from error
        return self.found

    def _tag_end(self) -> int:
        at = self.parser.CurrentByteIndex
        tag = TAG.match(self.raw, at)
        return tag.end() if tag else at

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        above = self.path[-1] if self.path else None
        if above is not None and above.name == self.run:
            above.children.append(name)
        if name == self.text:
            text = _Text((at, self._tag_end()), keeps_blanks="xml:space" in attributes)
            if above is not None and above.name == self.run:
                text.in_run, text.look = True, above.look
                text.leads = [one for one in above.children if one != self.look] == [name]
                above.texts.append(text)
            self.found.append(text)
        self.path.append(_Element(name, at, self._tag_end()))

    def _end(self, name: str) -> None:
        element = self.path.pop()
        at, stop = self.parser.CurrentByteIndex, self._tag_end()
        if not self.raw.startswith(b"</", at):  # <w:rPr/> is its own end
            at = stop = element.stop
        if name == self.text:
            self.found[-1].end = at
        elif name == self.look and self.path and self.path[-1].name == self.run:
            self.path[-1].look = self.raw[element.at : stop]
        elif name == self.run:
            for text in element.texts:
                text.run = (element.at, stop)
            if element.texts and element.children[-1] == self.text:
                element.texts[-1].closes = True

    def _letters(self, data: str) -> None:
        if self.path and self.path[-1].name == self.text:
            at = self.parser.CurrentByteIndex
            for letter in data:
                self.found[-1].letters.append(at)
                at += len(letter.encode())


Edit = tuple[int, int, int, bytes]
"""Where, in which order, up to where the old bytes go, and what comes there."""


def _edits(
    texts: list[_Text], places: list[tuple[int, int] | None], text: str, notes: Sequence[Note], prefix: str, first: int
) -> Iterator[Edit]:
    made = applied(note for note in notes if note.end <= len(places))
    widened: set[int] = set()
    for note in made:
        yield from _replaced(texts, places, note, widened)
    for number, note in enumerate(notes, start=first):
        start, stop = _clamped(note, made)
        ends = _anchor(texts, places, text, start, stop)
        if ends is None:
            raise Unsuitable
        (opening, at), (closing, last) = ends
        mark = f'<{prefix}commentRangeStart {prefix}id="{number}"/>'.encode()
        if at == 0 and opening.leads:
            yield opening.run[0], 1, opening.run[0], mark
        else:
            yield _cut(opening, at, mark, prefix, 1)
            widened.add(id(opening))
        mark = comment_end(number, prefix).encode()
        if last + 1 == len(closing.letters) and closing.closes:
            yield closing.run[1], 0, closing.run[1], mark
        else:
            yield _cut(closing, last + 1, mark, prefix, 0)
            widened.add(id(closing))
    for one in texts:
        if id(one) in widened and not one.keeps_blanks:  # a text that is cut keeps its outer blanks only when told so
            yield one.tag[1] - 1, 0, one.tag[1] - 1, b' xml:space="preserve"'


def _clamped(note: Note, made: Sequence[Note]) -> tuple[int, int]:
    """A comment never begins or ends inside what is replaced."""
    start = next((other.start for other in made if other.start < note.start < other.end), note.start)
    stop = next((other.end for other in made if other.start < note.end < other.end), note.end)
    return start, stop


def _cut(text: _Text, place: int, mark: bytes, prefix: str, rank: int) -> Edit:
    at = text.letters[place] if place < len(text.letters) else text.end
    close, again = f"</{prefix}t></{prefix}r>".encode(), f'<{prefix}t xml:space="preserve">'.encode()
    return at, rank, at, close + mark + f"<{prefix}r>".encode() + text.look + again


def _replaced(texts: list[_Text], places: list[tuple[int, int] | None], note: Note, widened: set[int]) -> Iterator[Edit]:
    """The new words stand where the first of the old ones stood."""
    instead = plain(note.instead or "").encode()
    for place in places[note.start : note.end]:
        if place is None:
            continue
        one = texts[place[0]]
        at = one.letters[place[1]]
        end = one.letters[place[1] + 1] if place[1] + 1 < len(one.letters) else one.end
        widened.add(id(one))
        yield at, 2, end, instead
        instead = b""


End = tuple[_Text, int]


def _anchor(texts: list[_Text], places: list[tuple[int, int] | None], text: str, start: int, stop: int) -> tuple[End, End] | None:
    """The first and the last character of a span that stand in runs; for a footnote the character before its mark."""
    if start >= len(places):
        head = text[text.rfind("\n", 0, start) + 1 :]
        mark = re.match(r"\[\d+\]", head)
        found = text.find(mark[0], 0, len(places)) if mark else -1
        start, stop = (0, max(found, 1)) if found >= 0 else (0, len(places))
        span = [(texts[n], k) for n, k in filter(None, places[start:stop]) if texts[n].in_run][-1:] if found >= 0 else []
    else:
        span = [(texts[n], k) for n, k in filter(None, places[start:stop]) if texts[n].in_run]
    span = span or [(texts[n], k) for n, k in filter(None, places) if texts[n].in_run][:1]
    return (span[0], span[-1]) if span else None


def _spliced(raw: bytes, edits: Iterator[Edit]) -> bytes:
    pieces, at = [], 0
    for start, _rank, stop, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [raw[at : max(at, start)], new]
        at = max(at, stop)
    return b"".join([*pieces, raw[at:]])


def _with_comments(parts: dict[str, bytes], comments: str) -> dict[str, bytes]:
    """The comments among those that the file already has, or in a part of their own."""
    if COMMENTS in parts:
        head, found, tail = parts[COMMENTS].rpartition(b"</")
        if found:
            return {COMMENTS: head + comments.encode() + found + tail}
        raise Unsuitable
    link = f'<Relationship Id="rIdSoat" Type="{RELATION}/comments" Target="comments.xml"/>'
    kind = f'<Override PartName="/{COMMENTS}" ContentType="{WORD}.comments+xml"/>'
    links = parts.get(LINKS, f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode())
    return {
        COMMENTS: f'{HEAD}<w:comments xmlns:w="{MAIN}">{comments}</w:comments>'.encode(),
        LINKS: _added(links, b"Relationships", link),
        TYPES: _added(parts.get(TYPES, b""), b"Types", kind),
    }


def _added(raw: bytes, name: bytes, element: str) -> bytes:
    """One more element before the end of the part; a part that abbreviates its own names otherwise is left alone."""
    if f"</{name.decode()}>".encode() in raw:
        return raw.replace(b"</" + name + b">", element.encode() + b"</" + name + b">")
    empty = re.search(rb"<" + name + rb"\b([^<>]*?)/>", raw)
    if empty is None:
        raise Unsuitable
    return raw[: empty.start()] + b"<" + name + empty[1] + b">" + element.encode() + b"</" + name + b">" + raw[empty.end() :]


def _closed(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The same parts without anything that leads out of the file."""
    made = dict(parts)
    for name, raw in parts.items():
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.rpartition("/_rels/")
        owner = f"{folder}/{file.removesuffix('.rels')}"
        for match in EXTERNAL.finditer(raw):
            identity = IDENTITY.search(match[0])
            if identity is None or owner not in made:
                raise Unsuitable
            made[owner] = _unlinked(made[owner], identity[1])
        made[name] = EXTERNAL.sub(b"", raw)
        if b"External" in made[name]:
            raise Unsuitable
    return made


def _unlinked(raw: bytes, identity: bytes) -> bytes:
    """A part whose hyperlinks and template no longer name an address; anything else that does makes the file unsuitable."""
    own = rb"\s+[\w.-]+:id\s*=\s*[\"']" + re.escape(identity) + rb"[\"']"
    raw = re.sub(rb"(<[\w.-]*:?hyperlink\b[^<>]*?)" + own, rb"\1", raw)
    raw = re.sub(rb"<[\w.-]*:?attachedTemplate\b[^<>]*?" + own + rb"[^<>]*/>", b"", raw)
    if re.search(rb"[\"']" + re.escape(identity) + rb"[\"']", raw):
        raise Unsuitable
    return raw
