"""The one error of this package."""

from __future__ import annotations


class ClusterError(Exception):
    """What is wrong with the server or its folder and what to do about it, in Vietnamese, fit to be shown as it is."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}\nCách xử lý: {remedy}")
        self.problem = problem
        self.remedy = remedy
