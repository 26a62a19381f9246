"""A right of the treasurer of a cell, the role that holds it, and what needs it."""

from django.db import migrations, models

from dangvu.access.roles import fill

RIGHTS = (
    "see", "figures", "sensitive", "unmask", "export", "import", "propose", "approve", "inspect", "ledger", "read_log", "accounts", "own",
    "dues",
)  # fmt: skip
KNOWN = (("right", "known_right"), ("act", "known_right_of_an_act"))


class Migration(migrations.Migration):
    dependencies = [("access", "0019_scope_by_kept_plans")]

    operations = [
        *(migrations.RemoveConstraint(model, name) for model, name in KNOWN),
        *(
            migrations.AddConstraint(model, models.CheckConstraint(condition=models.Q(("right__in", RIGHTS)), name=name))
            for model, name in KNOWN
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
