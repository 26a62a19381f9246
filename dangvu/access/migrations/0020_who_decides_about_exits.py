"""Who decides about the stages of an exit, appeals and readmissions."""

from django.db import migrations

from dangvu.access.roles import fill


class Migration(migrations.Migration):
    dependencies = [("access", "0018_acts_of_the_tree_and_of_lives")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
