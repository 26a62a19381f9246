"""The one way in which anything changes: right, rules, change of state, one ledger row, one transaction."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from django.db import DataError, IntegrityError, transaction

from dangvu.commands.problems import Problem, Refused
from dangvu.commands.registry import Change, Command, Kind, kind_of
from dangvu.ledger import writer
from dangvu.ledger.dated import settle
from dangvu.ledger.models import Decision
from dangvu.metrics.counting import counted
from dangvu.periods import clock
from dangvu.periods.days import BEGINNING, LAST_DAY

__all__ = ["Actor", "Clerk", "Problem", "Refused", "rehearsed", "run", "turn"]

C = TypeVar("C", bound=Command)
T = TypeVar("T")


class Actor(Protocol):
    """Whoever decides; asked once per command whether the mandate covers it."""

    @property
    def label(self) -> str:
        """How the ledger names the actor."""

    def may(self, kind: str, command: Command) -> bool:
        """Whether the actor holds a mandate for this command on its day."""


@dataclass(frozen=True)
class Clerk:
    """The operator of this machine, who holds its data anyway."""

    label: str

    def may(self, kind: str, command: Command) -> bool:
        """Always: mandates bind those who come over the web (`dangvu.access.officer`)."""
        return True


def run(
    command: Command,
    actor: Actor,
    *,
    now: datetime | None = None,
    corrects: int | None = None,
    signed: Callable[[int], None] | None = None,
) -> Decision:
    """Carry out a command whole or not at all; `Refused` names every reason against it.

    `signed` is given the number of the decision and writes who signed it, before the database judges the whole.
    """
    kind = kind_of(command)
    with counted(kind.name, Refused):
        return _carried_out(kind, tidied(command), actor, now or clock.now(), corrects, signed)


def rehearsed(command: Command, actor: Actor, look: Callable[[Decision], T], *, now: datetime | None = None) -> T:
    """What one sees when a command has been carried out, of which nothing stays; `Refused` as `run` would."""
    with transaction.atomic():
        decision = _carried_out(kind_of(command), tidied(command), actor, now or clock.now())
        seen = look(decision)
        transaction.set_rollback(True)
    return seen


def turn() -> None:
    """For whoever must read the register as it will still be when the command is carried out; within a transaction of the caller."""
    writer.take_turn()


def _carried_out(
    kind: Kind,
    command: Command,
    actor: Actor,
    at: datetime,
    corrects: int | None = None,
    signed: Callable[[int], None] | None = None,
) -> Decision:
    try:
        with transaction.atomic():
            place = writer.take_place(at)
            if problems := _against(kind, command, actor):
                raise Refused(problems)
            change = Change(place.id, place.recorded)
            kind.apply(command, change)
            decision = _record(kind, command, change, place, actor.label, corrects or command.takes_back())
            for finish in change.afterwards:
                finish()
            if signed is not None:
                signed(decision.id)
            settle()
    except IntegrityError as error:
        raise Refused([_from_database(error)]) from error
    except DataError as error:
        raise Refused([Problem("unwritable", "Có số quá lớn hoặc ký tự không ghi được; hãy xem lại nội dung vừa nhập.")]) from error
    return decision


def tidied(command: C) -> C:
    """Texts as they are compared: in one spelling (NFC), without spaces around."""
    values: dict[str, Any] = {field.name: _tidy(getattr(command, field.name)) for field in fields(command) if field.init}
    return replace(command, **values)


def _tidy(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).strip()
    if isinstance(value, tuple):
        items = map(_tidy, value)
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    return value


def _against(kind: Kind, command: Command, actor: Actor) -> list[Problem]:
    if not actor.may(kind.name, command):
        return [Problem("no_mandate", "Việc này ngoài phạm vi được giao; xin đề nghị cấp ủy có thẩm quyền.")]
    return judged(kind, command)


def judged(kind: Kind, command: Command) -> list[Problem]:
    """What speaks against a command whoever decides it; rules may count from its day, so that comes first."""
    if command.on < BEGINNING:
        return [Problem("before_beginning", f"Sổ không ghi ngày trước {BEGINNING:%d/%m/%Y}; hãy xem lại ngày có hiệu lực.", "on")]
    if command.on > LAST_DAY:
        return [Problem("after_last_day", f"Sổ không ghi ngày sau {LAST_DAY:%d/%m/%Y}; hãy xem lại ngày có hiệu lực.", "on")]
    return kind.judge(command)


def _record(kind: Kind, command: Command, change: Change, place: writer.Place, actor: str, corrects: int | None) -> Decision:
    values = as_json(command)
    personal = {name: values.pop(name) for name in kind.personal & values.keys()}
    for name in kind.personal_lists & values.keys():
        personal |= {f"{name}/{subject}": rest for subject, *rest in values[name]}
        values[name] = [subject for subject, *_rest in values[name]]
    for name in ("on", "body", "document"):
        values.pop(name)
    return writer.append(
        place, kind=kind.name, on=command.on, body=command.body, document=command.document, actor=actor,
        payload={"values": values, "given": change.given}, personal=personal, corrects=corrects,
    )  # fmt: skip


def as_json(command: Command) -> dict[str, Any]:
    """The command's fields as JSON values, days in ISO form, without those kept elsewhere (`metadata={"ledger": False}`)."""
    return {field.name: _plain(getattr(command, field.name)) for field in fields(command) if field.metadata.get("ledger", True)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


CONSTRAINTS = {
    "one_cell_a_day": ("two_cells", "Đảng viên đã thuộc một chi bộ khác trong những ngày này."),
    "no_day_without_a_cell": ("no_cell", "Sẽ có ngày đảng viên không thuộc chi bộ nào; hãy ghi nơi chuyển đến cùng ngày chuyển đi."),
    "cell_lives_as_long_as_its_members": (
        "cell_has_members",
        "Chi bộ còn đảng viên trong những ngày nó không tồn tại; hãy chuyển đảng viên trước.",
    ),
    "unit_has_a_parent_while_it_lives": ("no_parent", "Sẽ có ngày tổ chức đảng không có cấp trên."),
    "parent_lives_as_long_as_its_children": (
        "parent_not_alive",
        "Tổ chức cấp trên không tồn tại trong những ngày này, hoặc còn tổ chức trực thuộc.",
    ),
    "no_unit_below_itself": ("cycle", "Tổ chức đảng không thể trực thuộc chính mình, kể cả qua các cấp trung gian, vào bất kỳ ngày nào."),
    "one_person_per_record_no": ("repeated_record_number", "Số lý lịch này đã thuộc về đảng viên khác."),
    "one_person_per_card": ("repeated_card", "Số thẻ đảng viên này đã thuộc về đảng viên khác."),
    "one_person_per_card_number": ("repeated_card", "Số thẻ đảng viên này đã thuộc về đảng viên khác."),
    "one_card_a_day": ("two_cards", "Đã ghi một thẻ khác trong những ngày này."),
    "one_succession_a_day": ("named_twice", "Đã ghi hai tổ chức này kế thừa nhau vào đúng ngày đó; hãy xem lại việc sắp xếp đã ghi."),
    "one_status_a_day": ("two_statuses", "Đã ghi một tình trạng khác trong những ngày này."),
    "one_dues_rate_a_day": ("two_statuses", "Đã ghi một mức đóng đảng phí khác trong những ngày này."),
    "one_payment_of_a_month": ("paid_twice", "Tháng ấy đã ghi đóng đảng phí."),
    "one_word_of_an_unpaid_month": ("recorded_already", "Đã ghi là tháng ấy không ai đóng đảng phí."),
    "one_dues_exemption_a_day": ("exempt_twice", "Đã ghi miễn đảng phí trong những ngày này."),
    "one_holding_of_a_post": ("post_held", "Đảng viên đã giữ chức vụ này trong những ngày đó."),
    "one_holding_of_a_mandate": ("mandate_held", "Tài khoản đã giữ nhiệm vụ này ở tổ chức ấy trong những ngày đó."),
    "delegation_within_its_mandate": ("delegation_outside", "Người nhận ủy quyền sẽ giữ nhiệm vụ ngoài những ngày người ủy quyền giữ."),
    "one_deferral_a_day": ("deferred_already", "Lượt xem của tài khoản này đang được hoãn theo một vụ việc khác trong những ngày đó."),
    "deferral_of_some_days": ("empty_term", "Thời hạn hoãn đã hết trước ngày duyệt; hãy ghi ngày cuối muộn hơn."),
    "deferred_for_a_year_at_most": ("longer_than_a_year", "Mỗi vụ việc chỉ hoãn được nhiều nhất 12 tháng, tính cả gia hạn."),
    "decided_by_two": ("needs_two", "Việc này chỉ quyết định được khi một người của cơ quan kiểm tra đề nghị và người khác duyệt."),
    "a_badge_once": ("badge_given", "Đảng viên đã được ghi tặng Huy hiệu này."),
    "one_open_case": ("case_open", "Đã có một việc đang xem xét về đảng viên này."),
    "one_vote_of_an_organ_a_day": ("vote_held", "Kết quả biểu quyết của ngày này đã được ghi."),
    "one_open_appeal": ("appeal_open", "Đã có khiếu nại đang giải quyết."),
    "one_document_per_number": ("number_taken", "Số này của tổ chức vừa được cấp cho văn bản khác; hãy lấy số lại."),
    "numbers_without_gap": ("number_missing", "Sẽ có số văn bản bị bỏ trống; số phải cấp lần lượt."),
    "document_with_its_files": ("file_missing", "Thiếu tệp của văn bản; hãy in lại rồi cấp số."),
    "one_term_a_day": ("two_terms", "Cấp ủy đã có một nhiệm kỳ khác trong những ngày này."),
    "one_report_a_month": ("repeated_month", "Tháng này của chi bộ đã có số liệu sinh hoạt."),
}


def _from_database(error: IntegrityError) -> Problem:
    """The last guard speaks: a constraint's name becomes the sentence a person reads."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
    code, message = CONSTRAINTS.get(name, ("constraint", f"Cơ sở dữ liệu từ chối: ràng buộc {name}."))
    return Problem(code, message)
