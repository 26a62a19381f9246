"""All facts that were ever held of a person, found without reading everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_named_decisions"),
        ("people", "0003_references_by_statement"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="personfacts",
            index=models.Index(fields=["person"], name="facts_of_a_person"),
        ),
    ]
