"""Figures of attendance, from the monthly reports of cells."""

from __future__ import annotations

from dangvu.indicators.declaration import Indicator, Listing, Measure, Past, Source
from dangvu.meetings.derived import SUMMARY
from dangvu.organisation.indicators import by_state, on

MEETING_DAY = "GREATEST(m.month, t.begun)"

# OFFSET 0 keeps the planner from asking before the join with the months, row by row, what is asked here once a cell.
# A report counts under whom the cell stood on the month's first day; a cell that began within the month, where it began.
MEETINGS = Source(
    name="meetings",
    reads=("unit_leaf", "unit_span", "meeting_summary"),
    tables="""(
      SELECT leaf.child, leaf.unit, leaf.since AS begun, leaf.until,
             CASE WHEN before.unit IS NULL THEN CAST(date_trunc('month', leaf.since) AS date) ELSE leaf.since END AS since
        FROM unit_leaf leaf
        LEFT JOIN unit_span before ON before.unit = leaf.unit AND before.since < leaf.since AND before.until >= leaf.since
       WHERE leaf.ancestor = %(unit)s AND leaf.since <= %(day)s AND leaf.until > %(first)s
      OFFSET 0
    ) t
    JOIN meeting_summary m ON m.cell = t.unit AND m.month >= t.since AND m.month < t.until""",
    where="m.month >= %(first)s AND m.month <= %(day)s",
    listing=Listing(
        id="n.code || ' ' || to_char(m.month, 'YYYY-MM')",
        label="v.name || ' – ' || to_char(m.month, 'MM/YYYY')",
        order="n.code, m.month",
        join=f"JOIN organisation_unit n ON n.id = m.cell JOIN unit_span v ON v.unit = m.cell AND {on('v', MEETING_DAY)}",
    ),
    breakdowns=by_state(f"JOIN unit_span u ON u.unit = m.cell AND {on('u', MEETING_DAY)}"),
)

DUE, PRESENT = Measure(MEETINGS, amount="m.due"), Measure(MEETINGS, amount="m.present")
REPORTS = "12-HD/BTCTW ngày 06/7/2018; 42-HD/BTCTW ngày 28/10/2025"

INDICATORS = (
    Indicator(
        "attendance_due", "Lượt đảng viên phải dự sinh hoạt", "Cộng số phải dự của các tháng trong kỳ",
        DUE, unit_of_measure="lượt", document=REPORTS,
        said=("lượt đảng viên phải dự sinh hoạt",),
    ),
    Indicator(
        "attendance_present", "Lượt đảng viên dự sinh hoạt", "Cộng số có mặt của các tháng trong kỳ",
        PRESENT, unit_of_measure="lượt", document=REPORTS,
        said=("lượt đảng viên dự sinh hoạt",),
    ),
    Indicator(
        "attendance_rate", "Tỷ lệ dự sinh hoạt", "Lượt có mặt trên lượt phải dự của các tháng trong kỳ",
        PRESENT, DUE, unit_of_measure="%", decimals=1, scale=100, document=REPORTS,
        said=("tỷ lệ (đảng viên) (tham gia) (tham dự) (dự) (họp) sinh hoạt (chi bộ) (định kỳ) (hằng tháng) (hàng tháng) (bình quân)",),
    ),
)  # fmt: skip

PAST = {"meeting_summary": Past(SUMMARY.format(held="{held}", only="AND cell_id IN (SELECT unit FROM unit_leaf)"))}
