"""Figures of members: who is counted on a day, who came and went, and what cells lack; and how members were held in the past."""

from __future__ import annotations

from collections.abc import Iterable

from dangvu.indicators.declaration import OLDEST, Aspect, Breakdown, Indicator, Listing, Measure, Past, Source
from dangvu.members.derived import EVENTS
from dangvu.members.kinds import EXITS, PARTICIPATION, RESIDENCE, STANDING, TRANSFER
from dangvu.organisation.indicators import DAY, POPULATION, below, by_state, on
from dangvu.people.names import ERASED

AGES = {"Dưới 18": (0, 17), "18–30": (18, 30), "31–35": (31, 35), "36–40": (36, 40), "41–45": (41, 45), "46–50": (46, 50),
        "51–55": (51, 55), "56–60": (56, 60), "Trên 60": (61, None)}  # fmt: skip
PARTY_AGES = {"Dưới 10": (0, 9), "10–19": (10, 19), "20–29": (20, 29), "30–39": (30, 39), "40–49": (40, 49), "Từ 50": (50, None)}


def quoted(words: Iterable[str]) -> str:
    """The program's own words as an SQL list."""
    return ", ".join(f"'{word}'" for word in words)


def _ordered(words: Iterable[str]) -> str:
    """The program's own words as an open list."""
    return " UNION ALL ".join(f"SELECT {place} AS place, '{word}' AS word" for place, word in enumerate(words))


def completed(column: str, bands: dict[str, tuple[int, int | None]]) -> dict[str, str]:
    """Conditions on the years completed since a day, both edges of a band inclusive."""
    return {
        word: f"{column} <= %(ago_{least})s" + ("" if most is None else f" AND {column} > %(ago_{most + 1})s")
        for word, (least, most) in bands.items()
    }


def of_list(name: str, alias: str = "s", *, sensitive: str = "", usual: str = "") -> Breakdown:
    """A division by the words of one list."""
    return Breakdown(
        sensitive=sensitive,
        usual=usual,
        key=f"{alias}.{name}",
        word=f"(SELECT label FROM people_term WHERE id = {alias}.{name})",
        one=f"{alias}.{name} = (SELECT id FROM people_term WHERE list = '{name}' AND label = {{word}})",
        words=f"SELECT id AS place, label AS word FROM people_term WHERE list = '{name}'",
    )


MEMBER = Listing(
    id="n.public_id",
    label=f"coalesce(f.name, '{ERASED}')",
    order="f.sort_key, n.id",
    join="JOIN people_person n ON n.id = s.person "
    "LEFT JOIN (SELECT person_id, name, sort_key FROM people_facts WHERE {held}) f ON f.person_id = s.person",
)
"""Members as records, in the order of a Vietnamese directory; an erased name says that it was erased."""

DIVISIONS = {
    "sex": Breakdown(key="s.female", conditions={"Nam": "NOT s.female", "Nữ": "s.female"}),
    **{name: of_list(name, sensitive=name, usual=usual) for name, usual in {"ethnicity": "Kinh", "religion": "Không"}.items()},
    "age_band": Breakdown(key="s.born", conditions=completed("s.born", AGES)),
    **{name: of_list(name) for name in ("education", "profession", "theory", "occupation")},
    "status": Breakdown(key="NULLIF(s.standing, 0)", conditions={"Chính thức": "s.standing = 2", "Dự bị": "s.standing = 1"}),
    "party_age_band": Breakdown(key="s.decided", conditions=completed("s.decided", PARTY_AGES)),
}


def members_on(day: str, name: str) -> Source:
    """Everybody counted on a day, under the tree of that day; ages are those of the day asked."""
    return Source(
        name=name,
        reads=("unit_leaf", "unit_span", "member_span"),
        tables=f"unit_leaf t JOIN member_span s ON s.cell = t.unit AND {on('s', day)}",
        where=below(day),
        listing=MEMBER,
        breakdowns={**DIVISIONS, **by_state(f"JOIN unit_span u ON u.unit = s.cell AND {on('u', day)}")},
        row="s.person",
    )


MEMBERS = members_on(DAY, "members")
OPENING = members_on("%(eve)s", "opening")


def events(name: str, inward: str, attributes: str, kinds: Breakdown) -> Source:
    """Entries into or leavings of cells in the period, under the tree of their day, with the attributes of that day.

    A transfer counts for a unit only where the other cell (`o`) is not below it too.
    """
    return Source(
        name=name,
        reads=("unit_leaf", "unit_span", "member_span", "member_event"),
        tables=f"""unit_leaf t
    JOIN member_event m ON m.cell = t.unit AND m.day >= %(first)s AND m.day <= %(day)s AND {on("t", "m.tree_day")} AND m.inward = {inward}
    JOIN member_span s ON s.person = m.person AND {attributes} = m.day
    LEFT JOIN member_event c ON m.kind = '{TRANSFER}' AND c.person = m.person AND c.day = m.day AND c.kind = m.kind AND c.inward <> m.inward
    LEFT JOIN unit_leaf o ON o.ancestor = %(unit)s AND o.unit = c.cell AND {on("o", "c.tree_day")}""",
        where="t.ancestor = %(unit)s AND t.since <= %(day)s AND t.until >= %(first)s",
        listing=MEMBER,
        breakdowns={
            **DIVISIONS,
            **by_state(f"JOIN unit_span u ON u.unit = m.cell AND {on('u', 'm.tree_day')}"),
            "kind": kinds,
        },
        row="s.person",
        edge=(f"m.kind <> '{TRANSFER}' OR o.unit IS NULL", f"m.kind <> '{TRANSFER}' OR o.child IS DISTINCT FROM t.child"),
    )


ENTRIES = events("entries", "true", "s.since", Breakdown(key="m.kind"))
WAYS_TO_LEAVE = Breakdown(key="m.kind", words=_ordered(EXITS), sensitive="discipline", usual="dead")
LEAVINGS = events("leavings", "false", "s.until", WAYS_TO_LEAVE)


def moves(name: str, start: str, end: str, attributes: str, event: str) -> Source:
    """Members who came under the unit, or ceased to stand under it, because a unit between changed its place.

    `start` is the turn of the tree as seen from here, `end` the same turn seen from where they stood before or after (`p`);
    those who entered or left the cell on that very day are counted by that event instead.
    """
    return Source(
        name=name,
        reads=("unit_leaf", "unit_span", "member_span", "member_event"),
        tables=f"""unit_leaf t
    LEFT JOIN unit_leaf p ON p.ancestor = t.ancestor AND p.unit = t.unit AND {end} = {start}
    JOIN member_span s ON s.cell = t.unit AND {attributes}""",
        where=f"""t.ancestor = %(unit)s AND {start} >= %(first)s AND {start} <= %(day)s AND p.child IS DISTINCT FROM t.child
    AND NOT EXISTS (SELECT 1 FROM member_event m WHERE m.person = s.person AND m.cell = s.cell AND m.day = {start} AND {event})""",
        listing=MEMBER,
        breakdowns={**DIVISIONS, **by_state(f"JOIN unit_span u ON u.unit = s.cell AND u.since <= {start} AND u.until >= {start}")},
        edge=("p.child IS NULL", "true"),
        row="s.person",
    )


MOVED_IN = moves("moved_in", "t.since", "p.until", "s.since <= t.since AND s.until > t.since", "m.inward")
MOVED_OUT = moves("moved_out", "t.until", "p.since", "s.since < t.until AND s.until >= t.until", "NOT m.inward")

GROUP = "(SELECT id FROM people_term WHERE list = 'ethnicity' AND label = %(group)s)"
HAMLETS = (
    "Ấp, khóm", "Ấp", "Khóm", "Thôn", "Bản", "Buôn", "Làng", "Xóm", "Khu phố", "Tổ dân phố", "Thôn, bản", "Thôn, ấp", "Ấp, khu phố",
    "Ấp, khóm, khu phố", "Thôn, tổ dân phố", "Thôn, ấp, bản", "Thôn, bản, khu phố", "Thôn, bản, tổ dân phố", "Thôn, ấp, bản, khu phố",
)  # fmt: skip
"""How offices write the sector of a cell that covers a place below the commune."""

CELLS = Source(
    name="cells",
    reads=("unit_leaf", "unit_span", "member_span", "locality_count"),
    tables=f"""(
      SELECT t.child, t.unit, u.name, u.kind, u.sector, coalesce(m.members, 0) AS members, coalesce(m.women, 0) AS women,
             coalesce(m.kin, 0) AS kin, u.sector IN ({quoted(HAMLETS)}) AS hamlet,
             CASE WHEN a.value > 0 THEN 100 * k.value >= %(share)s * a.value END AS in_scope
        FROM unit_leaf t
        JOIN unit_span u ON u.unit = t.unit AND u.cell AND {on("u")}
        LEFT JOIN (
          SELECT s.cell, count(*) AS members, count(CASE WHEN s.female THEN 1 END) AS women,
                 count(CASE WHEN s.ethnicity = {GROUP} THEN 1 END) AS kin
            FROM unit_leaf t JOIN member_span s ON s.cell = t.unit AND {on("s")} WHERE {below(DAY)} GROUP BY s.cell
        ) m ON m.cell = t.unit
        LEFT JOIN locality_count a ON a.locality = u.locality AND a.measure = 'population' AND a.people = '' AND {on("a")}
        LEFT JOIN locality_count k ON k.locality = u.locality AND k.measure = 'population' AND k.people = %(group)s AND {on("k")}
       WHERE {below(DAY)}
    ) u""",
    where="true",
    listing=Listing(id="n.public_id", label="u.name", order="n.code", join="JOIN organisation_unit n ON n.id = u.unit"),
    child="u.child",
    breakdowns=by_state(),
    row="u.unit",
)

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
            Aspect({"decided": "a.decided"}, "LEFT JOIN (SELECT * FROM members_admission WHERE {held}) a ON a.person_id = p.person_id"),
            Aspect(
                {"female": "f.female", "born": "f.born", "ethnicity": "f.ethnicity_id", "religion": "f.religion_id"},
                "LEFT JOIN (SELECT * FROM people_facts WHERE {held}) f ON f.person_id = p.person_id",
            ),
        ),
    ),
}
"""The derived tables of members as held at an instant; a stay is cut only at turns within the days asked for."""
