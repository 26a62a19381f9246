"""Days off that an office decides about, beside those that the rule of each year names; kept like whatever is decided."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

from dangvu.ledger.dated import guard, pointing


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_named_decisions"), ("rulebook", "0003_reorganisation")]

    operations = [
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("source_row", models.IntegerField(null=True)),
                ("day", models.DateField()),
                ("kind", models.CharField(max_length=6)),
                ("name", models.TextField()),
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
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("recorded__upper_inf", True)), fields=("day",), name="one_decision_a_day"),
                    models.CheckConstraint(condition=models.Q(("kind__in", ["off", "worked"])), name="known_kind_of_day"),
                ],
            },
        ),
        guard("rulebook_calendarday"),
        pointing("rulebook_calendarday"),
    ]
