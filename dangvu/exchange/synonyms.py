"""The names under which offices head their columns, per sheet and field, the most trusted first.

One field a line, names parted by `|`; a line that begins with spaces goes on. Case, diacritics and punctuation do not matter.
"""

from __future__ import annotations


def _read(text: str) -> dict[str, tuple[str, ...]]:
    fields = text.strip().replace("\n ", " ").splitlines()
    parts = (field.partition(":") for field in fields)
    return {field: tuple(" ".join(name.split()) for name in names.split("|")) for field, _, names in parts}


UNITS = _read("""
code: Mã tổ chức đảng | Mã tổ chức | Mã đơn vị | Mã đảng bộ, chi bộ | Mã TCĐ | Mã tổ chức cơ sở đảng | Ký hiệu tổ chức | Mã chi bộ |
    Mã
name: Tên tổ chức đảng | Tên tổ chức | Tên đơn vị | Tên đảng bộ, chi bộ | Tên tổ chức cơ sở đảng | Tên gọi | Tên gọi TCĐ
    | Tổ chức đảng | Đơn vị |
    Tên
kind: Loại tổ chức | Loại tổ chức đảng | Loại TC | Kiểu tổ chức | Cấp tổ chức | Loại đảng bộ, chi bộ | Phân loại tổ chức | Phân loại | Loại
    | Loại hình tổ chức đảng
parent: Mã tổ chức cấp trên | Mã tổ chức đảng cấp trên | Mã cấp trên | Mã cấp trên trực tiếp | Mã tổ chức cấp trên trực tiếp | Mã
    đơn vị cấp trên | Mã tổ chức cha | Mã tổ chức đảng cấp trên trực tiếp | Cấp trên trực tiếp | Trực thuộc | Tổ chức cấp trên | Tổ
    chức đảng cấp trên | Đơn vị cấp trên | Cấp trên | Thuộc
founded: Ngày thành lập | Ngày TL | Thành lập | Ngày lập | Ngày quyết định thành lập | Ngày có hiệu lực | Ngày bắt đầu | Thành lập
    ngày
ended: Ngày giải thể/sáp nhập | Ngày GT | Ngày giải thể | Ngày sáp nhập | Ngày kết thúc | Ngày kết thúc hoạt động | Ngày chấm dứt |
    Ngày chấm dứt hoạt động | Giải thể | Giải thể ngày | Ngày thôi hoạt động | Ngày hết hiệu lực | Ngày giải thể, chia, tách, sáp
    nhập
locality: Mã địa bàn | Mã ĐB | Mã địa phương | Địa bàn | Mã ấp, khóm | Mã đơn vị hành chính | Mã ĐVHC | Mã thôn, ấp
sector: Loại hình | Loại hình tổ chức | Loại hình cơ sở | Lĩnh vực | Loại hình TCCSĐ | Khối | Loại hình đơn vị
""")

LOCALITIES = _read("""
code: Mã địa bàn | Mã địa phương | Mã ĐB | Mã đơn vị hành chính | Mã ĐVHC | Mã ấp, khóm | Mã hành chính | Mã
name: Tên địa bàn | Tên địa phương | Tên ĐB | Tên đơn vị hành chính | Tên ĐVHC | Tên ấp, khóm | Tên xã, ấp | Tên xã, phường | Tên ấp
    | Địa bàn | Địa phương | Tên
level: Cấp | Cấp địa bàn | Cấp hành chính | Cấp đơn vị hành chính | Loại địa bàn | Loại đơn vị hành chính | Loại
parent: Mã địa bàn cấp trên | Mã cấp trên | Mã ĐB cấp trên | Mã ĐB cha | Mã địa phương cấp trên | Mã đơn vị hành chính cấp trên
    | Mã ĐVHC cấp trên | Mã địa bàn
    cha | Mã cấp trên trực tiếp | Địa bàn cấp trên | Trực thuộc | Thuộc | Cấp trên | Cấp trên trực tiếp
day: Số liệu tại ngày | Tại ngày | Ngày số liệu | Ngày SL | Ngày của số liệu | Thời điểm | Thời điểm thống kê
    | Thời điểm số liệu | Ngày thống kê | Ngày chốt số
    liệu | Thời điểm chốt số liệu | Ngày chốt | Tính đến ngày | Số liệu đến ngày | Ngày
""")

MEMBERS = _read("""
record_no: Số lý lịch | Số LL | Số lý lịch đảng viên | Số hồ sơ | Số hồ sơ đảng viên | Số lý lịch ĐV | Mã đảng viên | Số SLL | Mã lý
    lịch | Mã hồ sơ | Mã số đảng viên | Số HSĐV | Lý lịch số
card: Số thẻ đảng viên | Số thẻ đảng | Số thẻ | Số thẻ ĐV | Thẻ đảng viên | Mã thẻ | Số thẻ Đảng (12 số) | Thẻ đảng | Mã thẻ đảng
    viên
name: Họ và tên khai sinh | Họ và tên | Họ tên | Họ tên khai sinh | Họ và tên đảng viên | Họ tên đảng viên | Họ, tên | Họ, chữ đệm
    và tên | Họ và tên đang dùng | Tên đảng viên | Họ và tên (khai sinh) | Họ, chữ đệm, tên khai sinh | Họ chữ đệm và tên khai sinh
    | Đảng viên
family: Họ và chữ đệm | Họ, chữ đệm | Họ và tên đệm | Họ đệm | Họ và đệm | Họ lót | Họ và chữ lót | Họ và tên lót | Họ, tên đệm
given: Tên | Tên riêng
woman_born: Ngày sinh nữ | Sinh ngày nữ | Năm sinh nữ | Nữ sinh ngày
man_born: Ngày sinh nam | Sinh ngày nam | Năm sinh nam | Nam sinh ngày
born: Ngày sinh | Sinh ngày | Ngày tháng năm sinh | Ngày, tháng, năm sinh | Sinh ngày, tháng, năm | Ngày sinh đảng viên | NTNS | Năm
    sinh
sex: Giới tính | Giới | Phái | Nam/Nữ | Nam, nữ | Nam nữ | Giới tính (Nam/Nữ) | GT
woman: Nữ | Giới tính nữ | Đảng viên nữ | Là nữ | Nữ (x) | Nữ giới
man: Nam | Giới tính nam | Đảng viên nam | Là nam | Nam giới
ethnicity: Dân tộc | Thành phần dân tộc | DT | D.tộc
religion: Tôn giáo | Theo tôn giáo | Đạo | Tín ngưỡng, tôn giáo | TG | T.giáo
education: Giáo dục phổ thông | Trình độ giáo dục phổ thông | Trình độ học vấn | Học vấn | Trình độ văn hóa | Văn hóa | Trình độ phổ
    thông | Học vấn phổ thông | GDPT | Trình độ GDPT | TĐHV | TĐVH | TĐ học vấn | TĐ văn hóa
profession: Trình độ chuyên môn | Chuyên môn | Chuyên môn nghiệp vụ | Trình độ chuyên môn nghiệp vụ | Trình độ CM | Trình độ đào tạo
    | Trình độ CMNV | Trình độ chuyên môn cao nhất | TĐCM | TĐ CM | Trình độ CM-NV | TĐ CMNV
theory: Lý luận chính trị | Trình độ lý luận chính trị | Lý luận | Trình độ lý luận | LLCT | Trình độ chính trị | Chính trị | TĐ LLCT
occupation: Nghề nghiệp | Nghề nghiệp hiện nay | Nghề | Công việc | Nghề nghiệp hiện tại | Công việc hiện nay | Công việc đang làm
admitted: Ngày vào Đảng | Vào Đảng ngày | Ngày kết nạp | Ngày kết nạp Đảng | Kết nạp ngày | Ngày được kết nạp | Ngày kết nạp vào
    Đảng | Ngày vào Đảng CSVN | Ngày vào ĐCSVN | VĐ dự bị | Ngày vào Đảng Cộng sản Việt Nam | Ngày dự bị | Ngày vào Đảng dự bị
    | Ngày kết nạp dự bị | Ngày tháng
    năm vào Đảng | Vào Đảng | Ngày VĐ
decided: Ngày quyết định kết nạp | Ngày QĐ kết nạp | Ngày ra quyết định kết nạp | Ngày ký quyết định kết nạp |
    Quyết định kết nạp ngày | Ngày ban hành quyết định kết nạp
ceremony: Ngày lễ kết nạp | Ngày tổ chức lễ kết nạp | Ngày làm lễ kết nạp | Lễ kết nạp | Ngày kết nạp | Ngày lễ | Ngày tổ chức kết
    nạp | Lễ kết nạp ngày
official: Ngày chính thức | Ngày vào Đảng chính thức | Chính thức ngày | Ngày công nhận chính thức | Ngày công nhận đảng viên chính
    thức | Ngày chuyển chính thức | Ngày CT | Ngày chuyển đảng chính thức | Ngày được công nhận chính thức | Ngày CN chính thức
    | VĐ chính thức | Chính thức | Vào Đảng
    chính thức
cell: Mã chi bộ | Mã CB | Mã chi bộ sinh hoạt | Mã chi bộ đang sinh hoạt | Mã tổ chức đảng | Mã đơn vị | Mã tổ chức | Mã tổ chức
    đảng đang sinh hoạt | Mã nơi sinh hoạt | Chi bộ sinh hoạt | Chi bộ đang sinh hoạt | Sinh hoạt tại chi bộ | Tổ chức Đảng đang
    sinh hoạt | Nơi sinh hoạt | Chi bộ
party_post: Chức vụ trong Đảng | Chức vụ Đảng | Chức danh Đảng | Cấp ủy | Chức vụ cấp ủy | Chức danh trong Đảng | CV Đảng | CVĐ
government_post: Chức vụ chính quyền | Chức vụ | Chức danh chính quyền | Chức vụ CQ | Chức vụ chính quyền, đoàn thể | Chức vụ CQ, đoàn thể
    | Chức vụ ngoài
    Đảng | Chức danh | Chức vụ công tác | CV chính quyền | CV CQ | CVCQ
exempt_from: Miễn công tác, sinh hoạt từ ngày | Ngày miễn công tác, sinh hoạt | Miễn sinh hoạt từ ngày | Ngày miễn sinh hoạt | Miễn
    CTSH từ ngày | Ngày miễn công tác | Ngày được miễn | Miễn từ ngày | Ngày miễn CTSH | Miễn công tác từ ngày | Miễn công tác và
    sinh hoạt từ ngày | Ngày được miễn công tác, sinh hoạt | Miễn công tác sinh hoạt | Miễn sinh hoạt | Ngày miễn | Miễn công tác và
    sinh hoạt đảng từ ngày | Miễn SHĐ từ ngày | Ngày miễn SHĐ | Ngày miễn công tác và SHĐ | Được miễn CTSH từ ngày
    | Miễn CT, SHĐ từ ngày | Miễn CT, SH từ ngày
""")

MOVEMENTS = _read("""
kind: Loại biến động | Loại BĐ | Biến động | Hình thức biến động | Nội dung biến động | Kiểu biến động | Loại | Lý do biến động |
    Hình thức | Nội dung | Lý do
day: Ngày hiệu lực | Ngày HL | Ngày có hiệu lực | Hiệu lực từ ngày | Từ ngày | Ngày biến động | Ngày BĐ | Ngày chuyển | Hiệu lực | Ngày thực
    hiện | Ngày xảy ra | Có hiệu lực từ | Có hiệu lực từ ngày | Có hiệu lực ngày | Ngày | Ngày quyết định | Ngày QĐ
quoted: Số quyết định | Số QĐ | Quyết định số | Quyết định | Căn cứ | Văn bản | Số văn bản | Số, ký hiệu quyết định | Số và ký hiệu
from_cell: Mã chi bộ đi | Mã chi bộ nơi đi | Mã CB đi | Chi bộ đi | Từ chi bộ | Chi bộ chuyển đi | Mã chi bộ cũ | Nơi đi | Mã nơi đi
    | Chuyển từ chi bộ | Chi bộ cũ | Mã chi bộ chuyển đi | Chi bộ nơi đi | Mã chi bộ nơi chuyển đi | Nơi chuyển đi | Từ mã chi bộ
    | Đi từ | Từ
to_cell: Mã chi bộ đến | Mã chi bộ nơi đến | Mã CB đến | Chi bộ đến | Đến chi bộ | Chi bộ chuyển đến | Mã chi bộ mới | Nơi đến | Mã
    nơi đến | Chi bộ mới | Mã chi bộ chuyển đến | Chi bộ nơi đến | Mã chi bộ nơi chuyển đến | Nơi chuyển đến | Đến mã chi bộ
    | Chuyển đến chi bộ | Mã chi bộ tiếp nhận | Chi bộ tiếp nhận | Đến
note: Ghi chú | Chú thích | Diễn giải | GC
record_no: Số lý lịch | Số LL | Số lý lịch đảng viên | Số hồ sơ | Số hồ sơ đảng viên | Số lý lịch ĐV | Mã đảng viên | Số SLL | Mã lý
    lịch | Mã hồ sơ | Mã số đảng viên | Số HSĐV | Lý lịch số
""")

MEETINGS = _read("""
cell: Mã chi bộ | Mã CB | Mã tổ chức đảng | Mã đơn vị | Mã tổ chức | Chi bộ | Tổ chức đảng
year: Năm | Năm sinh hoạt | Năm họp | Của năm
month: Tháng | Tháng sinh hoạt | Tháng/năm | Tháng, năm | Kỳ sinh hoạt | Kỳ | Tháng năm | Kỳ họp | Ngày sinh hoạt | Ngày họp | Tháng
    họp | Tháng năm sinh hoạt | Ngày
due: Số đảng viên phải dự | Số đảng viên phải dự sinh hoạt | Phải dự sinh hoạt | Số ĐV phải dự | Phải dự | Số phải dự | Đảng viên
    phải dự | Số đảng viên phải dự họp | Số đảng viên phải tham dự | Phải tham dự | Tổng số đảng viên phải dự | Số đảng viên phải
    sinh hoạt | Số đảng viên được triệu tập | Triệu tập | Phải sinh hoạt
    | Tổng ĐV phải dự | Tổng ĐV phải SH | Tổng số ĐV phải SH
present: Số đảng viên dự | Dự sinh hoạt | Số đảng viên dự thực tế | Số đảng viên thực dự | Số ĐV dự | Số dự | Có mặt | Dự | Số đảng
    viên có mặt | Đảng viên dự | Số đảng viên tham dự | Số đảng viên dự họp | Số có mặt | Tham dự | Thực dự | Số thực dự | Số đảng
    viên dự sinh hoạt | Số đảng viên đã dự | Đã dự
    | Số ĐV thực tế dự | Số ĐV thực tế dự SH | Thực tế dự | Số ĐV thực tế tham dự
""")
