"""Checkouts in miniature, in folders whose names a careless script would break on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.start.checkout import Checkout, make_checkout

ODD_NAME = "Sổ Đảng vụ — bản 'văn phòng', số 1"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout that was started once; for tests that leave it as it is."""
    checkout = make_checkout(tmp_path_factory.mktemp("ready") / ODD_NAME)
    first = checkout.run("greet")
    assert first.code == 0, first.told
    return checkout


@pytest.fixture
def fresh(tmp_path: Path) -> Checkout:
    """A checkout that was never started."""
    return make_checkout(tmp_path / ODD_NAME)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account can pass through, as /srv is."""
    with tempfile.TemporaryDirectory(prefix="dangvu-test-", dir="/var/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name)
