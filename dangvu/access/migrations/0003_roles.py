"""The first roles, their rights, and what each decision needs."""

from django.db import migrations

from dangvu.access.roles import fill


class Migration(migrations.Migration):
    dependencies = [("access", "0002_guards")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
