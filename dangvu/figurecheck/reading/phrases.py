"""The phrases that tie figures together in a sentence: what leads to a share, to a change, away from a list (folded spelling)."""

from __future__ import annotations

import re

HEDGED = r"(?:gần|đúng|trên|hơn|khoảng|xấp xỉ|ước|dưới|chỉ|mới|được|là|có|ở mức|tới|đến)"
SOFTENED = re.compile(r"(?:(?:gần|trên|hơn|khoảng|xấp xỉ)\s)?")
SHARE_LEAD = re.compile(
    rf"(?:và |cũng |đã |nên |như vậy |qua đó )*(?:(?:chiếm|đạt|bằng|tương đương|tương đương với|tương ứng|tương ứng với|"
    rf"ứng với|với|tức|hay|=)\s?)*"
    rf"(?:(?:với )?(?:tỷ|tỉ) (?:lệ|trọng)(?: chung| (?:phát triển|kết nạp) đảng(?: viên)?(?: mới)?(?: năm \d{{4}}|"
    rf" trong năm)?| tập hợp| thu hút| giải ngân| giải quyết| hoàn thành)?(?: đạt| là| chiếm| bằng)?:?\s?)?(?:{HEDGED}\s)*"
)
CHANGE_LEAD = re.compile(
    r"(?:và |đều |đã |cũng |tuy nhiên |như vậy |(?:tức |có nghĩa |nghĩa )?là )*(?:so với [^,;%]*?\s|so (?:cùng kỳ|năm|đầu)[^,;%]*?\s|"
    r"cùng kỳ[^,;%]*?\s|năm \d{4}\s|trong (?:năm|kỳ|quý|tháng|nhiệm kỳ|giai đoạn|cả nhiệm kỳ)\s(?:\d{4}\s)?(?:đã )?)?(?:đã |thì |đều )*"
    r"(?P<verb>tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn|hơn(?= (?:so|năm|cùng|nhiệm kỳ|kỳ|đầu))|vượt|gấp)\b"
    r"(?! (?:sút|cường|nghèo|nhẹ|thiểu|tải|trưởng|phiền)\b)"
)
COMPARED = re.compile(r"(?:và |là )?(?:so với|so cùng kỳ|bằng)\b")
AGAIN = re.compile(
    r"(?:và )?(?:tương ứng|tương đương|bằng|tức|hay|nghĩa|=|(?:với )?tỷ lệ|đạt tỷ lệ)(?: với| là)?(?: mức| số)?"
    r"(?: tăng| giảm| thêm| bớt| vượt)?"
    r"\s*(?:tỷ lệ )?(?:là )?[\d(]"
)
SHARE_BEFORE = re.compile(r"(?:chiếm|(?:đạt |bằng |chiếm )?(?:tỷ|tỉ) lệ|đạt|bằng)\s(?:tỷ lệ )?(?:\w+ )?$")
CHANGE_BEFORE = re.compile(r"\b(?:tăng|giảm|vượt|(?:nhiều|cao|ít|thấp) hơn)\s(?:\w+\s){0,3}$")
RATED = re.compile(r"\b(?:tỷ|tỉ) lệ\b")
RATE_OF = re.compile(r"(?:tỷ|tỉ) lệ ((?:[^\W\d]+ ){1,6})(?:đạt |là |chiếm )?")
COMMON = frozenset({"đảng", "viên", "chi", "bộ", "đạt", "tỷ", "lệ", "có", "được", "của"})
FROM_TO = re.compile(r"\b(?:lên|xuống|còn|đến|thành)\b")
STOP = re.compile(
    r"(?:và )?(?:qua đó|ngoài ra|bên cạnh đó|đồng thời|góp phần|nhìn chung|đến nay|hiện nay|hiện có|hiện còn|phấn đấu|nhờ đó|"
    r"vì vậy|do đó|tuy nhiên|"
    r"(?:đã |góp phần )?(?:nâng|đưa)\b|tổng cộng|tổng số|tổng cộng là|theo đó|trước đó|tiếp tục|từ đó|sau đó|"
    r"(?:toàn|cả) (?:đảng bộ|đảng ủy|tỉnh|thành phố|huyện|thị xã|quận|phường|xã)\s[^\d,;]{0,30}\bcó\b|"
    r"số (?:đảng viên |đại biểu |đồng chí )?(?:phải|được triệu tập)\b|"
    r"sau (?:khi )?(?:[^\W\d]+ ){1,3}(?:có|còn|đã)\b|cùng với đó|song song)"
)
ACTION = re.compile(
    r"(?:đã |có |được |và )*(?:kết nạp|công nhận|chuyển|tiếp nhận|trao|tặng|phát|mở|tổ chức|thành lập|giải thể|kiểm tra|"
    r"giám sát|thi hành|xem xét|kỷ luật|"
    r"giải quyết|ban hành|bồi dưỡng|đào tạo|cử|giới thiệu|bổ nhiệm|điều động|luân chuyển|quy hoạch|đề nghị|quyết định|"
    r"chuẩn y|phân công|hỗ trợ|"
    r"cấp|bầu(?! cử)|làm thủ tục|đình chỉ|xử lý|sáp nhập|rà soát|kết luận|"
    r"xây dựng(?! (?:hệ thống chính trị|đảng|chính quyền|nông thôn|đời sống|tổ chức))|vận động|tuyên truyền|lập|triển khai|hoàn thành|"
    r"miễn|nâng|khen thưởng)\b"
)
DISTRIBUTED = re.compile(r"\s?[,;]\s(?:và )?\d+ (?:[^\W\d]+ ){1,2}(?:đạt )?(?:trên|dưới|từ|gần|(?<=đạt )(?=\d+%)) ?\d")
BANDS = re.compile(r"\d (?:[^\W\d]+ ){1,2}đạt (?:trên|dưới|từ) \d[\d,]*%")
OF_ALL = re.compile(r"\s*(?:so với |trong |trên |của )*(?:tổng số|kế hoạch|chỉ tiêu|dự toán|mục tiêu)\b")
OF_THEM = re.compile(r"\s*(?:trong |của )?(?:tổng )?số (?:đó|này|ấy|trên)\b")
THAT_IS = re.compile(r"(?:và )?(?:tức|hay|nghĩa|tương đương|tương ứng|khoảng)(?: là| với)?\s*")
IN_TURN = re.compile(r"lần lượt là\s*$")
BELONGING = re.compile(r"\b(?:của|thuộc|ở|tại)\s(?:cả\s|toàn bộ\s)?$")
WHERE = re.compile(r"\b(?:ở|tại|thuộc|của)\s$")
OUT_OF_TOTAL = re.compile(r"\b(?:trên tổng số|trong tổng số|trên|/)\s(?:toàn bộ )?$")
NUMBERED = r"(?:(?:[-+*•]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|\x00{1,2}(?:\.\x00{1,2})*[.)])\s)?"
OUT_OF = re.compile(rf"\s*{NUMBERED}(?:trong|trong tổng số|trong số|trên tổng số)\s(?:toàn bộ )?")
WITH = re.compile(r"\svới\s(?:[^\W\d]+\s){0,3}\d.*")
WHO = re.compile(r"\s(?:là|được|thuộc|ở|có|đã)\s[^\d,;.]{2,60}\(")
NAME = re.compile(r"[A-ZĐÀ-Ỹ][\w'’-]*(?:\s[A-ZĐÀ-Ỹ\d][\w'’-]*)*")
