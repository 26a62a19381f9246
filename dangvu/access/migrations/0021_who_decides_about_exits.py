"""Who decides about the stages of an exit, appeals and readmissions."""

from django.db import migrations

from dangvu.access.roles import fill


class Migration(migrations.Migration):
    dependencies = [("access", "0020_right_to_dues")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
