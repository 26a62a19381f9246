"""`python -m dangvu VERB`: settings first, since everything else needs them, then the command line."""

import os
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.config.settings")
    django.setup()
    sys.exit(import_module("dangvu.cli.app").main())
