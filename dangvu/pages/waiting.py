"""The way to one's things to do, from every page of whoever may have any, with how many wait."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from dangvu.access.viewer import Viewer
from dangvu.proposals.queries import WORKING, how_many_wait
from dangvu.web.formats import number
from dangvu.web.shell import Group, Link, Shell

PLACES = ("tasks", "task", "approve_task", "answer_task", "approve_together")


def with_tasks(groups: Sequence[Group], viewer: Viewer, bare: Shell, here: str) -> Sequence[Group]:
    """The navigation with one more link behind the first; whoever can neither propose nor decide nor ask about the own record has none."""
    if not any(viewer.has(right) for right in WORKING):
        return groups
    waits = how_many_wait(viewer)
    link = Link(
        _("Việc cần làm"), bare.at(reverse("tasks")), icon="check", count=number(waits) if waits else "", short=_("Việc"),
        is_current=here in PLACES,
    )  # fmt: skip
    first, *rest = groups
    return [Group(first.title, [*first.links, link]), *rest]
