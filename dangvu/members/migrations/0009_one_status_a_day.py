"""One constraint over person, dimension and days: one search a row instead of up to three, and one index."""

import django.contrib.postgres.constraints
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_named_decisions"),
        ("members", "0008_judged_once"),
        ("people", "0006_card_guards"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="standing", name="one_standing_a_day"),
        migrations.RemoveConstraint(model_name="standing", name="one_participation_a_day"),
        migrations.RemoveConstraint(model_name="standing", name="one_residence_link_a_day"),
        migrations.AddConstraint(
            model_name="standing",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("recorded__upper_inf", True)),
                expressions=[("person", "="), ("dimension", "="), ("period", "&&")],
                name="one_status_a_day",
            ),
        ),
    ]
