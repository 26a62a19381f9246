"""Since when party age counts stands in the spans: for whoever was readmitted it is not the decision as held now."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q

FILL = """
UPDATE member_span SET counts_from = decided;
UPDATE member_span s SET counts_from = coalesce(co.first, s.decided) + co.lost FROM (
SELECT b.person_id, b.since, coalesce(lead(b.since) OVER life, DATE 'infinity') AS until, (sum(b.lost) OVER life)::int AS lost,
       (SELECT min(a.decided) FROM members_admission a WHERE a.person_id = b.person_id AND NOT upper_inf(a.recorded) AND a.closed_by_id IN (
         SELECT m.opened_by_id FROM members_membership m WHERE m.person_id = b.person_id AND m.entry = 'readmitted')) AS first
  FROM (
    SELECT DISTINCT person_id, DATE '-infinity' AS since, 0 AS lost FROM members_membership
     WHERE upper_inf(recorded) AND entry = 'readmitted'
    UNION ALL
    SELECT person_id, since, since - gone FROM (
      SELECT person_id, entry, lower(period) AS since, lag(upper(period)) OVER (PARTITION BY person_id ORDER BY lower(period)) AS gone
        FROM members_membership
       WHERE upper_inf(recorded) AND person_id IN (
         SELECT person_id FROM members_membership WHERE upper_inf(recorded) AND entry = 'readmitted')
    ) stay WHERE entry = 'readmitted' AND gone < since
  ) b
WINDOW life AS (PARTITION BY b.person_id ORDER BY b.since)
) co WHERE co.person_id = s.person AND co.since <= s.since AND co.until > s.since
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0010_newest_first")]

    operations = [
        migrations.AddField("memberspan", "counts_from", models.DateField(null=True)),
        migrations.AddIndex(
            "admission", models.Index(condition=~Q(recorded__upper_inf=True), fields=["person"], name="closed_admissions_of_a_person")
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
