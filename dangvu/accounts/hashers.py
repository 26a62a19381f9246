"""How passwords are hashed: argon2id, after composing what was typed."""

from __future__ import annotations

import unicodedata

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher


class ComposedArgon2(Argon2PasswordHasher):
    """Argon2id over the NFC form and nothing else changed.

    Keyboards for Vietnamese send the same word composed or decomposed; without this, whoever changes the keyboard is locked out. It
    deviates from ASVS 5.0 6.2.8 (exactly as received); no two passwords that look different become one.
    """

    time_cost = settings.ARGON2["time"]
    memory_cost = settings.ARGON2["memory_kib"]
    parallelism = settings.ARGON2["lanes"]

    def encode(self, password: str, salt: str) -> str:
        """The hash of a new password."""
        return super().encode(unicodedata.normalize("NFC", password), salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether this is the password."""
        return super().verify(unicodedata.normalize("NFC", password), encoded)
