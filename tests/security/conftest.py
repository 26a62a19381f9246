"""A signed-in reader of the small world, as the tests of the pages have it."""

from tests.pages.conftest import site

__all__ = ["site"]
