"""What the codes of the register are called on a page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dangvu.figurecheck.claims import Verdict

READS_ONLY = _("Đồng chí được xem hồ sơ này nhưng chưa được giao nhiệm vụ đề nghị thay đổi hồ sơ. Cấp ủy quản lý giao nhiệm vụ này.")

STANDING = {1: "Dự bị", 2: "Chính thức"}
PARTICIPATION = {
    "active": "Đang công tác, sinh hoạt",
    "exempt": "Miễn công tác, sinh hoạt",
    "away": "Sinh hoạt tạm thời nơi khác",
    "suspended": "Đình chỉ sinh hoạt",
}
RESIDENCE = {
    "to_introduce": "Chưa giới thiệu về nơi cư trú",
    "introduced": "Đã giới thiệu về nơi cư trú",
    "in_name": "Đã giới thiệu về nơi cư trú, được miễn sinh hoạt nơi cư trú",
    "not_required": "Không thuộc diện giới thiệu về nơi cư trú",
}
STATUS = {"probationary": "Đảng viên dự bị", "official": "Đảng viên chính thức", **PARTICIPATION, **RESIDENCE}
GROUNDS = {
    "old_age": "tuổi cao",
    "health_request": "sức khỏe, theo đề nghị của đảng viên",
    "maternity": "nghỉ thai sản",
    "abroad": "ở nước ngoài",
    "remote_work": "làm việc đơn lẻ ở nơi xa",
    "mobile_work": "công việc lưu động, dưới 12 tháng",
    "temporary_stay": "sinh hoạt tạm thời",
    "far_work": "đi làm ăn xa",
    "mission": "nhiệm vụ đặc biệt",
    "decision": "theo quyết định",
    "detention": "đang bị tạm giữ, tạm giam",
}
"""The grounds of a participation."""

DIVISIONS = {
    "sex": "Giới tính",
    "ethnicity": "Dân tộc",
    "religion": "Tôn giáo",
    "age_band": "Tuổi đời",
    "education": "Giáo dục phổ thông",
    "profession": "Trình độ chuyên môn",
    "theory": "Lý luận chính trị",
    "occupation": "Nghề nghiệp",
    "status": "Chính thức, dự bị",
    "party_age_band": "Tuổi Đảng",
    "sector": "Loại hình",
    "unit_type": "Loại tổ chức",
    "kind": "Hình thức",
    "child": "Đơn vị trực thuộc",
}

DECISIONS = {
    "exchange.import": "Nhập từ tệp Excel",
    "exchange.undo": "Hủy lần nhập tệp",
    "reorganisation.undo": "Hủy lần sắp xếp tổ chức",
    "organisation.found": "Thành lập tổ chức đảng",
    "organisation.change": "Thay đổi tổ chức đảng",
    "organisation.move": "Chuyển đơn vị trực thuộc",
    "organisation.end": "Kết thúc hoạt động",
    "reorganisation.reorganise": "Sắp xếp tổ chức đảng",
    "organisation.found_locality": "Lập địa bàn",
    "organisation.record_fact": "Ghi số liệu dân cư",
    "people.correct": "Sửa hồ sơ",
    "people.record_citizen_id": "Ghi số định danh cá nhân",
    "people.issue_card": "Phát, đổi, cấp lại thẻ đảng",
    "people.erase": "Xóa dữ liệu cá nhân",
    "members.register": "Ghi vào danh sách đảng viên",
    "members.transfer": "Chuyển sinh hoạt",
    "members.recognise_official": "Công nhận đảng viên chính thức",
    "members.set_participation": "Đổi tình trạng sinh hoạt",
    "members.set_residence_link": "Ghi quan hệ với chi bộ nơi cư trú",
    "members.change_attributes": "Cập nhật trình độ, nghề nghiệp",
    "members.give_post": "Giao chức vụ",
    "members.end_post": "Thôi chức vụ",
    "members.end": "Ra khỏi danh sách",
    "members.restore": "Ghi lại vào danh sách",
    "readings.defer": "Hoãn báo lượt xem hồ sơ",
    "exits.open": "Mở việc xem xét ra khỏi Đảng",
    "exits.record_vote": "Ghi kết quả biểu quyết",
    "exits.decide": "Quyết định xóa tên, cho ra khỏi Đảng, khai trừ",
    "exits.drop": "Dừng việc xem xét",
    "exits.lodge_appeal": "Ghi khiếu nại",
    "exits.settle_appeal": "Giải quyết khiếu nại",
    "exits.readmit": "Kết nạp lại",
    "transfers.send": "Giới thiệu chuyển sinh hoạt",
    "transfers.receive": "Tiếp nhận chuyển sinh hoạt",
    "transfers.confirm_departure": "Xác nhận nơi ngoài sổ đã tiếp nhận",
    "transfers.withdraw": "Rút giấy giới thiệu",
    "transfers.return": "Trả lại giấy giới thiệu",
    "transfers.begin_stay": "Chuyển sinh hoạt tạm thời",
    "transfers.extend_stay": "Gia hạn sinh hoạt tạm thời",
    "transfers.end_stay": "Trở về sau sinh hoạt tạm thời",
    "rulebook.set_calendar_day": "Ghi ngày nghỉ, ngày làm bù",
    "badges.award": "Tặng Huy hiệu Đảng",
    "badges.withdraw": "Xóa ghi nhận Huy hiệu Đảng",
    "dues.set_rate": "Ghi mức đóng đảng phí",
    "dues.record_payments": "Thu đảng phí của tháng",
    "dues.correct_payments": "Sửa ghi nhận đóng đảng phí",
    "dues.exempt": "Miễn đảng phí",
    "dues.end_exemption": "Thôi miễn đảng phí",
    "documents.begin_term": "Bắt đầu nhiệm kỳ",
    "documents.issue": "Cấp số văn bản",
    "documents.cancel": "Hủy văn bản",
    "meetings.report_attendance": "Báo cáo sinh hoạt",
    "access.grant_mandate": "Giao nhiệm vụ",
    "access.end_mandate": "Thu hồi nhiệm vụ",
    "access.delegate_mandate": "Ủy quyền",
    "access.release_holder": "Gỡ hồ sơ khỏi tài khoản",
}
"""Every kind of decision; a test holds it against the registry."""

CALENDAR = {"off": "Nghỉ", "worked": "Làm việc bù", "usual": "Như lịch chung của năm"}
"""What a day is by decision; a test holds it against `rulebook.kinds`."""

ACTS_OF_UNITS = {
    "found": "Thành lập",
    "split": "Chia tách",
    "merge": "Sáp nhập",
    "consolidate": "Hợp nhất",
    "dissolve": "Giải thể",
    "end": "Kết thúc hoạt động",
    "upgrade": "Nâng cấp",
    "downgrade": "Hạ cấp",
    "move": "Chuyển giao",
    "rename": "Đổi tên",
    "members": "Chuyển một số đảng viên",
    "plan": "Phương án sắp xếp",
}
"""Every kind of act of reorganisation; a test holds it against `organisation.kinds`."""

SHEETS = {
    "localities": "Địa bàn",
    "facts": "Số liệu dân cư",
    "units": "Tổ chức đảng",
    "reach": "Tổ chức đảng có từ trước",
    "members": "Đảng viên mới ghi",
    "revisions": "Đảng viên có thay đổi",
    "movements": "Biến động",
    "endings": "Tổ chức đảng kết thúc hoạt động",
    "meetings": "Sinh hoạt",
}
"""The rows that an import took, by kind; a test holds it against the kinds."""

SEX = {True: "Nữ", False: "Nam", None: ""}

FINDINGS = {
    "sum": "Tổng và các số thành phần",
    "subset": "Danh sách “trong đó”",
    "share": "Tỷ lệ so với tổng",
    "ratio": "Tử số và mẫu số",
    "target": "Tỷ lệ so với chỉ tiêu",
    "points": "Hiệu của hai tỷ lệ",
    "growth": "Mức tăng, giảm theo phần trăm",
    "difference": "Mức tăng, giảm",
    "average": "Bình quân",
    "feasibility": "Tỷ lệ có thể có hay không",
    "enumeration": "Số mục được liệt kê",
    "repeat": "Một số nêu hai lần",
    "date": "Ngày tháng",
    "citation": "Số, ký hiệu văn bản",
    "register": "So với số liệu hệ thống",
}
"""Every kind of finding in a report."""

VERDICTS: dict[Verdict, str] = {
    "inconsistent": "Không khớp",
    "rounding": "Cắt số, không làm tròn",
    "not_decidable": "Chưa kết luận",
    "consistent": "Khớp",
}
