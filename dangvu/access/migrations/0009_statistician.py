"""A role for whoever works with figures and lists nobody."""

from django.db import migrations

from dangvu.access.roles import fill


class Migration(migrations.Migration):
    dependencies = [("access", "0008_policies")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
