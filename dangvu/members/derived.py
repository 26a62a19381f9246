"""The flattened stays `member_span` and the events `member_event`; each one query, for some persons or for all."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

COUNTING = """
SELECT b.person_id, b.since, coalesce(lead(b.since) OVER life, DATE 'infinity') AS until, (sum(b.lost) OVER life)::int AS lost,
       (SELECT min(a.decided) FROM members_admission a WHERE a.person_id = b.person_id AND NOT upper_inf(a.recorded) AND a.closed_by_id IN (
         SELECT m.opened_by_id FROM members_membership m WHERE m.person_id = b.person_id AND m.entry = 'readmitted')) AS first
  FROM (
    SELECT DISTINCT person_id, DATE '-infinity' AS since, 0 AS lost FROM members_membership WHERE {held} {only} AND entry = 'readmitted'
    UNION ALL
    SELECT person_id, since, since - gone FROM (
      SELECT person_id, entry, lower(period) AS since, lag(upper(period)) OVER (PARTITION BY person_id ORDER BY lower(period)) AS gone
        FROM members_membership
       WHERE {held} {only} AND person_id IN (SELECT person_id FROM members_membership WHERE {held} {only} AND entry = 'readmitted')
    ) stay WHERE entry = 'readmitted' AND gone < since
  ) b
WINDOW life AS (PARTITION BY b.person_id ORDER BY b.since)
"""
"""Of the readmitted, between their readmissions: the days outside the Party so far, and the first decision, which a readmission took the
place of; none where that was elsewhere."""

COUNTS_FROM = "coalesce(co.first, a.decided) + coalesce(co.lost, 0)"
"""Since when party age counts, of an admission `a` and a row `co` of `COUNTING`."""

SPANS = """
WITH stay AS (
  SELECT person_id, cell_id, lower(period) AS since, coalesce(upper(period), DATE '9999-12-31') AS until
    FROM members_membership WHERE {held} {only}
), turn AS (
  SELECT person_id, since AS day FROM stay
  UNION SELECT person_id, lower(period) FROM members_standing WHERE {held} {only}
  UNION SELECT person_id, upper(period) FROM members_standing WHERE {held} {only} AND NOT upper_inf(period)
  UNION SELECT person_id, lower(period) FROM members_profile WHERE {held} {only}
  UNION SELECT person_id, upper(period) FROM members_profile WHERE {held} {only} AND NOT upper_inf(period)
), piece AS (
  SELECT s.person_id, s.cell_id, t.day AS since,
         coalesce(lead(t.day) OVER (PARTITION BY s.person_id, s.since ORDER BY t.day), s.until) AS until
    FROM stay s JOIN turn t ON t.person_id = s.person_id AND t.day >= s.since AND t.day < s.until
)
SELECT p.person_id AS person, p.cell_id AS cell, p.since, p.until,
       CASE st.value WHEN 'official' THEN 2 WHEN 'probationary' THEN 1 ELSE 0 END::smallint AS standing,
       CASE pa.value WHEN 'exempt' THEN 1 WHEN 'away' THEN 2 WHEN 'suspended' THEN 3 ELSE 0 END::smallint AS participation,
       f.female, f.ethnicity_id AS ethnicity, f.religion_id AS religion, f.born, a.decided, {counts_from} AS counts_from,
       pr.education_id AS education, pr.profession_id AS profession, pr.theory_id AS theory, pr.occupation_id AS occupation, f.sort_key,
       CASE re.value WHEN 'to_introduce' THEN 1 WHEN 'introduced' THEN 2 WHEN 'in_name' THEN 3 WHEN 'not_required' THEN 4
            ELSE 0 END::smallint AS residence
  FROM piece p
  LEFT JOIN (SELECT * FROM members_standing WHERE {held} {only}) st
         ON st.person_id = p.person_id AND st.dimension = 'standing' AND st.period @> p.since
  LEFT JOIN (SELECT * FROM members_standing WHERE {held} {only}) pa
         ON pa.person_id = p.person_id AND pa.dimension = 'participation' AND pa.period @> p.since
  LEFT JOIN (SELECT * FROM members_standing WHERE {held} {only}) re
         ON re.person_id = p.person_id AND re.dimension = 'residence' AND re.period @> p.since
  LEFT JOIN (SELECT * FROM members_profile WHERE {held} {only}) pr ON pr.person_id = p.person_id AND pr.period @> p.since
  LEFT JOIN (SELECT * FROM members_admission WHERE {held} {only}) a ON a.person_id = p.person_id
  LEFT JOIN ({counting}) co ON co.person_id = p.person_id AND co.since <= p.since AND co.until > p.since
  LEFT JOIN (SELECT * FROM people_facts WHERE {held} {only}) f ON f.person_id = p.person_id
""".replace("{counting}", COUNTING).replace("{counts_from}", COUNTS_FROM)

EVENTS = """
SELECT person_id AS person, cell_id AS cell, lower(period) AS day, lower(period) AS tree_day, entry AS kind, true AS inward
  FROM members_membership WHERE {held} {only}
UNION ALL
SELECT person_id, cell_id, upper(period), upper(period) - 1, leaving, false
  FROM members_membership WHERE {held} {only} AND leaving <> ''
"""

NOW = "upper_inf(recorded)"
SPAN_COLUMNS = (
    "person, cell, since, until, standing, participation, female, ethnicity, religion, born, decided, counts_from, "
    "education, profession, theory, occupation, sort_key, residence"
)


def refresh_members(persons: Sequence[int] | None = None) -> None:
    """Recompute the spans and events of these persons; of everybody where none are given."""
    only, mine, values = (
        ("", "", {})
        if persons is None
        else ("AND person_id = ANY (%(p)s::int[])", " WHERE person = ANY (%(p)s::int[])", {"p": f"{{{','.join(map(str, persons))}}}"})
    )
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM member_span{mine}", values)
        cursor.execute(f"INSERT INTO member_span ({SPAN_COLUMNS}) " + SPANS.format(held=NOW, only=only), values)
        cursor.execute(f"DELETE FROM member_event{mine}", values)
        cursor.execute("INSERT INTO member_event (person, cell, day, tree_day, kind, inward) " + EVENTS.format(held=NOW, only=only), values)
