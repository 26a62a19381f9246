"""Numbers of files that a spreadsheet has taken for amounts: the zeros that they lost, put back where nothing else can be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dangvu.exchange.body import Body
from dangvu.exchange.problems import Problem, remark

_SHOWN = 10
_MOST = 0.75


def restore_zeros(bodies: Iterable[Body], held: Callable[[], Iterable[str]] = tuple) -> tuple[list[str], dict[str, list[Problem]]]:
    """Give short numbers in cells of numbers the zeros that all texts beside them have; answer notes, and warnings by sheet.

    Where the texts are not all of one length nothing is put back, and each such row is said. The numbers that the register has
    are asked for with `held` where the workbook itself has none with zeros.
    """
    bodies = list(bodies)
    amounts = [(body, [place for place, cell in enumerate(body.cells("record_no")) if isinstance(cell, float)]) for body in bodies]
    if not any(places for _, places in amounts):
        return [], {}
    texts = [
        key
        for body in bodies
        for key, cell in zip(body.keys, body.cells("record_no"), strict=True)
        if isinstance(cell, str) and key.isdigit()
    ]
    if not any(key.startswith("0") for key in texts):
        texts += filter(str.isdigit, held())
    width = max((len(key) for key in texts if key.startswith("0")), default=0)
    alike = all(len(key) == width for key in texts)
    notes, warnings = [], {}
    for body, places in amounts:
        short = [place for place in places if len(body.keys[place]) < width]
        if short and alike:
            for place in short:
                body.keys[place] = body.keys[place].zfill(width)
            notes.append(_note(body, short, width))
        elif short:
            warnings[body.name] = [_warning(body, place, width) for place in short]
    return notes, warnings


def restore_last_zeros(body: Body, cards: list[str]) -> list[str]:
    """Give cards in cells of numbers the zeros at their end that most cards beside them have place for; answer notes.

    A card such as 84.100010 becomes the amount 84.10001. Of ten numbers nine keep their last digit, so most show how many there are.
    """
    short = _fractions(body, "card")
    every = [len(card.partition(".")[2]) for card in cards if isinstance(card, str) and "." in card] if short else []
    width = max(every, default=0)
    if every.count(width) < _MOST * len(every):
        return say_fractions(body, "card", short)
    places = [place for place in short if len(cards[place].partition(".")[2]) < width]
    for place in places:
        whole, _, part = cards[place].partition(".")
        cards[place] = f"{whole}.{part.ljust(width, '0')}"
    what = f"ô là số nên mất các số 0 ở cuối; đã hiểu là đủ {width} chữ số sau dấu chấm như các dòng khác"
    return [f"{_where(body, 'card')}: {what} ({_rows(body, places)})."] if places else []


def say_fractions(body: Body, field: str, places: list[int] | None = None) -> list[str]:
    """A note where cells of codes are amounts with a fraction: 84.1 may have been 84.10."""
    places = _fractions(body, field) if places is None else places
    what = "ô là số có phần lẻ nên có thể đã mất số 0 ở cuối (84.10 thành 84.1), giữ nguyên như đã ghi; nếu sai hãy ghi dạng chữ"
    return [f"{_where(body, field)}: {what} ({_rows(body, places)})."] if places else []


def _fractions(body: Body, field: str) -> list[int]:
    return [place for place, cell in enumerate(body.cells(field)) if isinstance(cell, float) and not cell.is_integer()]


def _where(body: Body, field: str) -> str:
    return f"Trang tính “{body.name}”, cột “{body.heading(field)}”"


def _rows(body: Body, places: list[int]) -> str:
    rows = ", ".join(str(body.numbers[place]) for place in places[:_SHOWN])
    return f"dòng {rows}" + (f" và {len(places) - _SHOWN} dòng nữa" if len(places) > _SHOWN else "")


def _note(body: Body, places: list[int], width: int) -> str:
    what = f"ô là số nên mất các số 0 ở đầu; đã hiểu là đủ {width} chữ số như các dòng khác"
    return f"{_where(body, 'record_no')}: {what} ({_rows(body, places)})."


def _warning(body: Body, place: int, width: int) -> Problem:
    advice = f"ô là số nên có thể đã mất các số 0 ở đầu, giữ nguyên như đã ghi; nếu sai hãy ghi dạng chữ, đủ {width} chữ số"
    return remark(
        body.name, body.numbers[place], body.keys[place], body.heading("record_no"), "number_without_zeros", advice, rejected=False
    )
