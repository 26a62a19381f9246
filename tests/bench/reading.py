"""Questions to a register, each beside its rival, both on one thread and over the same facts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from math import log
from pathlib import Path

import duckdb
import psycopg

from dangvu.demo.meetings import MONTHS
from dangvu.demo.plan import MEMBERS, Size
from dangvu.organisation.queries import unit_codes
from dangvu.periods.clock import now
from dangvu.reports.figures import figures
from tests.bench import questions
from tests.bench.baseline import duckdb_questions, duckdb_register, duckdb_return, raw_attendance
from tests.bench.baseline import orm_loop as loop
from tests.bench.baseline.duckdb_return import Asked
from tests.bench.scratch import Scratch, export
from tests.bench.timing import ROUNDS, Measured, same, seconds, side_by_side


def measure(place: Scratch, name: str, rounds: int = ROUNDS) -> Iterator[Measured]:
    """Everything that is asked of one register."""
    with tempfile.TemporaryDirectory() as folder:
        export(place, name, Path(folder))
        rival = duckdb_register.load(Path(folder))
    place.use(name)
    asked, commune = questions.province(), questions.commune()
    yield _return("province_return_vs_duckdb", rival, asked, rounds)
    yield _return("commune_return_vs_duckdb", rival, commune, rounds)
    yield _head_count(rival, asked, rounds)
    yield _page("page_of_50_vs_duckdb", rival, asked, 0, rounds)
    middle = sum(questions.head_count(asked).values()) // 2
    yield _page("page_of_50_in_the_middle_vs_duckdb", rival, asked, middle, rounds)
    with place.connect(name) as register:
        register.execute("SET max_parallel_workers_per_gather = 0")
        yield _attendance(register, asked, rounds)
    yield _known(asked, rounds)


def orm_loop(place: Scratch, name: str, rounds: int = ROUNDS) -> Measured:
    """How many times longer the loop takes for the return of the whole province."""
    place.use(name)
    asked, measured = questions.province(), "province_return_vs_orm_loop"
    made = questions.statistical_return(asked)
    same(measured, questions.as_table(made), questions.of_rival(loop.statistical_return(asked), made))
    return side_by_side(measured, lambda: loop.statistical_return(asked), lambda: questions.statistical_return(asked), rounds)


def growth(place: Scratch, smaller: tuple[Size, str], larger: tuple[Size, str], rounds: int = ROUNDS) -> Measured:
    """By which power of the number of members the return of the whole province grows."""
    took: dict[str, list[float]] = {smaller[1]: [], larger[1]: []}
    for turn in range(rounds + 1):
        for name, times in took.items():
            place.use(name)
            asked = questions.province()
            questions.statistical_return(asked)  # the first after connecting reads the catalogue
            once = seconds(partial(questions.statistical_return, asked))
            if turn:
                times.append(once)
    middle = {name: sorted(times)[len(times) // 2] for name, times in took.items()}
    exponent = log(middle[larger[1]] / middle[smaller[1]]) / log(MEMBERS[larger[0]] / MEMBERS[smaller[0]])
    return Measured("return_growth_exponent", exponent, middle[larger[1]], middle[smaller[1]])


def _return(name: str, rival: duckdb.DuckDBPyConnection, asked: Asked, rounds: int) -> Measured:
    made = questions.statistical_return(asked)
    same(name, questions.as_table(made), questions.of_rival(duckdb_return.statistical_return(rival, asked), made))
    return side_by_side(name, lambda: questions.statistical_return(asked), lambda: duckdb_return.statistical_return(rival, asked), rounds)


def _head_count(rival: duckdb.DuckDBPyConnection, asked: Asked, rounds: int) -> Measured:
    name = "head_count_vs_duckdb"
    codes = {number: code for code, number in unit_codes().items()}
    counted = duckdb_questions.head_count(rival, asked)
    same(name, questions.head_count(asked), {(codes[child], band): number for (child, band), number in counted.items()})
    return side_by_side(name, lambda: questions.head_count(asked), lambda: duckdb_questions.head_count(rival, asked), rounds)


def _page(name: str, rival: duckdb.DuckDBPyConnection, asked: Asked, offset: int, rounds: int) -> Measured:
    same(name, questions.page_of_50(asked, offset), duckdb_questions.page(rival, asked, 50, offset))
    return side_by_side(name, lambda: questions.page_of_50(asked, offset), lambda: duckdb_questions.page(rival, asked, 50, offset), rounds)


def _attendance(register: psycopg.Connection[tuple[object, ...]], asked: Asked, rounds: int) -> Measured:
    """Due and present by child over all the months reported."""
    name, period = "attendance_summary_vs_raw", (MONTHS[0], asked.day)
    raw_attendance.fill(register)
    codes = {number: code for code, number in unit_codes().items()}
    counted = raw_attendance.by_child(register, asked, *period)
    ours = {code: both for code, both in questions.attendance(asked, MONTHS[0]).items() if both[0]}
    same(name, ours, {codes[child]: both for child, both in counted.items()})
    measured = side_by_side(
        name, lambda: questions.attendance(asked, MONTHS[0]), lambda: raw_attendance.by_child(register, asked, *period), rounds
    )
    register.execute("DROP TABLE raw_attendance")
    return measured


def _known(asked: Asked, rounds: int) -> Measured:
    """Every declared figure as known now, by way of the past, and by way of the present."""
    name, known = "known_vs_live", now()

    def past() -> dict[str, object]:
        return dict(figures(asked.unit, asked.day, since=asked.first, known=known).figures)

    def present() -> dict[str, object]:
        return dict(figures(asked.unit, asked.day, since=asked.first).figures)

    same(name, past(), present())
    return side_by_side(name, past, present, rounds)
