"""For which case what an account reads of a person is told later."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_named_decisions"),
        ("people", "0004_citizen_ids"),
        ("readings", "0003_opened_for_a_reason"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Deferral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("source_row", models.IntegerField(null=True)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("case_symbol", models.CharField(max_length=80)),
                ("begins", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
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
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person")),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("recorded__upper_inf", True)),
                        expressions=[("person", "="), ("account", "="), ("period", "&&")],
                        name="one_deferral_a_day",
                    ),
                    models.CheckConstraint(condition=models.Q(("period__isempty", True), _negated=True), name="deferral_of_some_days"),
                    models.CheckConstraint(condition=models.Q(("case_symbol", ""), _negated=True), name="deferred_for_a_case"),
                ],
            },
        ),
    ]
