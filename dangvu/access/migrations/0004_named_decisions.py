"""The decisions that mandates and holders name are judged once a transaction."""

import django.db.models.deletion
from django.db import migrations, models

from dangvu.ledger.dated import pointing


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_roles"),
        ("ledger", "0004_named_decisions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="holder",
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
            model_name="holder",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
            ),
        ),
        migrations.AlterField(
            model_name="mandate",
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
            model_name="mandate",
            name="opened_by",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
            ),
        ),
        *(pointing(table) for table in ("access_mandate", "access_holder")),
    ]
