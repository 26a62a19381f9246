"""The invented province, as the tests of the demo build it."""

from tests.demo.conftest import province, province_template, small, small_template

__all__ = ["province", "province_template", "small", "small_template"]
