"""Figures of units and of the places they stand in, and how the tree and the places were held at an instant of the past."""

from __future__ import annotations

from dangvu.indicators.declaration import Breakdown, Indicator, Listing, Measure, Past, Source

DAY = "%(day)s"


def below(day: str) -> str:
    """The rows of `unit_leaf t` that hang under the unit on a day."""
    return f"t.ancestor = %(unit)s AND t.since <= {day} AND t.until > {day}"


def on(alias: str, day: str = DAY) -> str:
    """The condition that a row's days include a day."""
    return f"{alias}.since <= {day} AND {alias}.until > {day}"


def by_state(join: str = "") -> dict[str, Breakdown]:
    """Divisions by what a unit is, `u` being its row of `unit_span`; `join` brings it in where the source does not."""
    return {"sector": Breakdown(key="u.sector", join=join), "unit_type": Breakdown(key="u.kind", join=join)}


UNITS = Source(
    name="units",
    reads=("unit_leaf", "unit_span"),
    tables=f"unit_leaf t JOIN unit_span u ON u.unit = t.unit AND {on('u')}",
    where=below(DAY),
    listing=Listing(id="n.public_id", label="u.name", order="n.code", join="JOIN organisation_unit n ON n.id = t.unit"),
    breakdowns=by_state(),
)

# The localities of the units, and all below these, each once for a child and once for the unit. Where a place and a place
# above it both carry a count of the same measure, the upper one alone is taken. A place's count by ethnic group is shown as
# rows of its own (`divided`), with the rest of the total under the word that says so.
COVERED = f"""(
WITH RECURSIVE cover (child, locality) AS (
  SELECT t.child, u.locality FROM unit_leaf t JOIN unit_span u ON u.unit = t.unit AND {on("u")} AND u.locality IS NOT NULL
   WHERE {below(DAY)}
  UNION
  SELECT c.child, l.locality FROM cover c JOIN locality_span l ON l.parent = c.locality AND {on("l")}
), counted AS (
  SELECT c.child, c.locality, c.child = c.first_child AS at_first, f.measure, f.people, f.value
    FROM (SELECT child, locality, min(child) OVER (PARTITION BY locality) AS first_child FROM cover) c
    JOIN locality_count f ON f.locality = c.locality AND {on("f")}
), under (upper, locality) AS (
  SELECT l.parent, l.locality FROM locality_span l WHERE l.parent IN (SELECT locality FROM counted) AND {on("l")}
  UNION
  SELECT v.upper, l.locality FROM under v JOIN locality_span l ON l.parent = v.locality AND {on("l")}
), hidden AS (
  SELECT DISTINCT g.child, v.locality, g.measure FROM counted g JOIN under v ON v.upper = g.locality
), seen AS (
  SELECT child, locality, measure, people, value,
         (child, locality, measure) NOT IN (SELECT child, locality, measure FROM hidden) AS at_child,
         at_first AND (locality, measure) NOT IN (SELECT locality, measure FROM hidden) AS at_unit
    FROM counted
)
SELECT child, locality, measure, '' AS people, value, false AS divided, at_unit, at_child FROM seen WHERE people = ''
UNION ALL
SELECT child, locality, measure, people, value, true, at_unit, at_child FROM seen WHERE people <> ''
UNION ALL
SELECT child, locality, measure, 'Chưa tách',
       CAST(sum(CASE WHEN people = '' THEN value ELSE -value END) AS integer), true, at_unit, at_child
  FROM seen GROUP BY child, locality, measure, at_unit, at_child HAVING count(CASE WHEN people = '' THEN 1 END) > 0
)"""

PLACES = Source(
    name="places",
    reads=("unit_leaf", "unit_span", "locality_span", "locality_count"),
    tables=f"{COVERED} r",
    where="true",
    listing=Listing(
        id="n.public_id", label="coalesce(l.name, n.code)", order="n.code",
        join=f"JOIN organisation_locality n ON n.id = r.locality LEFT JOIN locality_span l ON l.locality = r.locality AND {on('l')}",
    ),
    child="r.child",
    breakdowns={"ethnicity": Breakdown(key="r.people", where="r.divided")},
    edge=("r.at_unit", "r.at_child"),
    where_undivided="NOT r.divided",
    empty=None,
)  # fmt: skip


def of_places(measure: str) -> Measure:
    """The sum of a population fact over the places that the unit covers."""
    return Measure(PLACES, f"r.measure = '{measure}'", "r.value")


POPULATION, HOUSEHOLDS = of_places("population"), of_places("households")
POOR, NEAR_POOR = of_places("poor_households"), of_places("near_poor_households")
CENSUS = "Số liệu dân cư theo địa bàn, lấy ngày gần nhất không sau ngày hỏi"

INDICATORS = (
    Indicator(
        "units", "Tổ chức đảng", "Tổ chức đảng đang hoạt động, kể cả chính đơn vị", Measure(UNITS), unit_of_measure="tổ chức",
        said=("?tổ chức đảng (các cấp) (đang hoạt động)",),
    ),
    Indicator(
        "cells", "Chi bộ", "Chi bộ cơ sở và chi bộ trực thuộc đang hoạt động", Measure(UNITS, "u.cell"), unit_of_measure="chi bộ",
        said=("?chi bộ (đang hoạt động)", "chi bộ cơ sở và chi bộ trực thuộc", "?chi bộ các loại"),
    ),
    Indicator(
        "grassroots_committees", "Đảng bộ cơ sở", "Đảng bộ cơ sở đang hoạt động",
        Measure(UNITS, "u.kind = 'Đảng bộ cơ sở'"), unit_of_measure="đảng bộ",
        said=("đảng bộ cơ sở",),
    ),
    Indicator(
        "basic_cells", "Chi bộ cơ sở", "Chi bộ cơ sở đang hoạt động",
        Measure(UNITS, "u.kind = 'Chi bộ cơ sở'"), unit_of_measure="chi bộ",
        said=("chi bộ cơ sở",),
    ),
    Indicator(
        "population", "Dân số", "Nhân khẩu trên địa bàn", POPULATION, unit_of_measure="người", document=CENSUS,
        said=("dân số (người)", "nhân khẩu", "người dân"),
    ),
    Indicator(
        "households", "Số hộ", "Hộ dân trên địa bàn", HOUSEHOLDS, unit_of_measure="hộ", document=CENSUS,
        said=("số hộ (dân)", "hộ dân"),
    ),
    Indicator(
        "poor_households", "Hộ nghèo", "Hộ nghèo trên địa bàn", POOR, unit_of_measure="hộ", document=CENSUS,
        said=("(số) hộ nghèo (hộ)",),
    ),
    Indicator(
        "near_poor_households", "Hộ cận nghèo", "Hộ cận nghèo trên địa bàn", NEAR_POOR, unit_of_measure="hộ", document=CENSUS,
        said=("(số) hộ cận nghèo (hộ)",),
    ),
    Indicator(
        "poor_rate", "Tỷ lệ hộ nghèo", "Hộ nghèo trên tổng số hộ", POOR, HOUSEHOLDS,
        unit_of_measure="%", decimals=2, scale=100, document=CENSUS,
        said=("tỷ lệ hộ nghèo",),
    ),
    Indicator(
        "near_poor_rate", "Tỷ lệ hộ cận nghèo", "Hộ cận nghèo trên tổng số hộ", NEAR_POOR, HOUSEHOLDS,
        unit_of_measure="%", decimals=2, scale=100, document=CENSUS,
        said=("tỷ lệ hộ cận nghèo",),
    ),
)  # fmt: skip

PAST = {
    "unit_leaf": Past("""
WITH RECURSIVE down (child, unit, days) AS (
  SELECT unit_id, unit_id, unnest(range_agg(period)) FROM organisation_unitstate WHERE unit_id = %(unit)s AND {held} GROUP BY unit_id
  UNION ALL
  SELECT CASE WHEN down.unit = %(unit)s THEN e.unit_id ELSE down.child END, e.unit_id, down.days * e.period
    FROM down JOIN organisation_unitedge e ON e.parent_id = down.unit AND e.period && down.days AND {held}
)
SELECT CAST(%(unit)s AS integer) AS ancestor, child, unit, lower(days) AS since, coalesce(upper(days), DATE '9999-12-31') AS until FROM down
"""),
    "unit_span": Past("""
SELECT unit_id AS unit, kind, cell, sector, locality_id AS locality, name,
       lower(period) AS since, coalesce(upper(period), DATE '9999-12-31') AS until
  FROM organisation_unitstate WHERE {held}
"""),
    "locality_span": Past("""
SELECT locality_id AS locality, parent_id AS parent, name, level,
       lower(period) AS since, coalesce(upper(period), DATE '9999-12-31') AS until
  FROM organisation_localitystate WHERE {held}
"""),
    "locality_count": Past("""
SELECT locality_id AS locality, measure, people, value,
       lower(period) AS since, coalesce(upper(period), DATE '9999-12-31') AS until
  FROM organisation_localityfact WHERE {held}
"""),
}
"""The tables that figures read, as held at an instant; the closure is computed for what hangs under the unit alone."""
