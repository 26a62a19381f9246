"""The words of the codes in `dangvu.exits`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS: Mapping[str, Any] = {
    "struck_off": _("Xóa tên"),
    "left_on_request": _("Cho ra khỏi Đảng"),
    "expelled": _("Khai trừ"),
}
REASONS: Mapping[str, Any] = {
    "no_meetings": _("Bỏ sinh hoạt chi bộ 3 tháng trong năm, không có lý do chính đáng"),
    "no_dues": _("Không đóng đảng phí 3 tháng trong năm, không có lý do chính đáng"),
    "card": _("Tự ý trả hoặc hủy thẻ đảng viên"),
    "no_duties": _("Không làm nhiệm vụ đảng viên, chi bộ giáo dục sau 12 tháng không tiến bộ"),
    "standard": _("Vi phạm tư cách đảng viên hai năm liền"),
    "political": _("Không bảo đảm tiêu chuẩn chính trị"),
    "probation": _("Đảng viên dự bị không đủ tư cách"),
    "own_request": _("Tự nguyện xin ra khỏi Đảng"),
    "family": _("Xin ra vì hoàn cảnh gia đình đặc biệt khó khăn"),
    "discipline": _("Vi phạm đến mức phải khai trừ"),
    "disunity": _("Gây mất đoàn kết nội bộ nghiêm trọng"),
    "corruption": _("Bị kết án về tội tham nhũng"),
    "waste_negative": _("Bị kết án về tội lãng phí, tiêu cực"),
    "serious_crime": _("Bị kết án về tội nghiêm trọng trở lên"),
    "lesser_crime": _("Bị kết án về tội ít nghiêm trọng"),
}
STAGES: Mapping[str, Any] = {
    "cell": _("Chi bộ biểu quyết"),
    "base": _("Đảng ủy cơ sở biểu quyết"),
    "deciding": _("Cấp có thẩm quyền quyết định"),
}
ORGANS: Mapping[str, Any] = {
    "cell": _("Chi bộ"),
    "base": _("Đảng ủy cơ sở"),
    "standing": _("Ban thường vụ"),
    "committee": _("Đảng ủy cơ sở được ủy quyền"),
}
STATES: Mapping[str, Any] = {"open": _("Đang xem xét"), "decided": _("Đã quyết định"), "dropped": _("Đã dừng xem xét")}
DROPPED: Mapping[str, Any] = {
    "not_agreed": _("Không đủ tỷ lệ đồng ý"),
    "request_withdrawn": _("Đảng viên rút đơn"),
    "ground_gone": _("Không còn lý do xem xét"),
    "other_way": _("Đảng viên từ trần hoặc chuyển đi"),
}
OUTCOMES: Mapping[str, Any] = {
    "upheld": _("Giữ nguyên quyết định"),
    "changed": _("Thay bằng hình thức nhẹ hơn"),
    "quashed": _("Hủy quyết định, khôi phục quyền đảng viên"),
}
CONSENTING: Mapping[str, Any] = {
    "province_standing": _("Ban thường vụ tỉnh ủy, thành ủy"),
    "province_permanent": _("Thường trực tỉnh ủy, thành ủy được ủy quyền"),
}
CENTRE = _("Trung ương")
