"""Forged approvals, written straight into the tables by their owner: each alters one thing of a row that would pass."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.db import DatabaseError, connection, transaction

from dangvu.access.commands import EndMandate
from dangvu.access.officer import Officer
from dangvu.access.queries import mandates_of
from dangvu.accounts.models import Account
from dangvu.accounts.queries import usernames
from dangvu.commands import Clerk, Command, run
from dangvu.ledger.chain import canonical
from dangvu.ledger.dated import settle
from dangvu.members.commands import TransferMember
from dangvu.periods.clock import now, today
from dangvu.proposals.answering import confirm, give_back, refuse, withdraw
from dangvu.proposals.models import Answer, Proposal
from tests.areas.access.test_end_mandate import number_of
from tests.areas.proposals.offices import clerk, commune, correction, member, proposed, with_role
from tests.world import World, charged, decide

NAME = "Lê Thị Cúc Hoa"


@dataclass(frozen=True)
class Scene:
    """A clerk's correction of Cúc waits for the commune; `row` is the answer that would approve it, with a decision that fits."""

    world: World
    proposal: Proposal
    row: Mapping[str, Any]

    def answer(self, **altered: Any) -> None:
        """The row of an answer with what is forged about it."""
        insert("proposals_answer", {**self.row, **altered})

    def proposal_row(self, **altered: Any) -> None:
        """The row of another proposal like the first, its content and hash in step with what is forged unless they are forged too."""
        said = json.loads(self.proposal.content)
        said |= {name.removesuffix("_id"): value for name, value in altered.items() if name.removesuffix("_id") in said}
        text = canonical(said).decode()
        columns = (
            "kind", "content", "hash", "proposer_id", "mandate_id", "units", "person_id", "read", "own", "at", "deadline",
        )  # fmt: skip
        same = {name: getattr(self.proposal, name) for name in columns}
        insert("proposals_proposal", {**same, "key": uuid4(), "content": text, "hash": sha256(text.encode()).digest(), **altered})

    def other(self, **differing: Any) -> Scene:
        """The same about another proposal of the clerk, with a decision that fits."""
        return scene_of(self.world, correction(self.world.cuc, **differing))


def insert(table: str, row: Mapping[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(row))})", list(row.values()))


def execute(statement: str, values: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def scene(world: World) -> Scene:
    """The scene before anything is forged."""
    return scene_of(world, correction(world.cuc, name=NAME))


def scene_of(world: World, command: Command, officer: Officer | None = None, approver: int | None = None) -> Scene:
    """A proposal of somebody, and the answer by which somebody else would approve it; the clerk and the commune, where nobody is named."""
    public_id = proposed(command, officer or clerk())
    proposal, answerer = Proposal.objects.get(public_id=public_id), approver or world.commune
    decision = carried_out(command, proposal.proposer_id, answerer)
    row = {
        "proposal_id": proposal.id, "hash": bytes(proposal.hash), "proposer_id": proposal.proposer_id, "verdict": "approved",
        **by(answerer), "reason": "", "decision_id": decision, "at": now(),
    }  # fmt: skip
    return Scene(world, proposal, row)


def carried_out(command: Command, proposer: int, approver: int) -> int:
    """A decision that says it was made by one for the other; made past every mandate."""
    names = usernames([proposer, approver])
    return run(command, Clerk(f"{names[approver]}; đề nghị: {names[proposer]}")).id


def by(account: int) -> dict[str, int]:
    """An answer of somebody by the own first mandate."""
    return {"answerer_id": account, "mandate_id": number_of(account)}


def _for(scene: Scene, approver: int) -> dict[str, int]:
    """A decision that fits the scene and names this approver."""
    return {"decision_id": carried_out(correction(scene.world.cuc, name=NAME), scene.proposal.proposer_id, approver)}


def _charged_with(scene: Scene, role: str, unit_code: str, **more: Any) -> None:
    username = f"{role}-{unit_code.lower().replace('.', '-')}"[:30]
    officer = with_role(username, role, unit_code, **more)
    scene.answer(**by(officer.account), **_for(scene, officer.account))


def _the_clerk_approves_it(scene: Scene) -> None:
    scene.answer(**by(scene.proposal.proposer_id), **_for(scene, scene.proposal.proposer_id))


def _an_approvers_own(scene: Scene) -> None:
    own = scene_of(scene.world, correction(scene.world.dung, name="Trần Dũng"), commune(scene.world))
    own.answer()


def _ended_today(scene: Scene) -> None:
    decide(EndMandate(on=today(), mandate=number_of(scene.world.commune)))
    scene.answer()


def _begins_tomorrow(scene: Scene) -> None:
    officer = with_role("mai-lam", "province_preparer", "SX.02")
    given = decide(charged("mai-lam", "commune_approver", "SX.01.A", since=today() + timedelta(days=1))).id
    scene.answer(answerer_id=officer.account, mandate_id=given, **_for(scene, officer.account))


def _over_one_of_two_units(scene: Scene) -> None:
    move = TransferMember(on=today(), person=scene.world.phuc, cell=scene.world.hamlet_two, document="1-QĐ")
    officer = with_role("chi-ap-hai", "commune_approver", "SX.01.A.2")
    scene_of(scene.world, move, approver=officer.account).answer()


def _about_oneself(scene: Scene) -> None:
    officer = with_role("bi-thu-xa", "commune_approver", "SX.01.A", holder=scene.world.cuc)
    scene.answer(**by(officer.account), **_for(scene, officer.account))


def _of_a_closed_account(scene: Scene) -> None:
    Account.objects.filter(pk=scene.world.commune).update(is_active=False)
    scene.answer()


def _while_recovering(scene: Scene) -> None:
    Account.objects.filter(pk=scene.world.commune).update(signs_from=now() + timedelta(hours=2))
    scene.answer()


def _with_a_decision(**differing: Any) -> Callable[[Scene], None]:
    def forged(scene: Scene) -> None:
        command = replace(correction(scene.world.cuc, name=NAME), **differing)
        scene.answer(decision_id=carried_out(command, scene.proposal.proposer_id, scene.world.commune))

    return forged


def _about_somebody_else(scene: Scene) -> None:
    command = correction(scene.world.dung, name=NAME)
    scene.answer(decision_id=carried_out(command, scene.proposal.proposer_id, scene.world.commune))


def _decided_without_the_proposal(scene: Scene) -> None:
    scene.answer(decision_id=decide(correction(scene.world.cuc, name=NAME)).id)


def _a_decision_for_two(scene: Scene) -> None:
    command = correction(scene.world.cuc, name="Lê Cúc")
    first = Proposal.objects.get(public_id=proposed(command, clerk()))
    second = scene_of(scene.world, command)
    second.answer(proposal_id=first.id, hash=bytes(first.hash))
    second.answer()


def _after(end: Callable[[Scene], object]) -> Callable[[Scene], None]:
    def forged(scene: Scene) -> None:
        end(scene)
        scene.answer(**by(scene.world.officer), **_for(scene, scene.world.officer))

    return forged


def _own(scene: Scene) -> Scene:
    return scene_of(scene.world, correction(scene.world.phuc, name="Võ Hồng Phước"), member(scene.world))


def _confirmed_by_the_commune(scene: Scene) -> None:
    own = _own(scene)
    confirm(own.proposal.public_id, commune(scene.world))
    own.answer()


def _confirmation(scene: Scene, **altered: Any) -> None:
    scene.answer(verdict="confirmed", decision_id=None, **altered)


def _confirmed_by_the_member(scene: Scene) -> None:
    own = _own(scene)
    _confirmation(own, **by(own.proposal.proposer_id))


def _changed(statement: str, first: Callable[[Scene], object] = lambda scene: scene.answer()) -> Callable[[Scene], None]:
    def forged(scene: Scene) -> None:
        first(scene)
        settle()
        execute(statement)

    return forged


def _refused(scene: Scene) -> None:
    refuse(scene.proposal.public_id, commune(scene.world), "Không đúng")


def _returned(scene: Scene) -> None:
    give_back(scene.proposal.public_id, commune(scene.world), "Thiếu")


def _withdrawn(scene: Scene) -> None:
    withdraw(scene.proposal.public_id, clerk())


def _rewritten(scene: Scene) -> None:
    text = scene.proposal.content.replace("Giấy khai sinh", "Không giấy tờ")
    execute("UPDATE proposals_proposal SET content = %s, hash = %s", [text, sha256(text.encode()).digest()])


def _own_record_of_another(scene: Scene) -> None:
    officer = member(scene.world)
    scene.proposal_row(own=True, **{"proposer_id": officer.account, "mandate_id": number_of(officer.account)})


FORGERIES: Mapping[str, Callable[[Scene], None]] = {
    # who answers
    "the proposer, by the own mandate": _the_clerk_approves_it,
    "the proposer, by the approver's mandate": lambda s: s.answer(answerer_id=s.proposal.proposer_id, **_for(s, s.proposal.proposer_id)),
    "an approver the own proposal": _an_approvers_own,
    "somebody else is said to have proposed it": lambda s: s.answer(proposer_id=s.world.secretary, **by(s.proposal.proposer_id)),
    "the person it is about": _about_oneself,
    "a closed account": _of_a_closed_account,
    "an account within a day of its recovery": _while_recovering,
    # by which mandate
    "another's mandate": lambda s: s.answer(mandate_id=number_of(s.world.officer)),
    "another's mandate, of whoever decides everywhere": lambda s: s.answer(
        answerer_id=s.world.secretary, mandate_id=number_of(s.world.officer), **_for(s, s.world.secretary)
    ),
    "a decision that gave no mandate": lambda s: s.answer(mandate_id=1),
    "no mandate": lambda s: s.answer(mandate_id=None),
    "a mandate of the district, ended": lambda s: s.answer(
        answerer_id=s.world.closed, mandate_id=_once(s.world.closed), **_for(s, s.world.closed)
    ),
    "a mandate that ended today": _ended_today,
    "a mandate from tomorrow on": _begins_tomorrow,
    "a mandate to propose": lambda s: _charged_with(s, "commune_preparer", "SX.01"),
    "a mandate of a secretary": lambda s: _charged_with(s, "cell_secretary", "SX.01.A.2"),
    "a mandate to look": lambda s: _charged_with(s, "assigned_member", "SX.01.A"),
    "a mandate to inspect everything": lambda s: _charged_with(s, "inspection", ""),
    "a mandate over another district": lambda s: _charged_with(s, "commune_approver", "SX.02"),
    "a mandate over another cell": lambda s: _charged_with(s, "commune_approver", "SX.01.A.1"),
    "a mandate over one of the two cells": _over_one_of_two_units,
    # to what
    "another hash": lambda s: s.answer(hash=sha256(b"something else").digest()),
    "no hash": lambda s: s.answer(hash=b""),
    "the hash of another proposal": lambda s: s.answer(hash=s.other(name="Lê Cúc").row["hash"]),
    "another proposal under this hash": lambda s: s.answer(proposal_id=s.other(name="Lê Cúc").row["proposal_id"]),
    "no decision": lambda s: s.answer(decision_id=None),
    "a decision that is not there": lambda s: s.answer(decision_id=999_999),
    "an old decision": lambda s: s.answer(decision_id=2),
    "a decision with another name": _with_a_decision(name="Lê Thị Cúc Mai"),
    "a decision with another day of birth": _with_a_decision(born=date(1990, 1, 1)),
    "a decision on another paper": _with_a_decision(document="Giấy khai sinh số 13"),
    "a decision of another body": _with_a_decision(body="Đảng ủy xã"),
    "a decision from another day on": _with_a_decision(on=date(2024, 1, 1)),
    "a decision that was made past the proposal": _decided_without_the_proposal,
    "a decision that was made by another": lambda s: s.answer(**_for(s, s.world.officer)),
    "a decision about somebody else": _about_somebody_else,
    "a decision that another approval has": _a_decision_for_two,
    # when
    "a second approval": _after(lambda s: s.answer()),
    "approved after it was withdrawn": _after(_withdrawn),
    "approved after it was refused": _after(_refused),
    "approved after it was returned": _after(_returned),
    "dated back to when the mandate held": lambda s: s.answer(
        answerer_id=s.world.closed,
        mandate_id=_once(s.world.closed),
        **_for(s, s.world.closed),
        at=datetime(2025, 6, 1, tzinfo=now().tzinfo),
    ),
    "before it was proposed": lambda s: s.answer(at=s.proposal.at - timedelta(minutes=1)),
    "dated ahead": lambda s: s.answer(at=now() + timedelta(days=3)),
    # the cell
    "a member's own, past the cell": lambda s: _own(s).answer(),
    "by who confirmed it": _confirmed_by_the_commune,
    "confirmed by the member": _confirmed_by_the_member,
    "confirmed where no cell is asked": lambda s: _confirmation(s),
    "an unknown verdict": lambda s: s.answer(verdict="fine", decision_id=None),
    # changing what is there
    "the answerer changed": _changed("UPDATE proposals_answer SET answerer_id = 1"),
    "a refusal turned": _changed("UPDATE proposals_answer SET verdict = 'approved', decision_id = 1", _refused),
    "a withdrawal deleted": _changed("DELETE FROM proposals_answer", _withdrawn),
    "answers emptied": _changed("TRUNCATE proposals_answer"),
    "the content rewritten": _changed("UPDATE proposals_proposal SET content = content || ' '", lambda s: None),
    "content and hash rewritten": _rewritten,
    "the proposer changed": _changed("UPDATE proposals_proposal SET proposer_id = 1", lambda s: None),
    "a proposed value changed": _changed("UPDATE proposals_proposedvalue SET value = '\"X\"' WHERE field = 'name'", lambda s: None),
    "the proposed values deleted": _changed("DELETE FROM proposals_proposedvalue", lambda s: None),
    # a proposal that nobody made
    "a proposal under another hash": lambda s: s.proposal_row(hash=sha256(b"x").digest()),
    "a proposal in another's name": lambda s: s.proposal_row(proposer_id=s.world.officer),
    "a proposal by another's mandate": lambda s: s.proposal_row(mandate_id=number_of(s.world.officer)),
    "a proposal for another unit": lambda s: s.proposal_row(units=[s.world.hamlet_one]),
    "a proposal whose columns name another unit": lambda s: s.proposal_row(content=s.proposal.content, units=[s.world.hamlet_one]),
    "a proposal whose columns name another person": lambda s: s.proposal_row(person_id=s.world.an),
    "a proposal of what is not approved": lambda s: s.proposal_row(kind="exchange.import"),
    "an own record that is another's": _own_record_of_another,
}


def _once(account: int) -> int:
    """The mandate that an account held before it ended."""
    (held,) = mandates_of(account, date(2025, 6, 1))
    return held.number


def accepted(world: World, tried: Collection[str] = FORGERIES.keys()) -> list[str]:
    """The forgeries that the database takes."""
    start, found = scene(world), []
    for name, forge in ((name, FORGERIES[name]) for name in tried):
        try:
            with transaction.atomic():
                forge(start)
                settle()
                found.append(name)
                transaction.set_rollback(True)
        except DatabaseError:
            continue
    return found


def genuine(world: World) -> int:
    """The unaltered row, which passes; how many approvals there are then."""
    with transaction.atomic():
        scene(world).answer()
        settle()
        count = Answer.objects.filter(verdict="approved").count()
        transaction.set_rollback(True)
    return count
