"""What a lawful erasure takes from dues: rates, amounts and grounds. That a month was paid stays, of a number that names nobody."""

from __future__ import annotations

from dangvu.dues.models import DuesExemption, DuesPayment, DuesRate


def erase_dues(person: int) -> None:
    """Empty what was ever held of somebody's dues."""
    DuesRate.objects.filter(person_id=person, erased=False).update(key=None, erased=True)
    DuesPayment.objects.filter(person_id=person, erased=False).update(amount=None, erased=True)
    DuesExemption.objects.filter(person_id=person, erased=False).update(reason=None, erased=True)
