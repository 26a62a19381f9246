"""Clusters that end with their test, and the ways to run one that this machine allows."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dangvu.cluster import Cluster
from dangvu.cluster.identity import NAMESPACE, Identity

Make = Callable[..., Cluster]

AS_ROOT = os.geteuid() == 0
root_only = pytest.mark.skipif(not AS_ROOT, reason="only root has to become somebody else to run PostgreSQL")


def _ways() -> list[object]:
    """Root has two ways to run the server; an ordinary user has one."""
    if not AS_ROOT:
        return ["self"]
    forbidden = shutil.which("unshare") is None or Identity(owner=0, prefix=NAMESPACE).run("true").returncode != 0
    skipped = pytest.mark.skipif(forbidden, reason="user namespaces are forbidden here")
    return [pytest.param("namespace", marks=skipped), "uid"]


@pytest.fixture(params=_ways())
def way(request: pytest.FixtureRequest) -> str:
    """Each way that this account has to run the server."""
    return str(request.param)


@pytest.fixture
def make(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Make]:
    """Clusters below the test's own folder, disposable unless asked otherwise; all are stopped and removed."""
    if "open_folder" in request.fixturenames:
        request.getfixturevalue("open_folder")  # so that it goes after what runs in it was stopped
    made: list[Cluster] = []

    def make(home: Path | None = None, *, durable: bool = False, binaries: Path | None = None, way: str | None = None) -> Cluster:
        cluster = Cluster(home or tmp_path / "home", durable=durable, binaries=binaries, run_as=None if way == "self" else way)
        made.append(cluster)
        return cluster

    yield make
    for cluster in made:
        cluster.stop()
        if cluster.data.parent != cluster.home and cluster.data.parent.exists():
            shutil.rmtree(cluster.data.parent)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account can pass through, as /srv is."""
    with tempfile.TemporaryDirectory(prefix="dangvu-test-", dir="/var/tmp") as name:
        Path(name).chmod(0o711)
        yield Path(name)
