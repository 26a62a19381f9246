"""A cell says of a month that nobody paid; rows close once and are seen by whoever lists the people of the cell."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

from dangvu.ledger.dated import guard, pointing

TABLE = "dues_unpaid_month"
VERBS = ("insert", "update")


class Migration(migrations.Migration):
    dependencies = [
        ("dues", "0002_guards"),
        ("ledger", "0004_named_decisions"),
        ("access", "0021_who_decides_about_exits"),
        ("organisation", "0006_judged_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnpaidMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("source_row", models.IntegerField(null=True)),
                ("month", models.DateField()),
                ("told_on", models.DateField()),
                (
                    "cell",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.decision",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.decision",
                    ),
                ),
            ],
            options={
                "db_table": "dues_unpaid_month",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("recorded__upper_inf", True)), fields=("cell", "month"), name="one_word_of_an_unpaid_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1), ("told_on__gt", models.F("month"))), name="unpaid_month_is_whole_and_over"
                    ),
                ],
            },
        ),
        guard(TABLE),
        pointing(TABLE, cell_id="organisation_unit"),
        migrations.RunSQL(
            [
                f"CREATE TRIGGER touch_{verb} AFTER {verb} ON {TABLE} REFERENCING NEW TABLE AS fresh "
                "FOR EACH STATEMENT EXECUTE FUNCTION access_note_units('cell_id')"
                for verb in VERBS
            ],
            [f"DROP TRIGGER touch_{verb} ON {TABLE}" for verb in VERBS],
        ),
        migrations.RunSQL(
            [
                f"CREATE POLICY scope ON {TABLE} FOR SELECT USING (cell_id = ANY ((SELECT access.units('see'))::int[]))",
                f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY",
            ],
            [f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY", f"DROP POLICY scope ON {TABLE}"],
        ),
    ]
