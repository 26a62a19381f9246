"""Figures for who may not list the people they count: sensitive ones as `suppression` publishes them, all others exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce

from dangvu.indicators.declaration import UNKNOWN, Catalogue, Indicator, Measure
from dangvu.indicators.evaluation import WHOLE, Figure, Group, evaluate, words
from dangvu.indicators.statement import Question, Slice
from dangvu.indicators.suppression import PRIME, Counted, Rounding

HIDDEN = Figure(None, None, None, "hidden")
NOBODY = Counted(0, None)
Found = dict[Group, list[Figure]]


@dataclass(frozen=True)
class Publication:
    """The rounding of an instance on a day; what is published stands still until a month is over."""

    rounding: Rounding
    today: date

    def days(self, question: Question) -> Question:
        """The same question for whole months: figures of neighbouring days would tell of single persons.

        The day becomes the end of the last month that was over by it; where no whole month lies in the period, that month is the period.
        """
        ended = min(question.on + timedelta(days=1), self.today).replace(day=1) - timedelta(days=1)
        return replace(question, on=ended, since=min(question.since, ended).replace(day=1))


def tells(wanted: Slice, by: str = "") -> frozenset[str]:
    """The sensitive attributes that a figure tells, divided in this way."""
    counted = wanted.indicator.numerator
    divisions = (counted.source.breakdowns[name] for name in (wanted.by, by) if name in counted.source.breakdowns)
    return frozenset(filter(None, (counted.sensitive, *(division.sensitive for division in divisions))))


def publish(
    catalogue: Catalogue, question: Question, slices: Sequence[Slice], publication: Publication, *, by: str = "", child: bool = False
) -> Found:
    """What `evaluate` gives, but sensitive figures rounded or hidden; of a sensitive division every word is there, also with nobody."""
    secret = [bool(tells(one, by)) for one in slices]
    open_ones = [one for one, is_secret in zip(slices, secret, strict=True) if not is_secret]
    hidden_ones = [one for one, is_secret in zip(slices, secret, strict=True) if is_secret]
    found = evaluate(catalogue, question, open_ones, by=by, child=child) if open_ones else {}
    shown = _shown(catalogue, question, hidden_ones, publication, by=by, child=child) if hidden_ones else {}
    merged: Found = {}
    for group in dict.fromkeys((WHOLE, *found, *shown)):
        ours = iter(found.get(group) or [_nothing(one.indicator) for one in open_ones])
        theirs = iter(shown.get(group) or [_nothing(one.indicator) for one in hidden_ones])
        merged[group] = [next(theirs if is_secret else ours) for is_secret in secret]
    return merged


def _nothing(one: Indicator) -> Figure:
    numerator, denominator, unsure = (part.source.empty if part else None for part in (one.numerator, one.denominator, one.unsure))
    return Figure(one.value(numerator, denominator, unsure), numerator, denominator)


def _shown(catalogue: Catalogue, question: Question, slices: Sequence[Slice], publication: Publication, *, by: str, child: bool) -> Found:
    plain = [place for place, one in enumerate(slices) if not tells(one)]  # secret only because they are divided
    wholes = evaluate(catalogue, question, [slices[place] for place in plain])[WHOLE] if plain else []
    exact = dict(zip(plain, wholes, strict=True))
    groups = _published(catalogue, question, slices, publication, by=by, child=child)
    shown: Found = {}
    for group, figures in groups.items():
        shown[group] = [exact[place] if group == WHOLE and place in exact else figure for place, figure in enumerate(figures)]
    return shown


class _Secret:
    """One sensitive figure as the slices that its published form is made from."""

    def __init__(self, wanted: Slice, by: str) -> None:
        source = wanted.indicator.numerator.source
        self.wanted = wanted
        self.by_groups = by in source.breakdowns and bool(source.breakdowns[by].sensitive)
        counted, among = wanted.indicator.numerator, wanted.indicator.numerator.among
        whole = replace(wanted, indicator=counting(among)) if among else Slice(counting(counted))
        divided = wanted.by if among else ""
        below = wanted.indicator.denominator
        self.slices = [
            replace(wanted, indicator=counting(counted)),
            replace(wanted, indicator=counting(marks(counted))),
            replace(whole, by=divided),
            replace(whole, by=divided, indicator=counting(marks(whole.indicator.numerator))),
            *([replace(wanted, indicator=counting(below))] if below else []),
        ]

    def is_unspeakable(self, by: str) -> bool:
        """Crossings of two sensitive attributes are never published, nor means of people told apart by one, nor the word most bear."""
        counted = self.wanted.indicator.numerator
        return len(tells(self.wanted, by)) > 1 or bool(counted.amount) or _is_usual(counted, self.wanted.by, self.wanted.word)

    def figure(self, rounding: Rounding, part: Sequence[Figure], whole: Counted) -> Figure:
        """The published form."""
        one = self.wanted.indicator
        count = rounding.count(_counted(part[:2]), whole)
        if one.denominator is None:
            return HIDDEN if count is None else Figure(count, count, None, "rounded")
        below = part[4].numerator
        share = rounding.percent(count, below, one.scale)
        return HIDDEN if share is None else Figure(share, count, below, "rounded")


def _published(
    catalogue: Catalogue, question: Question, slices: Sequence[Slice], publication: Publication, *, by: str, child: bool
) -> Found:
    """The sensitive figures of every group; nothing is told of what stands beside the figures of today (`_is_beside`)."""
    secrets = [_Secret(one, by) for one in slices]
    factor, summand = publication.rounding.mixing()
    asked = publication.days(question)
    asked = replace(asked, known=None, given={**asked.given, "mark_factor": factor, "mark_summand": summand})
    found = evaluate(catalogue, asked, [part for secret in secrets for part in secret.slices], by=by, child=child)
    every_group = _with_every_word(found, slices, by)
    shown: Found = {}
    for group in every_group:
        place, figures = 0, []
        for secret in secrets:
            here = slice(place, place + len(secret.slices))
            place = here.stop
            if _is_beside(question) or secret.is_unspeakable(by) or _is_usual(secret.wanted.indicator.numerator, by, group[1]):
                figures.append(HIDDEN)
                continue
            parts = found[group][here] if group in found else [_nothing(one.indicator) for one in secret.slices]
            whole = _whole(found, group, here) if secret.by_groups else _counted(parts[2:4])
            figures.append(secret.figure(publication.rounding, parts, whole))
        shown[group] = figures
    return shown


def _is_beside(question: Question) -> bool:
    """Whether it is asked of what was known in the past or of another tree: most of the set is the same then, and so is its offset.

    The difference of the two would tell of those who were corrected, or of one cell that hangs elsewhere.
    """
    return question.known is not None or question.boundaries is not None


def _is_usual(counted: Measure, by: str, word: str | None) -> bool:
    return by in counted.source.breakdowns and bool(word) and counted.source.breakdowns[by].usual == word


def _whole(found: Found, group: Group, here: slice) -> Counted:
    """All rows of the groups that differ only by a sensitive word."""
    child, word = group
    same = (figures for (other, named), figures in found.items() if other == child and (named is None) == (word is None))
    return reduce(_together, (_counted(figures[here][:2]) for figures in same), NOBODY)


def _together(left: Counted, right: Counted) -> Counted:
    marks = [mark for mark in (left.mark, right.mark) if mark is not None]
    return Counted(left.rows + right.rows, min(marks, default=None))


def _counted(figures: Sequence[Figure]) -> Counted:
    count, mark = figures
    return Counted(count.numerator or 0, mark.numerator)


def _with_every_word(found: Found, slices: Sequence[Slice], by: str) -> Iterator[Group]:
    """The groups found; of a sensitive division also the words that nobody bears, for a word that is missing says 0."""
    yield from found
    divided = [source for source in {one.indicator.numerator.source: None for one in slices} if by and source.breakdowns[by].sensitive]
    if divided:
        known = [*words(divided[0], [by])[by], *([UNKNOWN] if divided[0].breakdowns[by].word else [])]
        for child in {number: None for number, word in found if word is not None} or {None: None}:
            yield from ((child, word) for word in known if (child, word) not in found)


def counting(measure: Measure) -> Indicator:
    """A figure that is only counted."""
    return Indicator("", "", "", measure)


def marks(measure: Measure) -> Measure:
    """The least mark of the rows counted: numbers of rows, mixed so that nobody knows whose will be the least."""
    row = measure.source.row
    mixed = f"mod(CAST({row} AS bigint) * CAST(%(mark_factor)s AS bigint) + CAST(%(mark_summand)s AS bigint), {PRIME})"
    return replace(measure, amount=mixed, least=True)
