"""Who decides about acts of reorganisation, transfers, spans and exits, official papers, badges and cards."""

from django.db import migrations

from dangvu.access.roles import fill


class Migration(migrations.Migration):
    dependencies = [("access", "0017_inspection_defers")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
