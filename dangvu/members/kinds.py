"""The closed lists of a membership: how it begins and ends, and the codes of the two dimensions of status."""

ENTRIES = ("admitted", "readmitted", "transferred_in", "restored")
"""How a person comes to be counted: kết nạp, kết nạp lại, chuyển đến, khôi phục."""

EXITS = ("expelled", "struck_off", "left_on_request", "dead", "transferred_out")
"""How a person ceases to be counted: khai trừ, xóa tên, cho ra khỏi Đảng, từ trần, chuyển đi."""

TRANSFER = "transfer"
"""From one cell of this register to another on the same day; the person never ceases to be counted."""

NAMES = {
    "admitted": "Kết nạp", "readmitted": "Kết nạp lại", "transferred_in": "Chuyển đến từ nơi khác", "restored": "Khôi phục đảng tịch",
    "expelled": "Khai trừ", "struck_off": "Xóa tên", "left_on_request": "Cho ra khỏi Đảng", "dead": "Từ trần",
    "transferred_out": "Chuyển đi nơi khác", TRANSFER: "Chuyển sinh hoạt nội bộ",
}  # fmt: skip
"""What every movement is called, on pages, in returns and in workbooks."""

STANDING = {"probationary": 1, "official": 2}
PARTICIPATION = {"active": 0, "exempt": 1, "away": 2, "suspended": 3}
RESIDENCE = {"to_introduce": 1, "introduced": 2, "in_name": 3, "not_required": 4}
"""The link of a working member to the cell at the place of residence (213-QĐ/TW): still to be introduced, introduced, introduced but
exempt from what is done there, exempt from being introduced."""

REASONS = {
    "exempt": ("old_age", "health_request", "maternity", "abroad", "remote_work", "mobile_work"),
    "away": ("temporary_stay", "far_work", "abroad", "mission"),
    "suspended": ("decision", "detention"),
}
"""The grounds of a participation by its value, as codes: 12-HD/BTCTW for the exempt; what is behind a request is not kept."""

ATTRIBUTES = ("education", "profession", "theory", "occupation")
"""What turns together in a profile; each is a word of the list of that name."""
