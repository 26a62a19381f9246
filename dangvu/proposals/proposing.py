"""Proposing: it writes as the owner of the tables, whoever calls."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from dangvu.access.connections import registrar
from dangvu.access.officer import Officer
from dangvu.access.queries import act, person_of
from dangvu.commands import Command, Problem, Refused
from dangvu.commands.registry import kind_of
from dangvu.commands.run import judged, tidied
from dangvu.periods import clock
from dangvu.proposals import kinds, rules
from dangvu.proposals.content import command_in, content_of, named_units
from dangvu.proposals.models import Proposal, ProposedValue
from dangvu.proposals.subjects import must_be_fresh, not_accepted

NOT_PROPOSED = ("access.", "people.record_citizen_id", "documents.issue")
"""Mandates have a scope of their own (`Officer.may`); a citizen's number is masked, and a proposal would show it; a document
gets the number of the moment in which it is issued."""
NOT_ABOUT_ONESELF = "exits."
"""Whose membership may end takes no part in it."""


def propose(command: Command, officer: Officer, *, key: UUID, read: int, replaces: UUID | None = None, now: datetime | None = None) -> UUID:
    """Lay a command before whoever may decide it; the number of the proposal in addresses.

    `read` is the version that the form showed, `key` that of the form: sent again it gives the same proposal. `Stale` where somebody
    else was first, `Refused` for every other reason.
    """
    try:
        with registrar(), transaction.atomic():
            return _proposed(tidied(command), officer, key, read, replaces, now or clock.now())
    except IntegrityError as error:
        raise Refused([not_accepted(error)]) from error


def _proposed(command: Command, officer: Officer, key: UUID, read: int, replaces: UUID | None, at: datetime) -> UUID:
    if (before := _sent_before(officer, key, command)) is not None:
        return before
    mandate, own = _charged(command, officer)
    must_be_fresh(command, read)
    kind = kind_of(command)
    if problems := rules.based(command.document) + judged(kind, command):
        raise Refused(problems)
    units = named_units(command)
    bound = {"proposer": officer.account, "mandate": mandate, "units": units, "read": read, "own": own}
    content = content_of(command, **bound)
    proposal, is_new = Proposal.objects.get_or_create(
        proposer_id=officer.account, key=key,
        defaults={
            "kind": kind.name, "content": content.text, "hash": content.hash, "mandate_id": mandate, "units": units,
            "person_id": getattr(command, "person", None), "read": read, "own": own, "at": at, "deadline": rules.deadline(at.date()),
            "replaces_id": _replaced(replaces, officer),
        },
    )  # fmt: skip
    if is_new:
        ProposedValue.objects.bulk_create(
            ProposedValue(proposal=proposal, field=field, salt=salt, commitment=digest, value=value)
            for field, (salt, digest, value) in content.values.items()
        )
        proposal.refresh_from_db(fields=["public_id"])
    return proposal.public_id


def _sent_before(officer: Officer, key: UUID, command: Command) -> UUID | None:
    """The proposal of the same form; one that was filled in otherwise meanwhile is another form and needs another key."""
    proposal = Proposal.objects.filter(proposer_id=officer.account, key=key).first()
    if proposal is None:
        return None
    sent = command_in(proposal.content, list(proposal.values.all()))
    if sent is not None and sent != command:
        raise Refused([Problem("form_sent", "Biểu mẫu này đã gửi với nội dung khác; hãy mở biểu mẫu mới.")])
    return proposal.public_id


def _charged(command: Command, officer: Officer) -> tuple[int, bool]:
    """The mandate to propose by, and whether it is one's own record, which goes to the cell first."""
    kind, person = kind_of(command).name, getattr(command, "person", None)
    wanted = act(kind)
    if wanted is None or wanted[0] not in kinds.PROPOSED_BY or kind.startswith(NOT_PROPOSED):
        raise Refused([Problem("not_proposed", "Việc này không ghi bằng đề nghị và phê duyệt.")])
    if kind.startswith(NOT_ABOUT_ONESELF) and person is not None and person == person_of(officer.account):
        raise Refused([Problem("about_oneself", "Việc này về chính đồng chí; người khác có thẩm quyền sẽ đề nghị.")])
    if kind == kinds.OWN_KIND and person is not None and (mandate := officer.by_own(person)) is not None:
        return mandate, True
    mandate = officer.by(kinds.PROPOSED_BY[wanted[0]], kind, command)
    if mandate is None:
        raise Refused([Problem("no_mandate_to_propose", "Đồng chí không được giao đề nghị việc này ở đây.")])
    return mandate, False


def _replaced(public_id: UUID | None, officer: Officer) -> int | None:
    """The officer's own returned proposal that this one takes the place of, unless another one did."""
    if public_id is None:
        return None
    returned = Proposal.objects.filter(
        public_id=public_id, proposer_id=officer.account, answers__verdict=kinds.RETURNED, replaced_by__isnull=True
    )
    return returned.values_list("id", flat=True).first()
