"""What stands against a command; the sentences are Vietnamese as the rules are, whatever language the pages are read in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One reason against: which field, a sentence in Vietnamese that says what to do, and the rule it rests on."""

    code: str
    message: str
    field: str = ""
    source: str = ""


class Refused(Exception):
    """A command that was not carried out, with every reason."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" · ".join(problem.message for problem in problems))
        self.problems = tuple(problems)
