"""What facts of persons point to is judged once a statement; persons and words are never deleted."""

import django.db.models.deletion
from django.db import migrations, models

from dangvu.ledger.dated import keep_subjects, pointing


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_named_decisions"),
        ("people", "0002_facts_close_or_erase"),
    ]

    operations = [
        migrations.AlterField(
            model_name="personfacts",
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
            model_name="personfacts",
            name="ethnicity",
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
            model_name="personfacts",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
            ),
        ),
        migrations.AlterField(
            model_name="personfacts",
            name="person",
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"),
        ),
        migrations.AlterField(
            model_name="personfacts",
            name="religion",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.term",
            ),
        ),
        pointing("people_facts", person_id="people_person", ethnicity_id="people_term", religion_id="people_term"),
        keep_subjects("people_person", "people_term"),
    ]
