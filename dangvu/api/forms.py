"""What the API answers: one class for each thing, with what each field means in the words of the offices that read it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from dangvu.indicators.evaluation import Shown

Number = int | float | None
Sex = Literal["female", "male"]
SEX: dict[bool | None, Sex] = {True: "female", False: "male"}


class UnitRef(Schema):
    """Tổ chức đảng được nhắc tên."""

    id: Annotated[UUID | None, Field(description="Mã định danh; trống khi tài khoản không được mở tổ chức này.")]
    code: Annotated[str, Field(description="Mã của cơ quan.")]
    name: Annotated[str, Field(description="Tên vào ngày xem.")]
    kind: Annotated[str, Field(description="Loại tổ chức.")]


class Units(Schema):
    """Một trang danh sách tổ chức đảng."""

    on: date
    page: int
    size: int
    total: Annotated[int, Field(description="Số tổ chức trong phạm vi được xem.")]
    items: list[UnitRef]


class Unit(Schema):
    """Tổ chức đảng vào một ngày."""

    id: UUID
    code: str
    name: str
    kind: Annotated[str, Field(description="Loại tổ chức.")]
    is_cell: Annotated[bool, Field(description="Là chi bộ.")]
    sector: Annotated[str, Field(description="Loại hình.")]
    locality: Annotated[str, Field(description="Địa bàn; trống nếu không gắn với địa bàn.")]
    is_alive: Annotated[bool, Field(description="Có hoạt động vào ngày xem; nếu không, tên là tên cuối cùng hoặc đầu tiên.")]
    since: Annotated[date | None, Field(description="Hoạt động từ ngày.")]
    until: Annotated[date | None, Field(description="Ngày đầu tiên không còn hoạt động; trống nếu còn.")]
    on: date
    above: Annotated[list[UnitRef], Field(description="Các tổ chức cấp trên, từ cao xuống thấp.")]
    below: Annotated[list[UnitRef], Field(description="Các tổ chức trực thuộc trong phạm vi được xem.")]


class Listed(Schema):
    """Một dòng của danh sách đảng viên."""

    id: Annotated[UUID, Field(description="Mã định danh của đảng viên.")]
    is_open: Annotated[bool, Field(description="Mở được hồ sơ: hồ sơ của người đã chuyển đi thì thuộc nơi mới.")]
    name: Annotated[str, Field(description="Họ tên; trống sau khi xóa dữ liệu theo yêu cầu hợp pháp.")]
    record_no: Annotated[str, Field(description="Số lý lịch.")]
    card_no: Annotated[str, Field(description="Số thẻ đảng viên.")]
    born: date | None
    sex: Sex | None
    ethnicity: Annotated[str | None, Field(description="Dân tộc; chỉ có khi tài khoản được xem.")]
    cell: Annotated[str, Field(description="Tên chi bộ.")]
    decided: Annotated[date | None, Field(description="Ngày quyết định kết nạp.")]
    standing: Annotated[str, Field(description="probationary (dự bị) hoặc official (chính thức).")]
    participation: Annotated[str, Field(description="active, exempt (miễn), away (vắng), suspended (đình chỉ).")]


class Members(Schema):
    """Một trang danh sách đảng viên của một tổ chức."""

    unit: UnitRef
    on: date
    page: int
    size: int
    total: int
    items: list[Listed]


class PostHeld(Schema):
    """Chức vụ đang giữ vào ngày xem."""

    title: str
    place: Annotated[str, Field(description="Tên tổ chức hoặc địa bàn; trống khi ngoài phạm vi.")]
    since: Annotated[date | None, Field(description="Từ ngày; trống khi không rõ.")]


class StayOf(Schema):
    """Một đợt sinh hoạt tại một chi bộ trong phạm vi được xem."""

    cell: UnitRef
    since: date
    until: Annotated[date | None, Field(description="Ngày đầu tiên không còn sinh hoạt tại đây; trống nếu còn.")]
    entry: Annotated[str, Field(description="Đến bằng cách nào, ví dụ admitted, transfer.")]
    leaving: Annotated[str, Field(description="Đi bằng cách nào; trống nếu còn.")]


class Member(Schema):
    """Hồ sơ một đảng viên vào một ngày."""

    id: UUID
    name: str
    record_no: str
    card_no: str
    born: date | None
    sex: Sex | None
    ethnicity: Annotated[str | None, Field(description="Dân tộc; chỉ có khi tài khoản được xem.")]
    religion: Annotated[str | None, Field(description="Tôn giáo đã khai; chỉ có khi tài khoản được xem.")]
    on: date
    cell: Annotated[UnitRef | None, Field(description="Chi bộ vào ngày xem.")]
    standing: Annotated[str, Field(description="probationary hoặc official; trống khi không trong đảng số.")]
    participation: str
    decided: Annotated[date | None, Field(description="Ngày quyết định kết nạp; tuổi Đảng tính từ ngày này.")]
    ceremony: Annotated[date | None, Field(description="Ngày lễ kết nạp.")]
    official: Annotated[date | None, Field(description="Ngày chính thức.")]
    education: str
    profession: str
    theory: str
    occupation: str
    posts: list[PostHeld]
    stays: list[StayOf]


class Group(Schema):
    """Phần của một chỉ tiêu theo cách phân tích."""

    key: Annotated[str, Field(description="Từ của cách phân tích, hoặc mã của tổ chức trực thuộc.")]
    unit: Annotated[UUID | None, Field(description="Tổ chức trực thuộc, khi phân tích theo tổ chức.")]
    value: Number
    numerator: int | None
    denominator: int | None
    share: Annotated[Number, Field(description="Phần trăm của cả chỉ tiêu.")]
    shown: Annotated[Shown, Field(description="exact: đúng; rounded: làm tròn; hidden: không cho biết.")]


class FigureOf(Schema):
    """Một chỉ tiêu."""

    code: str
    name: str
    unit_of_measure: Annotated[str, Field(description="Đơn vị tính.")]
    value: Annotated[Number, Field(description="Trống khi chưa có số liệu, hoặc không cho biết.")]
    numerator: int | None
    denominator: Annotated[int | None, Field(description="Chỉ có ở tỷ lệ.")]
    shown: Annotated[Shown, Field(description="exact: đúng; rounded: làm tròn; hidden: không cho biết.")]
    has_records: Annotated[bool, Field(description="Mở được bản ghi làm nên con số.")]
    groups: list[Group]


class Figures(Schema):
    """Chỉ tiêu của một tổ chức."""

    unit: UnitRef
    on: date
    since: Annotated[date, Field(description="Ngày đầu của kỳ, với những chỉ tiêu tính trong kỳ.")]
    is_partial: Annotated[bool, Field(description="Có phần ngoài phạm vi được xem, không tính vào.")]
    rounded_on: Annotated[date | None, Field(description="Ngày cuối của phần làm tròn; trống khi mọi số đều đúng.")]
    items: list[FigureOf]


class RecordOf(Schema):
    """Một bản ghi mà chỉ tiêu đếm."""

    id: Annotated[str, Field(description="Mã định danh của đảng viên, tổ chức hoặc địa bàn; với sinh hoạt là mã chi bộ và tháng.")]
    label: Annotated[str, Field(description="Tên.")]
    amount: Annotated[int, Field(description="Góp bao nhiêu vào chỉ tiêu.")]


class Records(Schema):
    """Một trang bản ghi làm nên một con số."""

    unit: UnitRef
    code: str
    on: date
    since: date
    of: Annotated[Literal["persons", "others"], Field(description="Bản ghi là người hay không.")]
    page: int
    size: int
    total: int
    items: list[RecordOf]


class Problem(Schema):
    """Lỗi, một dạng cho mọi trường hợp (RFC 9457)."""

    title: str
    status: int
    detail: Annotated[str, Field(description="Sai ở đâu, làm gì tiếp.")]
    incident: Annotated[str, Field(description="Số sự cố, để hỏi người quản trị.")]
    errors: Annotated[list[str], Field(description="Từng chỗ sai của yêu cầu.")] = []
