"""Which decision last wrote of a subject: the version that a form was read at."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.apps import apps
from django.db import connection, models

from dangvu.ledger.dated import Remembered
from dangvu.ledger.models import Decision


def last_about(subject: str, *numbers: int, areas: Collection[str] = (), tables: Collection[str] = ()) -> int:
    """The last decision that opened or closed a row about any of some subjects of one table, in these areas or tables; 0 for none."""
    asked, values = [], []
    for model in apps.get_models():
        if not issubclass(model, Remembered) or not (model._meta.app_label in areas or model._meta.db_table in tables):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.remote_field.model._meta.db_table == subject:
                asked.append(
                    f"SELECT max(greatest(opened_by_id, closed_by_id)) AS last FROM {model._meta.db_table} WHERE {field.column} = ANY (%s)"
                )
                values.append(list(numbers))
    if not asked:
        raise LookupError(f"nothing is remembered of {subject}")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(last), 0) FROM ({' UNION ALL '.join(asked)}) each_table", values)
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def recorded(decision: int) -> datetime | None:
    """When a decision was recorded: what was known then is what its reader saw."""
    return Decision.objects.filter(id=decision).values_list("recorded", flat=True).first()
