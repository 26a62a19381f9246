"""Fills the registries of commands by naming the areas that declare them."""

from importlib import import_module

from django.apps import AppConfig

AREAS = (
    "rulebook", "organisation", "people", "access", "readings", "documents", "members", "badges", "exits", "transfers", "dues", "meetings",
    "reorganisation", "exchange",
)  # fmt: skip
BEYOND = ("dangvu.reorganisation.undoing", "dangvu.exchange.erasing", "dangvu.exchange.undoing")
"""Decisions of several areas at once, declared by the uppermost of them."""


class ConfigConfig(AppConfig):
    """The top of the stack: it may know every area."""

    name = "dangvu.config"
    label = "config"

    def ready(self) -> None:
        """Import each area's commands once the models are there."""
        for module in (*(f"dangvu.{area}.commands" for area in AREAS), *BEYOND):
            import_module(module)
