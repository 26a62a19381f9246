"""What a lawful erasure takes from cases: the grounds, some of which are crimes. That there was a case stays, about nobody."""

from __future__ import annotations

from dangvu.exits.models import Case


def erase_grounds(person: int) -> None:
    """Empty every ground ever held about somebody."""
    Case.objects.filter(person_id=person, erased=False).update(reason=None, erased=True)
