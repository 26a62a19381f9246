"""How large a workbook may be, packed and unpacked."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds in bytes unless said otherwise; a province of 46,000 members with two years of meetings unpacks to 52 MB."""

    packed: int = 64 * MIB
    unpacked: int = 256 * MIB
    """Of all parts together."""
    ratio: int = 100
    """Unpacked to packed, for parts over 1 MiB."""
    parts: int = 400
    """By number."""
    sheets: int = 64
    """By number."""
    strings: int = 64 * MIB
    """Of the table of shared strings."""
    string_count: int = 1_500_000
    """By number."""
    string: int = MIB
    """Of one shared string, markup included; a cell may have 32,767 characters."""
    text: int = 192 * MIB
    """Of all cells together once every shared string is written out."""
    run: int = 64 * 1024
    """Without any tag; twice as much is always found."""
    columns: int = 1_000
    """By number."""
    cells: int = 12_000_000
    """In the smallest rectangle that holds a sheet's content, by number."""
    unusual_cells: int = 1_000_000
    """Written as no office program does, in one sheet, by number."""
    errors: int = 200_000
    """Cells of one sheet whose formula failed, by number."""
    rows: int = 1_048_576
    """By number."""
    declared_cells: int = 100_000_000
    """In the rectangle that a sheet says it has, by number."""
