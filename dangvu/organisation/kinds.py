"""The closed lists of units and localities."""

MEASURES = ("population", "households", "poor_households", "near_poor_households")
"""What is counted of a locality: persons, and three kinds of households."""

ACTS = ("found", "split", "merge", "consolidate", "dissolve", "end", "upgrade", "downgrade", "move", "rename", "members", "plan")
"""Thành lập, chia tách, sáp nhập, hợp nhất, giải thể, kết thúc hoạt động, nâng cấp, hạ cấp, chuyển giao, đổi tên,
chuyển một số đảng viên, phương án sắp xếp của nhiều tổ chức.
"""
