"""The inspection office holds its right, and deferring what a member is told needs it."""

from django.db import migrations

from dangvu.access.roles import fill


class Migration(migrations.Migration):
    dependencies = [("access", "0016_right_to_inspect")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
