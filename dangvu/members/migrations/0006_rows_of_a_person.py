"""All that was ever held of a person found without reading everybody, and the first page of a large roll without sorting it."""

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
            model_name="memberspan",
            index=models.Index(fields=["sort_key", "person"], name="member_span_names"),
        ),
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
