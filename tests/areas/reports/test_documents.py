"""The page on figures lists exactly what is declared."""

import re
from pathlib import Path

from dangvu.reports.figures import BREAKDOWNS, CATALOGUE

PAGE = Path(__file__).parents[3] / "docs" / "areas" / "indicators.md"


def test_the_table_of_codes_is_the_catalogue() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", PAGE.read_text(), re.MULTILINE)
    declared = []
    for one in CATALOGUE.indicators.values():
        sources = " ÷ ".join(f"`{part.source.name}`" for part in (one.numerator, one.denominator) if part)
        declared.append((one.code, one.name, one.counts, sources, one.unit_of_measure))
    assert rows == declared


def test_the_table_of_divisions_is_what_the_sources_know() -> None:
    known: dict[str, set[str]] = {}
    for sources, divisions in re.findall(r"^\| (`[^|]+`) \| (?:also )?`([^|]+)` \|$", PAGE.read_text(), re.MULTILINE):
        for source in re.findall(r"`(\w+)`", sources):
            known.setdefault(source, set()).update(divisions.split())
    declared = {part.source.name: set(part.source.breakdowns) for one in CATALOGUE.indicators.values() for part in one.measures}
    assert known == declared
    assert set().union(*known.values()) | {"child"} == set(BREAKDOWNS)
