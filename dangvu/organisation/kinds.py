"""The closed lists of units and localities."""

MEASURES = ("population", "households", "poor_households", "near_poor_households")
"""What is counted of a locality: persons, and three kinds of households."""

ACTS = ("found", "split", "merge", "consolidate", "dissolve", "end", "upgrade", "downgrade", "move", "rename", "members", "plan")
"""Thành lập, chia tách, sáp nhập, hợp nhất, giải thể, kết thúc hoạt động, nâng cấp, hạ cấp, chuyển giao, đổi tên,
chuyển một số đảng viên, phương án sắp xếp của nhiều tổ chức.
"""

PEOPLES = (
    "Kinh", "Khmer", "Hoa", "Chăm", "Tày", "Thái", "Mường", "Nùng", "Mông", "Dao", "Gia-rai", "Ngái", "Ê-đê", "Ba-na", "Xơ-đăng",
    "Sán Chay", "Cơ-ho", "Sán Dìu", "Hrê", "Mnông", "Raglai", "Xtiêng", "Bru-Vân Kiều", "Thổ", "Giáy", "Cơ-tu", "Giẻ-Triêng", "Mạ",
    "Khơ-mú", "Co", "Ta-ôi", "Chơ-ro", "Kháng", "Xinh-mun", "Hà Nhì", "Chu-ru", "Lào", "La Chí", "La Ha", "Phù Lá", "La Hủ", "Lự",
    "Lô Lô", "Chứt", "Mảng", "Pà Thẻn", "Cơ Lao", "Cống", "Bố Y", "Si La", "Pu Péo", "Brâu", "Ơ-đu", "Rơ-măm",
)  # fmt: skip
"""The 54 ethnic groups of the national list, Khmer in the spelling of the offices; how else they are written is known to `exchange`."""
