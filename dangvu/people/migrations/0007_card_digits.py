"""Numbers of cards are looked for by their digits, however they are written."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q, Value
from django.db.models.functions import Replace


class Migration(migrations.Migration):
    dependencies = [("people", "0006_card_guards")]

    operations = [
        migrations.AddIndex(
            "personfacts",
            models.Index(
                Replace(
                    Replace("card_no", Value("."), Value(""), output_field=models.TextField()),
                    Value(" "),
                    Value(""),
                    output_field=models.TextField(),
                ),
                condition=Q(recorded__upper_inf=True),
                name="people_card_digits",
            ),
        ),
    ]
