"""Figures of members: who is counted on a day, who came and went, and what cells lack; and how members were held in the past."""

from __future__ import annotations

from dangvu.indicators.declaration import OLDEST, Aspect, Indicator, Measure, Past, Source
from dangvu.members.derived import COUNTING, COUNTS_FROM, EVENTS
from dangvu.members.kinds import EXITS, PARTICIPATION, RESIDENCE, STANDING, TRANSFER
from dangvu.members.sources import CELLS, ENTRIES, LEAVINGS, MEMBERS, MOVED_IN, MOVED_OUT, OPENING, quoted
from dangvu.organisation.indicators import POPULATION

CHARTER = "Điều lệ Đảng; 12-HD/BTCTW ngày 17/5/2012"
BALANCE = "Biểu 1-TCTW (12-HD/BTCTW ngày 17/5/2012)"
COVERAGE = "04-KH/BTCTU ngày 13/4/2016 (Trà Vinh)"
IN_SCOPE = Measure(CELLS, "u.hamlet AND u.in_scope")
COVERED = Measure(CELLS, "u.hamlet AND u.in_scope AND u.kin > 0", sensitive="ethnicity", among=IN_SCOPE)
UNCOVERED = Measure(CELLS, "u.hamlet AND u.in_scope AND u.kin = 0", sensitive="ethnicity", among=IN_SCOPE)
WITHOUT_DATA = Measure(CELLS, "u.hamlet AND u.in_scope IS NULL")
RELIGIOUS = Measure(
    MEMBERS, "s.religion <> coalesce((SELECT id FROM people_term WHERE list = 'religion' AND label = 'Không'), 0)",
    sensitive="religion", among=Measure(MEMBERS),
)  # fmt: skip
DATED = Measure(MEMBERS, "s.born IS NOT NULL")
AGE = Measure(MEMBERS, "s.born IS NOT NULL", f"{OLDEST} - width_bucket(s.born, %(birthdays)s)")


def _of(source: Source, *kinds: str) -> Measure:
    return Measure(source, f"m.kind IN ({quoted(kinds)})")


def _cells(
    code: str, name: str, counts: str, measure: Measure, *, unsure: Measure | None = None, document: str = "", said: tuple[str, ...] = ()
) -> Indicator:
    return Indicator(code, name, counts, measure, unsure=unsure, unit_of_measure="chi bộ", document=document, said=said)


INDICATORS = (
    Indicator(
        "members", "Đảng viên", "Đảng viên chính thức và dự bị, kể cả người được miễn", Measure(MEMBERS), document=CHARTER,
        said=("(số) đảng viên (đồng chí)",),
    ),
    Indicator("women", "Nữ", "Đảng viên nữ", Measure(MEMBERS, "s.female"), document=CHARTER),
    Indicator("probationary", "Dự bị", "Đảng viên dự bị", Measure(MEMBERS, "s.standing = 1"), document=CHARTER),
    Indicator("official", "Chính thức", "Đảng viên chính thức", Measure(MEMBERS, "s.standing = 2"), document=CHARTER),
    Indicator(
        "exempt", "Miễn công tác, sinh hoạt", "Đảng viên được miễn", Measure(MEMBERS, "s.participation = 1"), document=CHARTER,
        said=("đảng viên được miễn (công tác và) sinh hoạt (đảng)", "đảng viên (được) miễn công tác, sinh hoạt"),
    ),
    Indicator(
        "away", "Sinh hoạt tạm thời nơi khác, đi xa", "Đảng viên vắng có ghi, vẫn trong đảng số", Measure(MEMBERS, "s.participation = 2"),
        document="294-QĐ/TW, mục 6.3",
    ),
    Indicator(
        "expected", "Thuộc diện dự sinh hoạt", "Đảng viên, không kể người được miễn, vắng có ghi, bị đình chỉ",
        Measure(MEMBERS, "s.participation = 0"), document="12-HD/BTCTW ngày 06/7/2018",
    ),
    Indicator(
        "voters", "Tính khi biểu quyết", "Đảng viên chính thức, không kể người được miễn, vắng có ghi, bị đình chỉ nếu không dự",
        Measure(MEMBERS, "s.standing = 2 AND s.participation = 0"), document="294-QĐ/TW, mục 9.3.2",
    ),
    Indicator(
        "residence_link_rate", "Tỷ lệ giới thiệu về nơi cư trú", "Đảng viên đang công tác đã giới thiệu, trên số thuộc diện giới thiệu",
        Measure(MEMBERS, "s.residence IN (2, 3)"), Measure(MEMBERS, "s.residence IN (1, 2, 3)"),
        unit_of_measure="%", decimals=1, scale=100, document="213-QĐ/TW ngày 02/01/2020",
    ),
    Indicator(
        "religious", "Có tôn giáo", "Đảng viên có ghi tôn giáo khác “Không”",
        RELIGIOUS, document="Biểu 4-TCTW",
    ),
    Indicator(
        "mean_age", "Tuổi bình quân", "Tổng số tuổi tròn của đảng viên chia cho số đảng viên có ngày sinh", AGE, DATED,
        unit_of_measure="tuổi", decimals=1, document="Biểu 3-TCTW",
        said=("tuổi (đời) (bình quân) (của) đảng viên tuổi", "tuổi (đời) bình quân (của) đảng viên (tuổi)"),
    ),
    Indicator(
        "members_per_population", "Tỷ lệ đảng viên trên dân số", "Đảng viên trên nhân khẩu của địa bàn", Measure(MEMBERS), POPULATION,
        unit_of_measure="%", decimals=2, scale=100,
        said=("tỷ lệ đảng viên (so với) (trên) dân số",),
    ),
    Indicator("opening", "Đầu kỳ", "Đảng viên vào ngày liền trước kỳ", Measure(OPENING), document=BALANCE),
    Indicator(
        "admissions", "Kết nạp", "Kết nạp và kết nạp lại trong kỳ", _of(ENTRIES, "admitted", "readmitted"), document=BALANCE,
        said=("kết nạp (mới) (đảng viên) (mới) (đồng chí)", "(số) đảng viên mới kết nạp (đồng chí)", "kết nạp quần chúng (ưu tú) vào đảng"),
    ),
    Indicator(
        "returns_in", "Đến từ ngoài sổ, khôi phục", "Chuyển đến từ nơi khác và khôi phục đảng tịch trong kỳ",
        _of(ENTRIES, "transferred_in", "restored"), document=BALANCE,
    ),
    Indicator("transfers_in", "Chuyển đến", "Chuyển đến từ chi bộ ngoài đơn vị", _of(ENTRIES, TRANSFER), document=BALANCE),
    Indicator("moved_in", "Đến theo tổ chức", "Đến do tổ chức đảng được chuyển về đơn vị", Measure(MOVED_IN), document=BALANCE),
    Indicator(
        "exits", "Giảm trong kỳ", "Khai trừ, xóa tên, cho ra khỏi Đảng, từ trần, chuyển đi ngoài sổ",
        _of(LEAVINGS, *EXITS), document=BALANCE,
        said=("đảng viên ra khỏi đảng số",),
    ),
    Indicator("transfers_out", "Chuyển đi", "Chuyển đến chi bộ ngoài đơn vị", _of(LEAVINGS, TRANSFER), document=BALANCE),
    Indicator("moved_out", "Đi theo tổ chức", "Đi do tổ chức đảng được chuyển khỏi đơn vị", Measure(MOVED_OUT), document=BALANCE),
    Indicator("closing", "Cuối kỳ", "Đảng viên vào ngày cuối kỳ", Measure(MEMBERS), document=BALANCE),
    _cells(
        "cells_under_10", "Chi bộ ít đảng viên", "Chi bộ có dưới 10 đảng viên (ngưỡng theo quy định của ngày hỏi), kể cả chưa có ai",
        Measure(CELLS, "u.members < %(small)s"), document="Giải pháp (1) của Tỉnh ủy Trà Vinh, 2022",
    ),
    _cells("cells_without_woman", "Chi bộ không có nữ", "Chi bộ không có đảng viên nữ", Measure(CELLS, "u.women = 0"), document=COVERAGE),
    _cells(
        "hamlet_cells", "Chi bộ ấp, khóm", "Chi bộ ấp, khóm, thôn, khu phố…", Measure(CELLS, "u.hamlet"), document=COVERAGE,
        said=("chi bộ ấp, khóm", "chi bộ ấp"),
    ),
    _cells(
        "hamlet_cells_without_woman", "Chi bộ ấp, khóm không có nữ", "Chi bộ ấp, khóm không có đảng viên nữ",
        Measure(CELLS, "u.hamlet AND u.women = 0"), document=COVERAGE,
    ),
    _cells(
        "hamlet_cells_in_scope", "Chi bộ ấp, khóm thuộc diện", "Chi bộ ấp, khóm có tỷ lệ dân tộc trong dân số từ ngưỡng trở lên",
        IN_SCOPE, unsure=WITHOUT_DATA, document=COVERAGE,
    ),
    _cells(
        "hamlet_cells_with_member", "Thuộc diện, đã có đảng viên dân tộc", "Chi bộ thuộc diện đã có đảng viên là người dân tộc đó",
        COVERED, unsure=WITHOUT_DATA, document=COVERAGE,
    ),
    _cells(
        "hamlet_cells_without_member", "Thuộc diện, chưa có đảng viên dân tộc", "Chi bộ thuộc diện chưa có đảng viên là người dân tộc đó",
        UNCOVERED, unsure=WITHOUT_DATA, document=COVERAGE,
    ),
    _cells(
        "hamlet_cells_without_data", "Chi bộ ấp, khóm chưa có số liệu dân số", "Địa bàn chưa có số liệu dân số của dân tộc được hỏi",
        WITHOUT_DATA, document=COVERAGE,
    ),
    Indicator(
        "coverage_rate", "Tỷ lệ phủ kín", "Chi bộ ấp, khóm đã có đảng viên dân tộc trên số thuộc diện", COVERED, IN_SCOPE,
        unit_of_measure="%", decimals=2, scale=100, document=COVERAGE,
        said=("tỷ lệ phủ kín",),
    ),
)  # fmt: skip


def _turns(table: str, rows: str = "true") -> str:
    """The days after the first asked for on which a dated row of a person begins or ends."""
    return f"""
  UNION SELECT person_id, day FROM (
    SELECT person_id, unnest(ARRAY[lower(period), upper(period)]) AS day FROM {table}
     WHERE {{held}} AND {rows} AND period && daterange({{since}}, %(day)s, '[]') AND NOT period @> daterange({{since}}, %(day)s, '[]')
  ) ends WHERE day > {{since}} AND day <= %(day)s"""


def _status(dimension: str, alias: str, codes: dict[str, int]) -> Aspect:
    cases = " ".join(f"WHEN '{value}' THEN {code}" for value, code in codes.items())
    return Aspect(
        {dimension: f"CASE {alias}.value {cases} ELSE 0 END"},
        f"LEFT JOIN (SELECT * FROM members_standing WHERE {{held}} AND dimension = '{dimension}') {alias} "
        f"ON {alias}.person_id = p.person_id AND {alias}.period @> p.seen",
        _turns("members_standing", f"dimension = '{dimension}'"),
    )


PAST = {
    "member_event": Past(EVENTS.format(held="{held}", only="AND cell_id IN (SELECT unit FROM unit_leaf)")),
    "member_span": Past(
        """
WITH stay AS (
  SELECT person_id, cell_id, lower(period) AS since, coalesce(upper(period), DATE '9999-12-31') AS until FROM members_membership
   WHERE {held} AND period && daterange({since}, %(day)s, '[]') AND cell_id IN (SELECT unit FROM unit_leaf)
), turn AS (
  SELECT NULL::integer AS person_id, NULL::date AS day WHERE false {turns}
), cut AS (
  SELECT s.*, t.day FROM stay s JOIN turn t ON t.person_id = s.person_id AND t.day > s.since AND t.day < s.until
), piece AS (
  SELECT s.person_id, s.cell_id, s.since, coalesce(c.day, s.until) AS until, GREATEST(s.since, {since}) AS seen
    FROM stay s LEFT JOIN (SELECT person_id, since, min(day) AS day FROM cut GROUP BY 1, 2) c USING (person_id, since)
  UNION ALL
  SELECT person_id, cell_id, day, coalesce(lead(day) OVER (PARTITION BY person_id, since ORDER BY day), until), day FROM cut
)
SELECT p.person_id AS person, p.cell_id AS cell, p.since, p.until{columns} FROM piece p {joins}
""",
        (
            _status("standing", "st", STANDING),
            _status("participation", "pa", PARTICIPATION),
            _status("residence", "re", RESIDENCE),
            Aspect(
                {name: f"pr.{name}_id" for name in ("education", "profession", "theory", "occupation")},
                "LEFT JOIN (SELECT * FROM members_profile WHERE {held}) pr ON pr.person_id = p.person_id AND pr.period @> p.seen",
                _turns("members_profile"),
            ),
            Aspect({"decided": "d.decided"}, "LEFT JOIN (SELECT * FROM members_admission WHERE {held}) d ON d.person_id = p.person_id"),
            Aspect(
                {"counts_from": COUNTS_FROM},
                "LEFT JOIN (SELECT * FROM members_admission WHERE {held}) a ON a.person_id = p.person_id "
                f"LEFT JOIN ({COUNTING.format(held='{held}', only='')}) co "
                "ON co.person_id = p.person_id AND co.since <= p.seen AND co.until > p.seen",
            ),
            Aspect(
                {"female": "f.female", "born": "f.born", "ethnicity": "f.ethnicity_id", "religion": "f.religion_id"},
                "LEFT JOIN (SELECT * FROM people_facts WHERE {held}) f ON f.person_id = p.person_id",
            ),
        ),
    ),
}
"""The derived tables of members as held at an instant; a stay is cut only at turns within the days asked for."""
