"""Judgements about proposals that need no database: deadlines, and what is missing."""

from __future__ import annotations

from datetime import date, timedelta

from dangvu.commands.problems import Problem

ANSWERED_WITHIN = timedelta(days=10)
"""The register's own habit, of calendar days: no rule of the Party sets a term for what one office asks another."""


def deadline(proposed: date) -> date:
    """The last day on which an answer is in time."""
    return proposed + ANSWERED_WITHIN


def reasoned(reason: str) -> list[Problem]:
    """Whoever refuses or returns says why."""
    if reason.strip():
        return []
    return [Problem("missing_reason", "Hãy ghi lý do, để người đề nghị biết cần làm gì tiếp.", "reason")]


def based(document: str) -> list[Problem]:
    """A proposal names the paper it rests on."""
    if document.strip():
        return []
    return [Problem("missing_document", "Hãy ghi văn bản hoặc giấy tờ làm căn cứ: số, ký hiệu, ngày.", "document")]
