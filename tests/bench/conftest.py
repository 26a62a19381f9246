"""The small invented province, as the tests of the demo have it."""

from tests.demo.conftest import small, small_template

__all__ = ["small", "small_template"]
