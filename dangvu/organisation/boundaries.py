"""The tree of another day under the units of the day asked: who did not live then hangs where that lies which it became or came from.

A unit that lived then hangs where it hung then. Of any other its lineage is followed, forwards from its last day or backwards from its
first; where nothing is recorded of it, the unit that it stood directly under is followed instead. What leads into several children
of a unit is its own and no child's; what leads out of it too is not in it at all: it is `shared`, and asked for by that name.
"""

from __future__ import annotations

from dangvu.indicators.declaration import Boundaries
from dangvu.organisation.derived import CLOSURE

HUNG = "SELECT child, unit FROM {tree} WHERE ancestor = %(unit)s AND since <= %(tree)s AND until > %(tree)s"

WALK = """
WITH RECURSIVE life AS (
  SELECT unit, since, until FROM {tree} WHERE ancestor = unit
), gone AS (
  SELECT unit, since, until, since > %(tree)s AS later FROM life
   WHERE unit NOT IN (SELECT unit FROM life WHERE since <= %(tree)s AND until > %(tree)s)
), pair AS (
  SELECT g.unit, s.successor_id AS next FROM gone g JOIN organisation_succession s ON s.predecessor_id = g.unit AND s.day = g.until
   WHERE NOT g.later AND {held}
  UNION ALL
  SELECT g.unit, s.predecessor_id FROM gone g JOIN organisation_succession s ON s.successor_id = g.unit AND s.day = g.since
   WHERE g.later AND {held}
), step AS (
  SELECT unit, next FROM pair
  UNION ALL
  SELECT g.unit, e.ancestor FROM gone g
    JOIN {tree} e ON e.unit = g.unit AND e.child = e.unit AND e.ancestor <> e.unit
     AND CASE WHEN g.later THEN e.since = g.since ELSE e.until = g.until END
   WHERE g.unit NOT IN (SELECT unit FROM pair)
), walk (unit, at) AS (
  SELECT unit, unit FROM gone
  UNION
  SELECT w.unit, s.next FROM walk w JOIN step s ON s.unit = w.at
), found AS (
  SELECT w.unit, count(*) AS ends, count(h.unit) AS inside, min(h.child) AS least, max(h.child) AS most
    FROM walk w LEFT JOIN {hung} h ON h.unit = w.at WHERE w.at NOT IN (SELECT unit FROM step) GROUP BY w.unit
)
"""

PLACED = (
    WALK
    + """
SELECT CAST(%(unit)s AS integer) AS ancestor, p.child, l.unit, l.since, l.until
  FROM life l JOIN (
    SELECT unit, child FROM {hung} h
    UNION ALL
    SELECT unit, CASE WHEN least = most THEN least ELSE CAST(%(unit)s AS integer) END FROM found WHERE inside = ends
  ) p ON p.unit = l.unit"""
)

SHARED = (
    WALK
    + """
SELECT CAST(%(unit)s AS integer) AS ancestor, CAST(%(unit)s AS integer) AS child, l.unit, l.since, l.until
  FROM life l JOIN found f ON f.unit = l.unit WHERE f.inside > 0 AND f.inside < f.ends"""
)

BOUNDARIES = Boundaries(CLOSURE.format(held="{held}", only=""), HUNG, PLACED, SHARED)
