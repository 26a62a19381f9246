import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_accounts_and_links"),
    ]

    operations = [
        # Sessions lay there under their own keys; everybody signs in once more.
        migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Recovery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened", models.DateTimeField()),
                ("checked", models.CharField(max_length=200)),
                ("first_hash", models.BinaryField(null=True)),
                ("second_hash", models.BinaryField(null=True)),
                ("expires", models.DateTimeField()),
                ("closed", models.DateTimeField(null=True)),
                ("used", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("session_key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("factor", models.CharField(blank=True, default="", max_length=20)),
                ("begun", models.DateTimeField(null=True)),
                ("seen", models.DateTimeField(null=True)),
                ("browser", models.CharField(blank=True, default="", max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("key", models.BinaryField(primary_key=True, serialize=False)),
                ("times", django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), size=None)),
                ("until", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name="account",
            name="signs_from",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="signinlink",
            name="purpose",
            field=models.CharField(default="console", max_length=10),
        ),
        migrations.AddConstraint(
            model_name="signinlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["console", "invitation"])), name="known_purpose_of_a_link"
            ),
        ),
        migrations.AddField(
            model_name="recovery",
            name="account",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="recovery",
            name="first_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="recovery",
            name="opened_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="recovery",
            name="second_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="session",
            name="account",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed", None)), fields=("account",), name="one_open_recovery_of_an_account"
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(("second_by", None), models.Q(("second_by", models.F("first_by")), _negated=True), _connector="OR"),
                name="two_officers_recover",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_by", None), models.Q(("first_by", models.F("account")), _negated=True), _connector="OR"),
                    models.Q(("second_by", None), models.Q(("second_by", models.F("account")), _negated=True), _connector="OR"),
                    models.Q(("opened_by", models.F("account")), _negated=True),
                ),
                name="nobody_recovers_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("second_by", None), ("second_hash", None)),
                    models.Q(("first_by__isnull", False), ("first_hash__isnull", False), ("second_hash__isnull", False)),
                    _connector="OR",
                ),
                name="the_second_officer_after_the_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(("used", False), models.Q(("closed__isnull", False), ("second_by__isnull", False)), _connector="OR"),
                name="used_after_both",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("factor", ""), ("account__isnull", False), _connector="OR"), name="a_factor_only_of_somebody_signed_in"
            ),
        ),
    ]
