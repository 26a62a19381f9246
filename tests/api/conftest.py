"""The small world behind the web's own role, in a database of the test's own."""

from tests.authz.conftest import own_web

__all__ = ["own_web"]
