"""The rounding of this instance: its key is drawn from the secret key of the instance and is told to nobody."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

from django.conf import settings

from dangvu.indicators.publishing import Publication
from dangvu.indicators.suppression import Rounding


def publication(today: date) -> Publication:
    """How sensitive figures are published on a day to who may not list the people they count."""
    key = hmac.new(settings.SECRET_KEY.encode(), b"dangvu/published/1", hashlib.sha256).digest()
    return Publication(Rounding(key), today)
