"""Grounds and planned ends of participations; the link to the place of residence, also among what is counted fast."""

import django.contrib.postgres.constraints
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_named_decisions"),
        ("members", "0006_rows_of_a_person"),
        ("people", "0004_citizen_ids"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="standing",
            name="known_status",
        ),
        migrations.AddField(
            model_name="memberspan",
            name="residence",
            field=models.SmallIntegerField(db_default=0),
        ),
        migrations.AddField(
            model_name="standing",
            name="planned",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="standing",
            name="reason",
            field=models.CharField(blank=True, db_default="", max_length=16),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("recorded__upper_inf", True), ("dimension", "residence")),
                expressions=[("person", "="), ("period", "&&")],
                name="one_residence_link_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dimension", "standing"), ("value__in", ["probationary", "official"])),
                    models.Q(("dimension", "participation"), ("value__in", ["active", "exempt", "away", "suspended"])),
                    models.Q(("dimension", "residence"), ("value__in", ["to_introduce", "introduced", "in_name", "not_required"])),
                    _connector="OR",
                ),
                name="known_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason", ""),
                    models.Q(
                        ("reason__in", ("old_age", "health_request", "maternity", "abroad", "remote_work", "mobile_work")),
                        ("value", "exempt"),
                    ),
                    models.Q(("reason__in", ("temporary_stay", "far_work", "abroad", "mission")), ("value", "away")),
                    models.Q(("reason__in", ("decision", "detention")), ("value", "suspended")),
                    _connector="OR",
                ),
                name="known_reason_of_a_status",
            ),
        ),
    ]
