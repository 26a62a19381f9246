"""Judgements about units: values in, problems out."""

from __future__ import annotations

from dangvu.commands.problems import Problem


def nesting(kind: str, parent_kind: str | None, allowed: dict[str, list[str]], source: str) -> list[Problem]:
    """A unit of this kind may stand directly below that kind; a root may be of any kind that others stand below."""
    if parent_kind is None or kind in allowed.get(parent_kind, []):
        return []
    return [
        Problem(
            "nesting",
            f"“{kind}” không trực thuộc “{parent_kind}” theo quy định có hiệu lực vào ngày này; hãy chọn cấp trên khác.",
            "parent",
            source,
        )
    ]
