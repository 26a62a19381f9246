"""Who decides that the person who was said to sign in with an account does not."""

from django.db import migrations

from dangvu.access.roles import fill


class Migration(migrations.Migration):
    dependencies = [("access", "0025_mandates_kept")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
