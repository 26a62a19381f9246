"""Prints how well the check knows each set: python -m tests.figurecheck.measured [-v] [set …]."""

from __future__ import annotations

import sys

from tests.figurecheck.sets import REPORTS, read_cases, score


def main(arguments: list[str]) -> None:
    names = [name for name in arguments if not name.startswith("-")] or sorted(path.name for path in REPORTS.iterdir())
    for name in names:
        result = score(read_cases(name))
        sys.stdout.write(f"{name}: {result}\n")
        if "-v" in arguments:
            sys.stdout.write("\n".join(result.notes) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
