"""The refusal of a whole file."""

from __future__ import annotations


class Refused(Exception):
    """The file is not taken; the message says what is wrong, why that matters and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
