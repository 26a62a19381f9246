"""The 124 communes of Vĩnh Long since 1 July 2025, as the package vietnam-provinces 2025.10.1 lists them (`docs/areas/demo.md`)."""

COMMUNES = (
    "xã Cái Nhum", "xã Tân Long Hội", "xã Nhơn Phú", "xã Bình Phước", "xã An Bình", "xã Long Hồ", "xã Phú Quới",
    "phường Thanh Đức", "phường Long Châu", "phường Phước Hậu", "phường Tân Hạnh", "phường Tân Ngãi", "xã Quới Thiện",
    "xã Trung Thành", "xã Trung Ngãi", "xã Quới An", "xã Trung Hiệp", "xã Hiếu Phụng", "xã Hiếu Thành",
    "xã Lục Sĩ Thành", "xã Trà Ôn", "xã Trà Côn", "xã Vĩnh Xuân", "xã Hòa Bình", "xã Hòa Hiệp", "xã Tam Bình",
    "xã Ngãi Tứ", "xã Song Phú", "xã Cái Ngang", "xã Tân Quới", "xã Tân Lược", "xã Mỹ Thuận", "phường Bình Minh",
    "phường Cái Vồn", "phường Đông Thành", "phường Long Đức", "phường Trà Vinh", "phường Nguyệt Hóa", "phường Hòa Thuận",
    "xã An Trường", "xã Tân An", "xã Càng Long", "xã Nhị Long", "xã Bình Phú", "xã Song Lộc", "xã Châu Thành",
    "xã Hưng Mỹ", "xã Hòa Minh", "xã Long Hòa", "xã Cầu Kè", "xã Phong Thạnh", "xã An Phú Tân", "xã Tam Ngãi",
    "xã Tân Hòa", "xã Hùng Hòa", "xã Tiểu Cần", "xã Tập Ngãi", "xã Mỹ Long", "xã Vinh Kim", "xã Cầu Ngang",
    "xã Nhị Trường", "xã Hiệp Mỹ", "xã Lưu Nghiệp Anh", "xã Đại An", "xã Hàm Giang", "xã Trà Cú", "xã Long Hiệp",
    "xã Tập Sơn", "phường Duyên Hải", "phường Trường Long Hòa", "xã Long Hữu", "xã Long Thành", "xã Đông Hải",
    "xã Long Vĩnh", "xã Đôn Châu", "xã Ngũ Lạc", "phường An Hội", "phường Phú Khương", "phường Bến Tre",
    "phường Sơn Đông", "phường Phú Tân", "xã Phú Túc", "xã Giao Long", "xã Tiên Thủy", "xã Tân Phú", "xã Phú Phụng",
    "xã Chợ Lách", "xã Vĩnh Thành", "xã Hưng Khánh Trung", "xã Phước Mỹ Trung", "xã Tân Thành Bình", "xã Nhuận Phú Tân",
    "xã Đồng Khởi", "xã Mỏ Cày", "xã Thành Thới", "xã An Định", "xã Hương Mỹ", "xã Đại Điền", "xã Quới Điền",
    "xã Thạnh Phú", "xã An Qui", "xã Thạnh Hải", "xã Thạnh Phong", "xã Tân Thủy", "xã Bảo Thạnh", "xã Ba Tri",
    "xã Tân Xuân", "xã Mỹ Chánh Hòa", "xã An Ngãi Trung", "xã An Hiệp", "xã Hưng Nhượng", "xã Giồng Trôm", "xã Tân Hào",
    "xã Phước Long", "xã Lương Phú", "xã Châu Hòa", "xã Lương Hòa", "xã Thới Thuận", "xã Thạnh Phước", "xã Bình Đại",
    "xã Thạnh Trị", "xã Lộc Thuận", "xã Châu Hưng", "xã Phú Thuận",
)  # fmt: skip
