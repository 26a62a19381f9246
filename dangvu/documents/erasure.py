"""The lawful erasure of a person from documents: files that name the person are emptied, their hashes stay."""

from __future__ import annotations

from dangvu.documents.models import Document, DocumentFile, DocumentPerson


def erase_files(person: int) -> None:
    """Empty every file of a document that names somebody; others in it lose nothing but the copy kept here."""
    naming = DocumentPerson.objects.filter(person_id=person).values("issue_id")
    hashes = {digest for pair in Document.objects.filter(issue_id__in=naming).values_list("pdf", "docx") for digest in pair}
    DocumentFile.objects.filter(hash__in=hashes, content__isnull=False).update(content=None)
