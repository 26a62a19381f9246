"""What went on in what: a row closes once like every remembered row, and the decisions that it names are there."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

from dangvu.ledger.dated import guard, pointing


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_named_decisions"),
        ("organisation", "0004_references_by_statement"),
    ]

    operations = [
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("source_row", models.IntegerField(null=True)),
                ("day", models.DateField()),
                ("act", models.CharField(max_length=16)),
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
                ("predecessor", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit")),
                ("successor", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("recorded__upper_inf", True)),
                        fields=("predecessor", "successor", "day"),
                        name="one_succession_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True), name="no_successor_of_itself"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "act__in",
                                (
                                    "found",
                                    "split",
                                    "merge",
                                    "consolidate",
                                    "dissolve",
                                    "end",
                                    "upgrade",
                                    "downgrade",
                                    "move",
                                    "rename",
                                    "members",
                                    "plan",
                                ),
                            )
                        ),
                        name="known_act",
                    ),
                ],
            },
        ),
        guard("organisation_succession"),
        pointing("organisation_succession"),
    ]
