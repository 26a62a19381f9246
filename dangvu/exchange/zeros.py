"""Numbers of files that a spreadsheet has taken for amounts: the zeros that they lost, put back where nothing else can be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dangvu.exchange.body import Body
from dangvu.exchange.problems import Problem, remark

_SHOWN = 10


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


def _note(body: Body, places: list[int], width: int) -> str:
    rows = ", ".join(str(body.numbers[place]) for place in places[:_SHOWN])
    more = f" và {len(places) - _SHOWN} dòng nữa" if len(places) > _SHOWN else ""
    return (
        f"Trang tính “{body.name}”, cột “{body.heading('record_no')}”: ô là số nên mất các số 0 ở đầu; "
        f"đã hiểu là đủ {width} chữ số như các dòng khác (dòng {rows}{more})."
    )


def _warning(body: Body, place: int, width: int) -> Problem:
    advice = f"ô là số nên có thể đã mất các số 0 ở đầu, giữ nguyên như đã ghi; nếu sai hãy ghi dạng chữ, đủ {width} chữ số"
    return remark(
        body.name, body.numbers[place], body.keys[place], body.heading("record_no"), "number_without_zeros", advice, rejected=False
    )
