"""Fills the registries of commands by naming the areas that declare them."""

from importlib import import_module

from django.apps import AppConfig

AREAS = ("organisation", "people", "members", "meetings", "exchange")


class ConfigConfig(AppConfig):
    """The top of the stack: it may know every area."""

    name = "dangvu.config"
    label = "config"

    def ready(self) -> None:
        """Import each area's commands once the models are there."""
        for area in AREAS:
            import_module(f"dangvu.{area}.commands")
