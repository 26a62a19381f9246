"""Answering a proposal: whoever may decide it carries it out, refuses it or gives it back; each answer under the hash of what was read.

All of it writes as the owner of the tables, whoever calls; the constraints of the tables judge it once more.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from dangvu.access.connections import registrar
from dangvu.access.officer import Officer
from dangvu.access.queries import act, person_of
from dangvu.accounts.queries import usernames
from dangvu.commands import Command, Problem, Refused, run, turn
from dangvu.periods import clock
from dangvu.proposals import rules
from dangvu.proposals.content import command_in
from dangvu.proposals.kinds import APPROVED, CONFIRMED, REFUSED, RETURNED, WITHDRAWN
from dangvu.proposals.models import Answer, Proposal
from dangvu.proposals.queries import APPROVE, PROPOSE
from dangvu.proposals.subjects import must_be_fresh, not_accepted


def approve(public_id: UUID, officer: Officer, *, hash: bytes | None = None, now: datetime | None = None) -> int:
    """Carry out what was proposed; the number of the decision, the same when it is sent again.

    `hash` is that of what the officer read, where a page showed it. `Stale` where the register moved on since it was proposed.
    """
    at = now or clock.now()
    with registrar(), transaction.atomic():
        turn()  # from here on nobody else decides: what is read now is what the decision changes
        proposal = _open(public_id)
        if (before := _said(proposal, officer, APPROVED)) is not None and before.decision_id is not None:
            return before.decision_id
        command, mandate = _before(proposal, officer, _decides(proposal), hash, at)
        must_be_fresh(command, proposal.read)
        names = usernames([officer.account, proposal.proposer_id])
        label = f"{names[officer.account]}; đề nghị: {names[proposal.proposer_id]}"  # as the trigger of the answer wants it

        def sign(decision: int) -> None:
            _answer(proposal, officer, APPROVED, mandate=mandate, decision=decision, at=at)

        return run(command, replace(officer, label=label), now=at, signed=sign).id


def refuse(public_id: UUID, officer: Officer, reason: str, *, now: datetime | None = None) -> None:
    """End a proposal: it will not be done."""
    _end(public_id, officer, REFUSED, reason, now)


def give_back(public_id: UUID, officer: Officer, reason: str, *, now: datetime | None = None) -> None:
    """End a proposal that is to be made anew, as `reason` says; one that waits for its cell is given back by the cell."""
    _end(public_id, officer, RETURNED, reason, now)


def confirm(public_id: UUID, officer: Officer, *, now: datetime | None = None) -> None:
    """Say for the cell that a member's own correction is right; then it goes to the office."""
    at = now or clock.now()
    with registrar(), transaction.atomic():
        proposal = _open(public_id)
        if _said(proposal, officer, CONFIRMED) is None:
            if not waits_for_the_cell(proposal):
                raise Refused([Problem("not_for_the_cell", "Đề nghị này không chờ chi bộ xác nhận.")])
            _, mandate = _before(proposal, officer, PROPOSE, None, at)
            _answer(proposal, officer, CONFIRMED, mandate=mandate, at=at)


def withdraw(public_id: UUID, officer: Officer, reason: str = "", *, now: datetime | None = None) -> None:
    """Take one's own proposal back, while nobody has answered."""
    with registrar(), transaction.atomic():
        proposal = _open(public_id)
        if proposal.proposer_id != officer.account:
            raise Refused([Problem("not_the_proposer", "Chỉ người đề nghị rút được đề nghị.")])
        if _said(proposal, officer, WITHDRAWN) is None:
            _must_be_open(proposal)
            _answer(proposal, officer, WITHDRAWN, reason=reason, at=now or clock.now())


def waits_for_the_cell(proposal: Proposal) -> bool:
    """A member's own correction that nobody in the cell has confirmed yet."""
    return proposal.own and not any(answer.verdict == CONFIRMED for answer in proposal.answers.all())


def _decides(proposal: Proposal) -> str:
    """The right by which somebody decides about it."""
    wanted = act(proposal.kind)
    return wanted[0] if wanted else APPROVE


def _end(public_id: UUID, officer: Officer, verdict: str, reason: str, now: datetime | None) -> None:
    at = now or clock.now()
    with registrar(), transaction.atomic():
        proposal = _open(public_id)
        if _said(proposal, officer, verdict) is None:
            if problems := rules.reasoned(reason):
                raise Refused(problems)
            by_the_cell = verdict == RETURNED and waits_for_the_cell(proposal)
            _, mandate = _before(proposal, officer, PROPOSE if by_the_cell else _decides(proposal), None, at)
            _answer(proposal, officer, verdict, reason=reason.strip(), mandate=mandate, at=at)


def _open(public_id: UUID) -> Proposal:
    """The proposal, held until the transaction ends: answers to one proposal take turns."""
    proposal = Proposal.objects.select_for_update().filter(public_id=public_id).first()
    if proposal is None:
        raise Refused([Problem("unknown_proposal", "Không có đề nghị này.")])
    return proposal


def _said(proposal: Proposal, officer: Officer, verdict: str) -> Answer | None:
    """The same answer, given before by the same officer: a form that is sent twice has one effect."""
    return proposal.answers.filter(answerer_id=officer.account, verdict=verdict).first()


def _must_be_open(proposal: Proposal) -> None:
    end = next((answer for answer in proposal.answers.all() if answer.verdict != CONFIRMED), None)
    if end is not None:
        raise Refused([Problem("answered", f"Đề nghị này đã được trả lời lúc {end.at.astimezone(clock.HANOI):%H:%M %d/%m/%Y}.")])


def _before(proposal: Proposal, officer: Officer, right: str, hash: bytes | None, at: datetime) -> tuple[Command, int]:
    """The command and the mandate to answer by; `Refused` for every reason against an answer of this officer."""
    _must_be_open(proposal)
    if proposal.proposer_id == officer.account:
        raise Refused([Problem("own_proposal", "Người đề nghị không tự trả lời; hãy chờ người khác duyệt.")])
    if hash is not None and hash != bytes(proposal.hash):
        raise Refused([Problem("other_content", "Nội dung vừa đọc không phải nội dung của đề nghị; hãy mở lại trang.")])
    command = command_in(proposal.content, list(proposal.values.all()))
    if command is None:
        raise Refused([Problem("erased", "Dữ liệu cá nhân của đề nghị này đã xóa theo quy định.")])
    mandate = officer.by(right, proposal.kind, command)
    if mandate is None:
        raise Refused([Problem("no_mandate_to_answer", "Việc này ngoài phạm vi đồng chí được giao.")])
    if proposal.person_id is not None and proposal.person_id == person_of(officer.account):
        raise Refused([Problem("about_oneself", "Việc này về chính đồng chí; người khác có thẩm quyền sẽ trả lời.")])
    if problems := _order(proposal, officer, right) + officer.signs_later(at):
        raise Refused(problems)
    return command, mandate


def _order(proposal: Proposal, officer: Officer, right: str) -> list[Problem]:
    """The cell first, and another person than the one who then decides."""
    if right == APPROVE and waits_for_the_cell(proposal):
        return [Problem("waits_for_the_cell", "Chi bộ chưa xác nhận; đề nghị của đảng viên qua chi bộ trước.")]
    if any(answer.answerer_id == officer.account for answer in proposal.answers.all()):
        return [Problem("confirmed_it", "Đồng chí đã xác nhận cho chi bộ; người khác sẽ quyết định.")]
    return []


def _answer(
    proposal: Proposal,
    officer: Officer,
    verdict: str,
    *,
    at: datetime,
    reason: str = "",
    mandate: int | None = None,
    decision: int | None = None,
) -> None:
    try:
        with transaction.atomic():
            Answer.objects.create(
                proposal=proposal, hash=proposal.hash, proposer_id=proposal.proposer_id, verdict=verdict, answerer_id=officer.account,
                mandate_id=mandate, reason=reason, decision_id=decision, at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused([not_accepted(error)]) from error
