"""Secrets kept in files: never half written, never two of them, never readable by others."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from dangvu.cluster import kept_secret
from dangvu.config.database import secret_key
from tests.cluster.servers import answer_of, python, until

READ = """
import sys; from pathlib import Path; from dangvu.cluster import kept_secret
home = Path(sys.argv[1]); (home / f"ready-{sys.argv[2]}").touch()
while not (home / "go").exists(): pass
print(kept_secret(home / "secret-key", 48))
"""
DISK_FULL = """
import resource, sys; from pathlib import Path; from dangvu.config.database import secret_key
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
try: secret_key(Path(sys.argv[1]), {})
except OSError as error: print(error.strerror)
"""


def test_all_who_ask_at_once_are_told_the_same_whole_secret(tmp_path: Path) -> None:
    processes = [python(READ, tmp_path, str(n)) for n in range(6)]
    until(lambda: len(list(tmp_path.glob("ready-*"))) == 6)
    (tmp_path / "go").touch()
    secrets = {answer_of(process) for process in processes}
    assert secrets == {(tmp_path / "secret-key").read_text()}
    assert len(secrets.pop()) == 64
    assert sorted(path.name for path in tmp_path.glob("secret-key*")) == ["secret-key"]


def test_a_secret_that_could_not_be_written_whole_is_not_taken_for_one(tmp_path: Path) -> None:
    assert answer_of(python(DISK_FULL, tmp_path)) == "File too large"
    assert list(tmp_path.iterdir()) == []
    assert len(secret_key(tmp_path, {})) == 64


def test_a_secret_stays_and_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        first = secret_key(tmp_path / "home", {})
    finally:
        os.umask(before)
    assert secret_key(tmp_path / "home", {}) == first
    assert stat.S_IMODE((tmp_path / "home" / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
    assert kept_secret(tmp_path / "another", 24) != kept_secret(tmp_path / "third", 24)


def test_the_key_in_the_environment_comes_first_and_leaves_no_file(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "home", {"DANGVU_SECRET_KEY": "given"}) == "given"
    assert not (tmp_path / "home").exists()
