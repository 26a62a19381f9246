"""The decisions that states and places name are judged once a transaction; units and localities are never deleted."""

import django.db.models.deletion
from django.db import migrations, models

from dangvu.ledger.dated import keep_subjects, pointing


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_named_decisions"),
        ("organisation", "0003_rows_of_some_days"),
    ]

    operations = [
        migrations.AlterField(
            model_name="localityfact",
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
            model_name="localityfact",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
            ),
        ),
        migrations.AlterField(
            model_name="localitystate",
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
            model_name="localitystate",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
            ),
        ),
        migrations.AlterField(
            model_name="unitedge",
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
            model_name="unitedge",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
            ),
        ),
        migrations.AlterField(
            model_name="unitstate",
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
            model_name="unitstate",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
            ),
        ),
        *(pointing(f"organisation_{table}") for table in ("unitstate", "unitedge", "localitystate", "localityfact")),
        keep_subjects("organisation_unit", "organisation_locality"),
    ]
