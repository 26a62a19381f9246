"""Sổ Đảng vụ: the register of a provincial party organisation."""
