"""A right of the inspection office: what is decided by it is proposed by one of its people and answered by another."""

from django.db import migrations, models

RIGHTS = (
    "see", "figures", "sensitive", "unmask", "export", "import", "propose", "approve", "inspect", "ledger", "read_log", "accounts", "own",
)  # fmt: skip
KNOWN = (("right", "known_right"), ("act", "known_right_of_an_act"))


class Migration(migrations.Migration):
    dependencies = [("access", "0015_saved_views")]

    operations = [
        *(migrations.RemoveConstraint(model, name) for model, name in KNOWN),
        *(
            migrations.AddConstraint(model, models.CheckConstraint(condition=models.Q(("right__in", RIGHTS)), name=name))
            for model, name in KNOWN
        ),
    ]
