"""What a lawful erasure takes from proposals: the personal values, and the reasons that people wrote; the hashes stay true."""

from __future__ import annotations

from dangvu.proposals.models import Answer, ProposedValue


def erase_proposed(person: int) -> None:
    """Empty what was ever proposed about somebody."""
    ProposedValue.objects.filter(proposal__person_id=person, salt__isnull=False).update(value=None, salt=None)
    Answer.objects.filter(proposal__person_id=person).exclude(reason="").update(reason="")
