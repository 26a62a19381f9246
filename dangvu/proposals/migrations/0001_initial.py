"""Proposals, their values, answers, and which of them wait."""

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0004_named_decisions"),
        ("people", "0003_references_by_statement"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), unique=True)),
                ("kind", models.CharField(max_length=80)),
                ("content", models.TextField()),
                ("hash", models.BinaryField()),
                ("units", django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ("read", models.BigIntegerField()),
                ("own", models.BooleanField()),
                ("key", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("deadline", models.DateField()),
                (
                    "mandate",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"),
                ),
                ("person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person")),
                (
                    "proposer",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="replaced_by", to="proposals.proposal"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Pending",
            fields=[
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="pending",
                        serialize=False,
                        to="proposals.proposal",
                    ),
                ),
                ("returned", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hash", models.BinaryField()),
                ("verdict", models.CharField(max_length=10)),
                ("reason", models.TextField(blank=True, default="")),
                ("at", models.DateTimeField()),
                (
                    "answerer",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.decision"
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="proposals.proposal"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProposedValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=80)),
                ("commitment", models.BinaryField()),
                ("salt", models.BinaryField(null=True)),
                ("value", models.TextField(null=True)),
                (
                    "proposal",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="values", to="proposals.proposal"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(fields=("proposer", "key"), name="a_form_is_sent_once"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(fields=("id", "hash", "proposer"), name="what_was_proposed"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ("approved", "refused", "returned", "withdrawn", "confirmed"))), name="known_verdict"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("verdict", "confirmed"), _negated=True), fields=("proposal",), name="one_end_of_a_proposal"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("verdict", "confirmed")), fields=("proposal",), name="one_confirmation_of_a_proposal"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "withdrawn"), ("answerer", models.F("proposer"))),
                    models.Q(
                        models.Q(("verdict", "withdrawn"), _negated=True), models.Q(("answerer", models.F("proposer")), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="answered_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decision__isnull", False), ("verdict", "approved")),
                    models.Q(models.Q(("verdict", "approved"), _negated=True), ("decision", None)),
                    _connector="OR",
                ),
                name="approved_by_a_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mandate", None), ("verdict", "withdrawn")),
                    models.Q(models.Q(("verdict", "withdrawn"), _negated=True), ("mandate__isnull", False)),
                    _connector="OR",
                ),
                name="answered_by_mandate",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposedvalue",
            constraint=models.UniqueConstraint(fields=("proposal", "field"), name="one_proposed_value_per_field"),
        ),
    ]
