"""All that was ever held of a person, and what is held now, found without reading everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_named_decisions"),
        ("members", "0005_references_by_statement"),
        ("organisation", "0004_references_by_statement"),
        ("people", "0003_references_by_statement"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(fields=["person"], name="stays_of_a_person"),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(fields=["person"], name="posts_of_a_person"),
        ),
        migrations.AddIndex(
            model_name="profile",
            index=models.Index(fields=["person"], name="profiles_of_a_person"),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(fields=["person"], name="statuses_of_a_person"),
        ),
    ]
