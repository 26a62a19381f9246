"""Reports made by code: every statement is right, and each can be made wrong in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from random import Random

from tests.figurecheck.sets import Case, Expected

REPORT_DAY = date(2024, 7, 15)
DISTRICTS = ("Phú Tân", "Long Hà", "Vĩnh Lộc", "Đông Sơn", "Tân Uyên", "Hòa Bình", "Cẩm Giàng", "Kim Sơn")
ORDER = ("một", "hai", "ba", "bốn", "năm", "sáu")
TASKS = (
    "nâng cao chất lượng sinh hoạt chi bộ",
    "làm tốt công tác tạo nguồn",
    "quản lý chặt chẽ đảng viên",
    "tăng cường kiểm tra, giám sát",
    "đổi mới công tác tuyên truyền",
    "kiện toàn cấp ủy cơ sở",
)


@dataclass(frozen=True)
class Statement:
    """A paragraph, and the words that make it wrong."""

    kind: str
    text: str
    right: str
    wrong: str


def vn(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def percent(part: int, whole: int, places: int = 2) -> str:
    scaled = floor(Fraction(part * 100 * 10**places, whole) + Fraction(1, 2))
    return f"{scaled // 10**places},{scaled % 10**places:0{places}d}%"


def other_percent(random: Random, written: str) -> str:
    """A percentage at least three tenths away."""
    value = float(written.rstrip("%").replace(",", "."))
    away = random.choice((-1, 1)) * random.uniform(0.3, 4)
    places = len(written.rstrip("%").split(",")[1])
    return f"{abs(value + away):.{places}f}".replace(".", ",") + "%"


def parts(random: Random, total: int, count: int) -> list[int]:
    cuts = sorted(random.sample(range(1, total), count - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]


def sum_in_brackets(random: Random) -> Statement:
    total = random.randint(20, 90)
    bodies, cells = parts(random, total, 2)
    wrong = total + random.choice((-3, -2, -1, 1, 2, 3, 10))
    place = random.choice(DISTRICTS)
    text = f"Đảng bộ huyện {place} có {total} tổ chức cơ sở đảng ({bodies} đảng bộ cơ sở và {cells} chi bộ cơ sở)."
    return Statement("sum", text, f"{total} tổ chức", f"{wrong} tổ chức")


def sum_of_discipline(random: Random) -> Statement:
    total = random.randint(12, 60)
    reprimand, warning, removal, expulsion = parts(random, total, 4)
    lead = random.choice(("Đã thi hành kỷ luật", "Cấp ủy, ủy ban kiểm tra các cấp thi hành kỷ luật", "Qua kiểm tra, đã xử lý kỷ luật"))
    cue = random.choice((", trong đó: ", " (", ", gồm: ", "; trong đó "))
    text = f"{lead} {total} đảng viên{cue}khiển trách {reprimand}, cảnh cáo {warning}, cách chức {removal}, khai trừ {expulsion}"
    text += ")." if "(" in cue else "."
    return Statement("sum", text, f"{total} đảng viên", f"{total + random.choice((-2, -1, 1, 2, 5))} đảng viên")


def sum_of_years(random: Random) -> Statement:
    first = random.randint(2015, 2020)
    counts = [random.randint(60, 400) for _ in range(random.randint(3, 5))]
    listed = "; ".join(f"năm {first + place}: {vn(count)}" for place, count in enumerate(counts))
    total = sum(counts)
    text = f"Từ năm {first} đến năm {first + len(counts) - 1}, toàn Đảng bộ kết nạp {vn(total)} đảng viên ({listed})."
    return Statement("sum", text, f"{vn(total)} đảng viên", f"{vn(total + random.choice((-90, -9, 9, 18, 100)))} đảng viên")


def sum_in_a_note(random: Random) -> Statement:
    total = random.randint(200, 5000)
    men, women = parts(random, total, 2)
    mark = random.randint(1, 99)
    text = f"Chi bộ, đảng bộ cơ sở hiện quản lý {vn(total)} đảng viên[{mark}].\n\n[{mark}] Nam: {vn(men)}; nữ: {vn(women)}."
    return Statement("sum", text, f"nữ: {vn(women)}", f"nữ: {vn(women + random.choice((7, 9, 27, 90)))}")


def share_of_a_head(random: Random) -> Statement:
    total = random.randint(400, 9000)
    women, ethnic = random.randint(total // 5, total // 2), random.randint(total // 9, total // 3)
    lead = random.choice(("chiếm ", "chiếm tỷ lệ ", "tỷ lệ ", "đạt tỷ lệ ", ""))
    right = percent(women, total)
    shown = f"({right})" if not lead else f", {lead}{right}"
    text = (
        f"Toàn Đảng bộ có {vn(total)} đảng viên, trong đó đảng viên nữ {vn(women)} đồng chí{' ' if not lead else ''}{shown}; "
        f"đảng viên là người dân tộc thiểu số {vn(ethnic)} đồng chí, chiếm {percent(ethnic, total)}."
    )
    if percent(ethnic, total) == right:
        return share_of_a_head(random)
    return Statement("share", text, right, other_percent(random, right))


def share_of_a_ratio(random: Random) -> Statement:
    total = random.randint(40, 600)
    done = random.randint(total // 2, total - 1)
    right = percent(done, total, random.choice((1, 2)))
    lead = random.choice((", đạt {}", " ({})", ", chiếm {}", ", đạt tỷ lệ {}", " (đạt {})"))
    text = f"Có {done}/{total} chi bộ hoàn thành đại hội đúng tiến độ{lead.format(right)}."
    return Statement("share", text, right, other_percent(random, right))


def share_of_a_stated_total(random: Random) -> Statement:
    total = random.randint(300, 3000)
    young = random.randint(total // 6, total // 2)
    right = percent(young, total)
    text = f"Đã kết nạp {vn(young)} đoàn viên ưu tú, chiếm {right} trong tổng số {vn(total)} đảng viên mới kết nạp."
    return Statement("share", text, right, other_percent(random, right))


def target(random: Random) -> Statement:
    goal = random.randint(60, 300)
    done = random.randint(goal // 2, goal * 3 // 2)
    right = percent(done, goal)
    tail = random.choice(
        ("chỉ tiêu năm ({} đảng viên)", "kế hoạch năm ({} đảng viên)", "so với chỉ tiêu Nghị quyết ({} đảng viên)", "chỉ tiêu ({}/{})")
    )
    text = f"Trong năm kết nạp {done} đảng viên, đạt {right} " + (tail.format(done, goal) if "/" in tail else tail.format(goal)) + "."
    return Statement("share", text, right, other_percent(random, right))


def growth(random: Random) -> Statement:
    before = random.randint(60, 900)
    now = before + random.randint(5, 80)
    right = percent(now - before, before)
    text = random.choice(
        (
            f"Năm 2023 kết nạp {now} đảng viên, tăng {now - before} đồng chí ({right}) so với năm 2022.",
            f"Năm 2023 kết nạp {now} đảng viên, tăng {right} so với năm 2022 ({before} đảng viên).",
            f"Số đảng viên kết nạp tăng từ {before} đồng chí năm 2022 lên {now} đồng chí năm 2023 (tăng {right}).",
        )
    )
    return Statement("growth", text, right, other_percent(random, right))


def difference(random: Random) -> Statement:
    before = random.randint(60, 900)
    by = random.randint(5, 50)
    up = random.random() < 0.5
    now = before + by if up else before - by
    verb = "tăng" if up else "giảm"
    text = random.choice(
        (
            f"Năm 2023 có {now} chi bộ, {verb} {by} chi bộ so với năm 2022 ({before} chi bộ).",
            f"Số chi bộ {verb} từ {before} chi bộ {'lên' if up else 'xuống còn'} {now} chi bộ, {verb} {by} chi bộ.",
        )
    )
    return Statement("difference", text, f"{verb} {by} chi bộ", f"{verb} {by + random.choice((-3, 2, 9))} chi bộ")


def points(random: Random) -> Statement:
    before, by = random.randint(700, 930), random.randint(5, 60)

    def rate(tenths: int) -> str:
        return f"{tenths // 10},{tenths % 10}"

    text = random.choice(
        (
            f"Tỷ lệ đảng viên dự sinh hoạt đạt {rate(before + by)}%, tăng {rate(by)} điểm % so với năm 2022 ({rate(before)}%).",
            f"Tỷ lệ đảng viên dự sinh hoạt tăng từ {rate(before)}% lên {rate(before + by)}% (tăng {rate(by)} điểm phần trăm).",
        )
    )
    return Statement("points", text, f"tăng {rate(by)} điểm", f"tăng {rate(by + random.choice((4, 9, 13)))} điểm")


def average(random: Random) -> Statement:
    cells = random.randint(8, 90)
    mean = random.randint(9, 40)
    text = random.choice(
        (
            f"Đảng bộ xã có {cells} chi bộ với {vn(cells * mean)} đảng viên, bình quân mỗi chi bộ có {mean} đảng viên.",
            f"Đảng bộ thị trấn có {vn(cells * mean)} đảng viên sinh hoạt tại {cells} chi bộ, bình quân {mean} đảng viên/chi bộ.",
        )
    )
    return Statement("average", text, f" {mean} đảng viên", f" {mean + random.choice((-2, 2, 5))} đảng viên")


def enumeration(random: Random) -> Statement:
    count = random.randint(3, 6)
    noun = random.choice(("nhiệm vụ", "giải pháp", "nhóm giải pháp"))
    marks = random.choice(([f"({n})" for n in range(1, 7)], [f"{word} là," for word in ORDER]))
    listed = "; ".join(f"{marks[n]} {TASKS[n]}" for n in range(count))
    text = f"Thời gian tới, tập trung thực hiện {count} {noun} sau: {listed}."
    return Statement("enumeration", text, f"{count} {noun}", f"{count + random.choice((-1, 1, 2))} {noun}")


def citation(random: Random) -> Statement:
    kinds = (("Chỉ thị", "CT"), ("Kết luận", "KL"), ("Nghị quyết", "NQ"), ("Hướng dẫn", "HD"), ("Thông báo", "TB"), ("Báo cáo", "BC"))
    (name, letters), (_, others) = random.sample(kinds, 2)
    number = f"{random.randint(1, 400):02d}"
    text = f"Quán triệt, triển khai {name} số {number}-{letters}/TU của Ban Thường vụ Tỉnh ủy đến toàn thể cán bộ, đảng viên."
    return Statement("citation", text, f"{number}-{letters}/TU", f"{number}-{others}/TU")


def impossible_day(random: Random) -> Statement:
    day = date(2022, 1, 1) + timedelta(random.randint(0, 800))
    text = f"Ngày {day:%d/%m/%Y}, Ban Chấp hành Đảng bộ huyện đã tổ chức hội nghị sơ kết."
    wrong = random.choice((f"31/{random.choice((2, 4, 6, 9, 11)):02d}/{day.year}", f"{day:%d/%m}/{day.year}1", f"{day:%d}/13/{day.year}"))
    return Statement("date", text, f"{day:%d/%m/%Y}", wrong)


def later_day(random: Random) -> Statement:
    day = REPORT_DAY - timedelta(random.randint(1, 500))
    late = REPORT_DAY + timedelta(random.randint(1, 200))
    text = f"Số liệu được tổng hợp đến ngày {day:%d/%m/%Y} từ báo cáo của các chi bộ."
    return Statement("date", text, f"{day:%d/%m/%Y}", f"{late:%d/%m/%Y}")


def impossible_percentage(random: Random) -> Statement:
    total = random.randint(20, 80)
    part = random.randint(5, total - 1)
    right = percent(part, total)
    text = f"Kết quả, có {part} đồng chí là người dân tộc thiểu số, chiếm {right} so với tổng số cấp ủy viên."
    # 100 % of it lies between two whole numbers
    for hundredths in range(4000, 9999):
        if not any(abs(Fraction(part * 10000, whole) - hundredths) < 2 for whole in range(part, part * 3)):
            return Statement("feasibility", text, right, f"{hundredths // 100},{hundredths % 100:02d}%")
    return impossible_percentage(random)


def table(random: Random) -> Statement:
    rows = [(place, random.randint(20, 90), random.randint(5, 19)) for place in random.sample(DISTRICTS, random.randint(3, 6))]
    members, women = sum(row[1] for row in rows), sum(row[2] for row in rows)
    lines = ["TT\tĐơn vị\tSố đảng viên\tTrong đó: nữ"]
    lines += [f"{place}\tHuyện {name}\t{count}\t{of_them}" for place, (name, count, of_them) in enumerate(rows, 1)]
    lines.append(f"\tTổng cộng\t{members}\t{women}")
    return Statement("sum", "\n".join(lines), f"cộng\t{members}", f"cộng\t{members + random.choice((-4, 3, 10))}")


def repeated_fact(random: Random) -> Statement:
    count = random.randint(90, 900)
    text = (
        f"Năm 2022, toàn Đảng bộ đã kết nạp {count} đảng viên.\n\n"
        f"Công tác phát triển đảng viên có chuyển biến tích cực. Năm 2022, Đảng bộ kết nạp được {count} đảng viên mới."
    )
    return Statement("repeat", text, f"được {count} đảng viên", f"được {count + random.choice((-9, 9, 27))} đảng viên")


Maker = Callable[[Random], Statement]
MAKERS: tuple[Maker, ...] = (
    sum_in_brackets,
    sum_of_discipline,
    sum_of_years,
    sum_in_a_note,
    share_of_a_head,
    share_of_a_ratio,
    share_of_a_stated_total,
    target,
    growth,
    difference,
    points,
    average,
    enumeration,
    citation,
    impossible_day,
    later_day,
    impossible_percentage,
    table,
    repeated_fact,
)


def statements(random: Random) -> list[Statement]:
    """One statement of every kind."""
    return [maker(random) for maker in MAKERS]


def cases(random: Random) -> list[Case]:
    """Every statement as it is and made wrong."""
    found = []
    for statement in statements(random):
        start = statement.text.index(statement.right)
        wrong = statement.text.replace(statement.right, statement.wrong, 1)
        right_span, wrong_span = (start, start + len(statement.right)), (start, start + len(statement.wrong))
        found.append(Case(f"generated {statement.kind}", statement.text, (Expected("consistent", right_span),), REPORT_DAY))
        found.append(Case(f"generated {statement.kind}", wrong, (Expected("inconsistent", wrong_span),), REPORT_DAY))
    return found


def report(random: Random, paragraphs: int) -> str:
    """A long report of right statements, each about a body of its own."""
    made = []
    for number in range(paragraphs):
        text = random.choice(MAKERS[:14])(random).text
        made.append(f"{number // 20 + 1}. Kết quả ở đơn vị thứ {number}\n{text}" if number % 20 == 0 else text)
    return "\n\n".join(made)
