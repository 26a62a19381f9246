"""What a lawful erasure takes from a member: the attributes. Stays, standing and posts remain under a number that names nobody."""

from __future__ import annotations

from dangvu.members.derived import refresh_members
from dangvu.members.models import Profile

EMPTY = dict.fromkeys(("education", "profession", "theory", "occupation"))


def erase_attributes(person: int) -> None:
    """Empty the attributes as held at any time, and the spans that repeat them and the facts."""
    Profile.objects.filter(person_id=person).update(**EMPTY)
    refresh_members([person])
