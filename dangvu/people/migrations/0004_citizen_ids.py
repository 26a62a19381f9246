"""The State's numbers of persons, each closed once like every remembered row and emptied by a lawful erasure."""

from typing import Any

import django.db.models.deletion
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import migrations, models
from django.db.models import Q

from dangvu.ledger.dated import pointing

DECISION: dict[str, Any] = {
    "db_constraint": False,
    "db_index": False,
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "+",
    "to": "ledger.decision",
}
CURRENT = Q(recorded__upper_inf=True)


class Migration(migrations.Migration):
    dependencies = [("people", "0003_references_by_statement"), ("ledger", "0004_named_decisions")]

    operations = [
        migrations.CreateModel(
            name="CitizenId",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded", DateTimeRangeField()),
                ("source_row", models.IntegerField(null=True)),
                ("number", models.TextField(null=True)),
                ("erased", models.BooleanField(default=False)),
                ("closed_by", models.ForeignKey(null=True, **DECISION)),
                ("opened_by", models.ForeignKey(**DECISION)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "people_citizen_id",
                "constraints": [
                    models.UniqueConstraint(fields=("person",), condition=CURRENT, name="one_current_citizen_id"),
                    models.UniqueConstraint(fields=("number",), condition=CURRENT, name="one_person_per_citizen_id"),
                    models.CheckConstraint(
                        condition=Q(erased=True, number=None) | Q(erased=False, number__regex="^[0-9]{12}$"),
                        name="citizen_id_of_twelve_digits_or_erased",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            [
                "CREATE TRIGGER only_close BEFORE UPDATE ON people_citizen_id FOR EACH ROW "
                "WHEN (NEW.erased = OLD.erased) EXECUTE FUNCTION ledger_only_close()",
                "CREATE TRIGGER only_erase BEFORE UPDATE ON people_citizen_id FOR EACH ROW "
                """WHEN (NEW.erased <> OLD.erased) EXECUTE FUNCTION ledger_only_erase('{"number": null, "erased": true}')""",
                "CREATE TRIGGER no_delete BEFORE DELETE ON people_citizen_id FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
                "CREATE TRIGGER no_truncate BEFORE TRUNCATE ON people_citizen_id FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
            ],
            migrations.RunSQL.noop,
        ),
        pointing("people_citizen_id", person_id="people_person"),
    ]
