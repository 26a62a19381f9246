"""What every form of an act has: reasons against it stand beside their fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from django import forms

from dangvu.commands import Problem


class ActForm(forms.Form):
    """A form that becomes a command."""

    boxes: ClassVar[Mapping[str, str]] = {}
    """Fields of the command that have another name on the form."""
    is_done = False
    """Whether what was sent is what is written already, as where a button was pressed twice."""

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Reasons against, each beside its field where the form has it, or above all of them."""
        for problem in problems:
            name = self.boxes.get(problem.field, problem.field)
            self.add_error(name if name in self.fields else None, problem.message)
