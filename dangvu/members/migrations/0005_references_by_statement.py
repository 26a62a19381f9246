"""What rows about members point to is judged once a statement; one standing and one participation a day, each by itself."""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.db import migrations, models

from dangvu.ledger.dated import pointing

ATTRIBUTES = ("education", "profession", "theory", "occupation")


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_named_decisions"),
        ("members", "0004_attributes_erasable"),
        ("organisation", "0003_rows_of_some_days"),
        ("people", "0002_facts_close_or_erase"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="standing",
            name="one_status_a_day",
        ),
        migrations.AlterField(
            model_name="admission",
            name="closed_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ledger.decision",
            ),
        ),
        migrations.AlterField(
            model_name="admission",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
            ),
        ),
        migrations.AlterField(
            model_name="admission",
            name="person",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="cell",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="closed_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ledger.decision",
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="person",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AlterField(
            model_name="post",
            name="closed_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ledger.decision",
            ),
        ),
        migrations.AlterField(
            model_name="post",
            name="locality",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.locality",
            ),
        ),
        migrations.AlterField(
            model_name="post",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
            ),
        ),
        migrations.AlterField(
            model_name="post",
            name="person",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AlterField(
            model_name="post",
            name="unit",
            field=models.ForeignKey(
                db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
            ),
        ),
        migrations.AlterField(
            model_name="profile",
            name="closed_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ledger.decision",
            ),
        ),
        migrations.AlterField(
            model_name="profile",
            name="education",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.term",
            ),
        ),
        migrations.AlterField(
            model_name="profile",
            name="occupation",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.term",
            ),
        ),
        migrations.AlterField(
            model_name="profile",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
            ),
        ),
        migrations.AlterField(
            model_name="profile",
            name="person",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AlterField(
            model_name="profile",
            name="profession",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.term",
            ),
        ),
        migrations.AlterField(
            model_name="profile",
            name="theory",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.term",
            ),
        ),
        migrations.AlterField(
            model_name="standing",
            name="closed_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ledger.decision",
            ),
        ),
        migrations.AlterField(
            model_name="standing",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
            ),
        ),
        migrations.AlterField(
            model_name="standing",
            name="person",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("recorded__upper_inf", True), ("dimension", "standing")),
                expressions=[("person", "="), ("period", "&&")],
                name="one_standing_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("recorded__upper_inf", True), ("dimension", "participation")),
                expressions=[("person", "="), ("period", "&&")],
                name="one_participation_a_day",
            ),
        ),
        pointing("members_membership", person_id="people_person", cell_id="organisation_unit"),
        pointing("members_admission", person_id="people_person"),
        pointing("members_standing", person_id="people_person"),
        pointing("members_profile", person_id="people_person", **{f"{name}_id": "people_term" for name in ATTRIBUTES}),
        pointing("members_post", person_id="people_person", unit_id="organisation_unit", locality_id="organisation_locality"),
    ]
