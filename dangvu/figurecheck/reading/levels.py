"""Reads the pieces of a sentence: which count heads a list, which are its parts, which percentages and changes belong to them."""

from __future__ import annotations

from dangvu.figurecheck.reading import phrases
from dangvu.figurecheck.reading.figures import Figure
from dangvu.figurecheck.reading.hung import bare_percent_owner, hang_before, hang_inside, hangs
from dangvu.figurecheck.reading.implicit import unannounced
from dangvu.figurecheck.reading.mentions import Change, Listing, Mention, Reading, Share, compatible
from dangvu.figurecheck.reading.pieces import Group, Piece, Reader
from dangvu.figurecheck.reading.spoken import described, heads_its_own, is_where, of_now, of_one_family, out_of_a_total, part_of


class Level:
    """One pass over the pieces of a sentence, a bracket or a note."""

    def __init__(
        self, reader: Reader, text: str, outer: list[Mention], cue: str = "", owners: int = 0, rate: Mention | None = None
    ) -> None:
        self.reader = reader
        self.text = text
        self.outer = outer
        self.owner = outer[0] if owners else rate
        self.owners = owners
        self.reading = Reading()
        self.said: list[Mention] = []
        self.subject: Mention | None = None
        self.stack: list[Listing] = []
        self.cue = cue
        self.rated = False
        self.labelled = False
        self.ended: Listing | None = None
        self.out_of: Listing | None = None

    def read(self, pieces: list[Piece]) -> Reading:
        """Take the pieces one by one."""
        if self.cue and pieces and not pieces[0].cue:
            self._open(self.cue, pieces[0])
        for piece in pieces:
            self._take(piece)
        self.reading.listings += unannounced(self.reading, self.said, self.outer)
        return self.reading

    def _take(self, piece: Piece) -> None:
        words = piece.text(self.reader.folded)
        if piece.mark == ";":
            if any(listing.items for listing in self.stack[1:]):
                self.stack[0].nested = True
            del self.stack[1:]
            if self.stack and len(self.stack[0].items) == 1:
                self.stack[0].semicolons = True
            if self.stack and self.stack[0].cue == "closed" and len(self.stack[0].items) > 1 and not self.stack[0].semicolons:
                self.stack.clear()
        if piece.cue or self._of_the_same(piece):
            self._open(piece.cue or "open", piece)
        elif phrases.STOP.match(words):
            self.stack.clear()
            self.ended = None
        if not self._attach(piece, words):
            self._mention(piece, words)
            hang_before(self.reader, next(reversed(self.reading.rates), None), self.subject, self.said, piece)
            self._descend(piece, owned=True)
        elif self.subject is not None and self.subject.shares and self.subject.shares[-1].end == piece.end:
            self._descend(piece, owned=False)
        self.labelled = piece.mark == ";" and not piece.figures
        self.rated = self.rated or any(figure.kind == "percent" for figure in piece.figures)

    def _of_the_same(self, piece: Piece) -> bool:
        """Xã có 9 thôn thì 7 thôn …: the second count is a part of the first."""
        counts = [figure for figure in piece.figures if figure.counts]
        if self.stack and not self.stack[-1].items and self.said and self.said[-1] in self.stack[-1].heads[:1]:
            return False  # "trong số 125 đồng chí thì có 27 nữ": the list is open already
        if piece.mark != "thì" or not self.said or not counts:
            return False
        one, other = self.said[-1].figure, counts[0]
        return one.noun == other.noun != "" or (one.group == other.group == "person" and other.noun in ("đồng chí", "người"))

    def _open(self, cue: str, piece: Piece) -> None:
        divided = self.said or self.cue or not self.rated  # "gần 72% đại biểu, trong đó 1.067 …": there is no count to divide
        outer = self.outer[:6] if divided else []
        near = [head for mention in reversed(self.said[-10:]) for head in (*reversed(mention.peers), mention)][:12]
        if self.labelled and cue == "colon":  # đại học 16, trung cấp 1; lý luận chính trị: …: another division of the same whole
            parts = {id(item) for listing in self.reading.listings for item in listing.items}
            near = [head for head in near if id(head) not in parts]
        heads = [*near, *outer]
        if piece.mark == ";" or cue == "colon" and (not self.said or self._announced()):
            self.stack.clear()
        elif cue == "colon" and self.stack and not self.stack[-1].items:  # chia theo loại hình: …
            popped = self.stack.pop()
            cue = cue if popped is self.out_of else popped.cue  # "trong 84 đồng chí: …" names them all
        self.stack.append(Listing(cue, heads, near=len(near) or self.owners, items=[], start=piece.start, end=piece.end))
        self.reading.listings.append(self.stack[-1])

    def _announced(self) -> bool:
        """Chia thành 12 cụm, khối: …: the only count after the first cue is the whole of the second."""
        return bool(self.stack) and self.stack[-1].near == 0 and [item.figure for item in self.stack[-1].items] == [self.said[-1].figure]

    def _attach(self, piece: Piece, words: str) -> bool:
        """Hang a piece that speaks about the count before it; False when it speaks for itself."""
        first = piece.figures[0] if piece.figures else None
        lead = self.reader.folded[piece.start : first.start if first else piece.end].lstrip(" ,")
        subject = self.subject or self.owner
        if subject is None:
            return False
        if change := phrases.CHANGE_LEAD.match(words):
            subject.changes.append(Change(change["verb"], (*piece.figures, *self._bracketed(piece)), piece.start, piece.end))
            return True
        if first and subject.changes and subject.changes[-1].end >= piece.start - 8:
            last = subject.changes[-1]
            if phrases.AGAIN.match(words):
                self._extend(subject, piece)
                return True
            if piece.mark == "và" and not lead and first.noun and first.counts and last.figures and last.figures[0].counts:
                subject.changes.append(Change(last.verb, (*piece.figures, *self._bracketed(piece)), piece.start, piece.end))
                return True
        if first and hangs(self.reader, piece, subject, first, lead):
            in_turn = phrases.IN_TURN.search(self.reader.folded, max(0, piece.start - 20), piece.start)
            if not in_turn and not phrases.CHANGE_BEFORE.search(
                self.reader.folded, max(0, subject.figure.start - 24), subject.figure.start
            ):
                tail = self.reader.folded[first.end : piece.end].strip()
                verb = ("(" if self.cue else "") + lead.strip()
                subject.shares.append(Share(first, verb, tail, piece.end))
            return True
        if phrases.COMPARED.match(words) and subject.changes:
            self._extend(subject, piece)
            return True
        return words.startswith("với ") and bool(self.stack)

    def _extend(self, subject: Mention, piece: Piece) -> None:
        """tăng 20 đồng chí, tương ứng 15,38% so với năm 2022 (130): one change in several pieces."""
        last = subject.changes[-1]
        figures = (*last.figures, *piece.figures, *self._bracketed(piece))
        subject.changes[-1] = Change(last.verb, figures, last.start, piece.end)

    def _bracketed(self, piece: Piece) -> list[Figure]:
        """The figures in the brackets of a change; a bracket with several counts lists what the change consists of."""
        figures: list[Figure] = []
        by = next((figure for figure in piece.figures if figure.counts), None)
        for group in piece.groups:
            inner = [figure for part in group.pieces for figure in part.figures]
            if by is not None and sum(figure.counts for figure in inner) > 1:
                owner = described(self.reader, self.text, piece, by, piece.text(self.reader.folded))
                self._read_inside(group, [owner], 1)
            else:
                figures += inner
        return figures

    def _read_inside(self, group: Group, heads: list[Mention], owners: int, rate: Mention | None = None) -> None:
        inner = Level(self.reader, self.text, heads, "note" if group.is_note else "bracket", owners, rate).read(group.pieces)
        self.reading.mentions += inner.mentions
        self.reading.listings += inner.listings
        self.reading.rates += inner.rates

    def _mention(self, piece: Piece, words: str) -> None:
        listing = self._listing_for(piece, words)
        figure = self._main(piece, listing)
        under = bool(self.stack) and self._under(piece)
        listing = listing if self.stack else None
        if figure is None:
            self._rate(piece, words)
            return
        figure = out_of_a_total(self.reader, piece, figure)
        mention = described(self.reader, self.text, piece, figure, words)
        out_of = phrases.OUT_OF.fullmatch(self.reader.folded, piece.start, figure.start)
        if out_of and listing is not None and heads_its_own(piece, mention, listing):
            self.stack.clear()
            listing = None
        if under:
            self.stack[-1].more.append(mention)
            listing = None
        elif listing is not None:
            listing.items.append(mention)
            listing.end = max(listing.end, figure.after)
            listing.semicolons |= piece.mark == ";"
        elif self.ended is not None and all(compatible(head, figure) for head in self.ended.heads[: self.ended.near]):
            self.ended.more.append(mention)
        self._say(mention)
        others = [
            described(self.reader, self.text, piece, out_of_a_total(self.reader, piece, other), words)
            for other in piece.figures[:8]
            if other.start != figure.start and other.counts
        ]
        self.reading.mentions += others
        heads_a_list = listing is None and out_of
        if not heads_a_list:
            mention.peers = others
        else:
            self._open("open", piece)
            self.out_of = self.stack[-1]
            if part := part_of(self.reader, mention, others):
                self.stack[-1].items.append(part)
                self.stack[-1].end = part.figure.after
                self._say(part)
                self._inline(piece, part)
                return
        self._inline(piece, mention)

    def _under(self, piece: Piece) -> bool:
        """27 chi bộ cơ sở với 02 đảng bộ bộ phận và 289 chi bộ: what follows "với" is no part of the head."""
        last = self.said[-1].piece if self.said else piece
        return (
            piece.mark == "và"
            and last is not piece
            and phrases.WITH.search(self.reader.folded, self.said[-1].figure.end, last.end) is not None
        )

    def _say(self, mention: Mention) -> None:
        self.said.append(mention)
        if self.subject is None or not is_where(self.reader, self.subject, mention):
            self.subject = mention
        if mention not in self.reading.mentions:
            self.reading.mentions.append(mention)

    def _rate(self, piece: Piece, words: str, *, force: bool = False) -> None:
        """A percentage with no count beside it: tỷ lệ đảng viên dự sinh hoạt đạt 93,6%."""
        percents = [figure for figure in piece.figures if figure.kind == "percent"]
        if percents and (force or not any(figure.counts for figure in piece.figures)):
            self.subject = described(self.reader, self.text, piece, percents[-1], words)
            self.reading.rates.append(self.subject)

    def _listing_for(self, piece: Piece, words: str) -> Listing | None:
        listing = self.stack[-1] if self.stack else None
        if listing is None or not listing.items:
            return listing
        counts = [figure for figure in piece.figures if figure.counts]
        if piece.mark in (",", "và") and {one.group for one in listing.items} | {one.group for one in counts} == {"money"}:
            return listing  # tỉnh hỗ trợ 325 triệu đồng, vận động xã hội hóa 500 triệu đồng: where the money came from
        action = phrases.ACTION.match(words.removeprefix("và "))
        same = (
            action is not None and not counts and listing.cue == "open" and listing.near and action[0] in listing.heads[0].label
        )  # đã luân chuyển 64
        if action and not same and not phrases.ACTION.match(listing.items[0].label) and not of_one_family(words, listing):
            self.stack.clear()
            self.ended = listing
            return None
        return listing

    def _main(self, piece: Piece, listing: Listing | None) -> Figure | None:
        counts = of_now(self.reader, piece, [figure for figure in piece.figures if figure.counts])
        if listing is None:
            return counts[0] if counts else None
        heads = [head for head in listing.heads[: listing.near] if head.group] or listing.heads[: listing.near] or listing.heads
        fitting = [f for f in counts if not heads or any(compatible(head, f) for head in heads)]
        if counts and not fitting:
            self.stack.clear()
            return counts[0]
        return fitting[0] if fitting else None

    def _inline(self, piece: Piece, mention: Mention) -> None:
        part = any(listing.items and listing.items[-1] is mention for listing in self.stack)
        if hang_inside(self.reader, piece, mention, part=part):
            self._rate(piece, self.text, force=True)

    def _descend(self, piece: Piece, *, owned: bool) -> None:
        """Read the brackets of a piece with its count as their subject."""
        for group in piece.groups:
            owner = [m for m in self.said if m.piece is piece and m.figure.start < group.start]
            bare = not any(figure.start < group.start for figure in piece.figures)
            before = [m for m in self.said if m.figure.start < group.start] if bare else []
            if not owner and before and not phrases.RATED.search(piece.text(self.reader.folded)):
                owner = [before[-1]]  # "421 cuộc kiểm tra, giám sát (…)"
            peers = [peer for m in owner for peer in m.peers if peer.figure.start < group.start]
            heads = [*reversed(owner), *peers, *[m for m in reversed(self.said[-6:]) if m not in owner], *self.outer[:4]]
            if self._respectively(group.pieces):
                continue
            if owned and bare_percent_owner(piece, group.start) and self._percent_first(piece, group.pieces, group.start):
                continue
            rate = self.subject if self.subject in self.reading.rates and self.subject.piece is piece else None
            self._read_inside(group, heads, len(owner) + len(peers), rate)

    def _respectively(self, pieces: list[Piece]) -> bool:
        """18/21 tổ chức và 63/67 đảng viên (85,71% và 94,03%): as many percentages as counts, in the same order."""
        percents = [figure for piece in pieces for figure in piece.figures]
        owners = self.said[-len(percents) :]
        if len(percents) < 2 or len(owners) < len(percents) or any(figure.kind != "percent" for figure in percents) or owners[0].shares:
            return False
        if phrases.SHARE_LEAD.fullmatch(self.reader.folded[pieces[0].start : percents[0].start].strip() + " ") is None:
            return False  # 1 chỉ tiêu không đạt (tỷ lệ bao phủ bảo hiểm y tế mới đạt 92,8%/95%): a rate of its own
        for owner, percent in zip(owners, percents, strict=True):
            owner.shares.append(Share(percent, "(", "", percent.end))
        return True

    def _percent_first(self, piece: Piece, pieces: list[Piece], at: int) -> bool:
        """46,04% (3.183 đồng chí): the count in the bracket owns the percentage before it."""
        percents = [figure for figure in piece.figures if figure.kind == "percent" and figure.end <= at]
        counts = [figure for part in pieces for figure in part.figures if figure.counts]
        if len(pieces) != 1 or len(counts) != 1 or not percents or at - percents[-1].end > 60:
            return False
        if phrases.CHANGE_BEFORE.search(self.reader.folded, max(piece.start, percents[-1].start - 24), percents[-1].start):
            return False
        if phrases.OF_ALL.match(self.reader.folded, percents[-1].end, at):
            return False  # 80% tổng số học sinh (4.500 em), 94% kế hoạch (70 đồng chí): the bracket holds the whole
        if len(percents) > 1 and phrases.FROM_TO.search(self.reader.folded, percents[-2].end, percents[-1].start):
            return False  # từ 12,5% (2.310 hộ) xuống 9,8% (1.811 hộ): each has a year of its own
        mention = described(self.reader, self.text, pieces[0], counts[0], piece.text(self.reader.folded))
        mention.shares.append(Share(percents[-1], "(", "", pieces[0].end))
        self._say(mention)
        return True
