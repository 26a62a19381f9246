"""Listens for who signs in and who leaves."""

from importlib import import_module

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Rights."""

    name = "dangvu.access"
    label = "access"

    def ready(self) -> None:
        """Models are there from now on."""
        import_module("dangvu.access.entering")
