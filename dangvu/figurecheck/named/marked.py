"""A number, words of any kind, a colon and running marks: chỉ ra ba khó khăn: một là …; hai là … · gặp 4 trở ngại: (1) …, (2) …

Also what needs no marks: ba điểm cần khắc phục: …; …; …
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dangvu.figurecheck.claims import VERDICTS, Claim, Marks
from dangvu.figurecheck.context import Context

CARDINALS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
NUMBERS = {word: place for place, word in enumerate(CARDINALS, 1)}
ANNOUNCED = re.compile(
    r"(?<![\w/.,:-])(?P<number>\d{1,2}|hai|ba|bốn|sáu|bảy|tám|chín|mười) (?P<what>[^\W\d]+(?: [^\W\d]+){0,9}?)"
    r"(?: sau(?: đây)?| như sau| là| gồm)?:\s(?=(?:một là|thứ nhất|\(1\)|1\)|1\.)[\s,:])"
)
ASIDE = re.compile(
    r"(?<![\w/.,:-])(?P<number>\d{1,2}|hai|ba|bốn|(?<!trong )(?<!mỗi )(?<!hằng )(?<!hàng )(?<!các )(?<!nhiệm vụ )(?<!của )năm|sáu|bảy|tám|"
    r"chín|mười) (?P<what>(?:cách làm|cách|kết quả|ưu điểm|chỉ tiêu|chuyển biến|đổi mới|tiêu chuẩn|nguyên tắc|phần việc|đầu việc|"
    r"khó khăn|trở ngại|vướng mắc|hạn chế|tồn tại|bất cập|"
    r"bài học|giải pháp|nhiệm vụ|điểm|việc|nội dung|yêu cầu|lý do|nguyên nhân|kinh nghiệm|vấn đề|mặt|khâu|bước|mục tiêu|đề xuất|kiến nghị|"
    r"yếu tố|điều|thách thức|rào cản|công việc|trọng tâm)(?: [^\W\d]+){0,8}?)(?: sau(?: đây)?| như sau| là| gồm)?:\s"
    r"(?P<items>(?:[^:.\n]|(?<=\d)\.(?=\d)){20,600})(?:\.(?=[\s”\")]|$)|[\n”\"]|$)"
)
WORDED = re.compile(r"(?:(?:^|[;:.,\s])(?P<one>một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) là(?=[\s,:]))")
IN_ORDER = re.compile(r"\bthứ (?P<one>nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?=,|:| là)")
NUMBERED = re.compile(r"(?:\((?P<one>\d{1,2})\)|(?<![\w.,/])(?P<bare>\d{1,2})[.)])\s")
ORDINALS = ("nhất", "hai", "ba", "tư", *CARDINALS[4:])
TIME = re.compile(r"(?:năm|tháng|quý|ngày|giờ|tuần|lần|nhiệm kỳ)\b")
FEWEST, SHORTEST, OFF = 2, 2, 3
PART = re.compile(r"\btrong đó\b|\btrước hết\b|\bnhư\b")
OF_OTHERS = re.compile(r"\b(?:các|những|về|với|để|thuộc)\b")
"""45 đại biểu đã thảo luận các nội dung: what the marks count is another thing than the number."""


def judge_marked(context: Context, decided: Marks) -> Iterator[Claim]:
    """Every such number, against how far the marks run before the paragraph ends."""
    for found in ANNOUNCED.finditer(context.folded):
        start, end = found.span("number")
        mark = context.source.back(start, end)
        if mark in decided or TIME.match(found["what"]) or PART.search(found["what"]):
            continue
        stop = context.folded.find("\n", found.end())
        count = _running(context.folded, found.end(), stop if stop >= 0 else len(context.folded))
        stated = int(found["number"]) if found["number"].isdigit() else NUMBERS[found["number"]]
        if count >= FEWEST and (count == stated or (abs(count - stated) <= OFF and not OF_OTHERS.search(found["what"]))):
            written = context.source.text[start:end]
            text = f"Đánh số được {count} mục" + ("" if count == stated else f"; văn bản báo {written}")
            verdict = VERDICTS["exact" if count == stated else "off"]
            figure = next((one for one in context.reader.between(start, end + 1) if one.start == start), None)
            yield context.claim((start, end), "enumeration", verdict, text, written, str(count), [figure] if figure else [])


def judge_set_apart(context: Context, decided: Marks) -> Iterator[Claim]:
    """Such a number before items without marks that semicolons set apart."""
    for found in ASIDE.finditer(context.folded):
        start, end = found.span("number")
        items = [item.strip() for item in found["items"].split(";")]
        mark = context.source.back(start, end)
        if (
            mark in decided
            or len(items) < FEWEST
            or _by_commas(found)
            or any(len(item.split()) < SHORTEST or re.search(r"\.\.\.|…", item) for item in items)
        ):
            continue
        stated = int(found["number"]) if found["number"].isdigit() else NUMBERS[found["number"]]
        if abs(len(items) - stated) > OFF:
            continue
        written = context.source.text[start:end]
        text = f"Kể {len(items)}" + ("" if len(items) == stated else f"; văn bản báo {written}")
        figure = next((one for one in context.reader.between(start, end + 1) if one.start == start), None)
        verdict = VERDICTS["exact" if len(items) == stated else "off"]
        yield context.claim((start, end), "enumeration", verdict, text, written, str(len(items)), [figure] if figure else [])


def _by_commas(found: re.Match[str]) -> bool:
    """3 nội dung: sổ sách …, cảnh quan …, phong trào …; điểm trung bình …: the commas of the first item tell as many as announced."""
    stated = int(found["number"]) if found["number"].isdigit() else NUMBERS[found["number"]]
    items = found["items"].split(";")
    return len(items) != stated == len(re.split(r",\s", items[0]))


def _running(folded: str, start: int, end: int) -> int:
    """How far the marks of the first one's kind run 1, 2, 3 …"""
    for marks, order in ((WORDED, CARDINALS), (IN_ORDER, ORDINALS), (NUMBERED, tuple(map(str, range(1, 31))))):
        count = 0
        for match in marks.finditer(folded, start - 1, end):
            one = match["one"] or match.groupdict().get("bare")
            if count < len(order) and one == order[count]:
                count += 1
        if count:
            return count
    return 0
