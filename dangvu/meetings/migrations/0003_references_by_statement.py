"""What reports of attendance point to is judged once a statement."""

import django.db.models.deletion
from django.db import migrations, models

from dangvu.ledger.dated import pointing


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_named_decisions"),
        ("meetings", "0002_guards"),
        ("organisation", "0003_rows_of_some_days"),
    ]

    operations = [
        migrations.AlterField(
            model_name="attendance",
            name="cell",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
            ),
        ),
        migrations.AlterField(
            model_name="attendance",
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
            model_name="attendance",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
            ),
        ),
        pointing("meetings_attendance", cell_id="organisation_unit"),
    ]
