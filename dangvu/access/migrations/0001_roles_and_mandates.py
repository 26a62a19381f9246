"""Roles with their rights, what decisions need, who signs in as whom, and mandates."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0003_never_held"),
        ("organisation", "0003_rows_of_some_days"),
        ("people", "0002_facts_close_or_erase"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Act",
            fields=[
                ("kind", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("right", models.CharField(max_length=12)),
                ("whole", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "right__in",
                                (
                                    "see",
                                    "figures",
                                    "sensitive",
                                    "unmask",
                                    "export",
                                    "import",
                                    "propose",
                                    "approve",
                                    "ledger",
                                    "read_log",
                                    "accounts",
                                    "own",
                                ),
                            )
                        ),
                        name="known_right_of_an_act",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                ("code", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("label", models.TextField()),
                ("order", models.SmallIntegerField(unique=True)),
                ("place", models.CharField(max_length=4)),
                ("until", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("place__in", ("any", "unit", "cell", "none"))), name="known_place_of_a_role")
                ],
            },
        ),
        migrations.CreateModel(
            name="Holder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("source_row", models.IntegerField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"),
                ),
                (
                    "person",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("recorded__upper_inf", True)), fields=("account",), name="one_person_of_an_account"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("recorded__upper_inf", True)), fields=("person",), name="one_account_of_a_person"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Right",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("right", models.CharField(max_length=12)),
                ("role", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="rights", to="access.role")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("role", "right"), name="a_right_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "right__in",
                                (
                                    "see",
                                    "figures",
                                    "sensitive",
                                    "unmask",
                                    "export",
                                    "import",
                                    "propose",
                                    "approve",
                                    "ledger",
                                    "read_log",
                                    "accounts",
                                    "own",
                                ),
                            )
                        ),
                        name="known_right",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("source_row", models.IntegerField(null=True)),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
                    ),
                ),
                ("grant", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision")),
                (
                    "opened_by",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"),
                ),
                (
                    "source",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.role"),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("recorded__upper_inf", True)),
                        expressions=[
                            ("account", "="),
                            ("role", "="),
                            (django.db.models.functions.comparison.Coalesce("unit_id", 0), "="),
                            ("period", "&&"),
                        ],
                        name="one_holding_of_a_mandate",
                    ),
                    models.CheckConstraint(condition=models.Q(("period__isempty", True), _negated=True), name="mandate_of_some_days"),
                ],
            },
        ),
    ]
