"""Reports of attendance close, they are not overwritten."""

from django.db import migrations

from dangvu.ledger.dated import guard


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial")]

    operations = [guard("meetings_attendance")]
