"""The environment: made once, whole or made again, in step with its lock, by pip or uv, as root or not."""

from __future__ import annotations

import os
import pwd
import re
import signal
import subprocess
from pathlib import Path
from shutil import which

import pytest

from tests.start.checkout import Checkout, make_checkout, outcome, send_to_group, slow_uv, until
from tests.start.conftest import ODD_NAME

AS_ROOT = os.geteuid() == 0
DEBIAN_PYTHON = Path("/usr/bin/python3")
MADE = "tạo môi trường Python"


def _uv_runs() -> bool:
    uv = which("uv")
    return uv is not None and subprocess.run([uv, "--version"], capture_output=True, check=False).returncode == 0


def test_a_first_start_without_uv_makes_it_with_pip_and_shows_progress(fresh: Checkout) -> None:
    first = fresh.run("greet")
    assert first.code == 0, first.told
    assert first.answer["greeting"] == "xin chào"
    assert Path(first.answer["prefix"]) == fresh.environment
    assert first.told.count(MADE) == 1
    assert "bằng pip" in first.told
    assert re.search(r"^\[ +\d+\.\d s\] môi trường đã sẵn sàng$", first.told, re.MULTILINE)


def test_a_second_start_installs_nothing_and_says_nothing(ready: Checkout) -> None:
    before = {path: path.stat().st_mtime_ns for path in ready.environment.iterdir()}
    second = ready.run("greet")
    assert (second.code, second.told) == (0, "")
    assert {path: path.stat().st_mtime_ns for path in ready.environment.iterdir()} == before


@pytest.mark.skipif(not _uv_runs(), reason="uv is not installed")
def test_uv_is_used_where_it_is_on_the_path(fresh: Checkout) -> None:
    first = fresh.run("greet", path=os.environ["PATH"])
    assert first.code == 0, first.told
    assert first.answer["greeting"] == "xin chào"
    assert "bằng uv" in first.told
    second = fresh.run("greet")  # uv may be gone by then
    assert (second.code, second.told) == (0, "")


def test_a_uv_that_does_not_run_is_passed_over(fresh: Checkout, tmp_path: Path) -> None:
    stub = tmp_path / "programs" / "uv"
    stub.parent.mkdir()
    stub.write_text("#!/bin/sh\necho 'uv: command not found' >&2\nexit 127\n")
    stub.chmod(0o755)
    first = fresh.run("greet", path=f"{stub.parent}:/usr/bin:/bin")
    assert first.code == 0, first.told
    assert "bằng pip" in first.told


def test_of_three_starts_at_once_one_makes_it_and_all_go_on(fresh: Checkout) -> None:
    ends = [outcome(process) for process in [fresh.begin("greet", str(n)) for n in range(3)]]
    assert [end.code for end in ends] == [0, 0, 0], [end.told for end in ends]
    assert [end.answer["arguments"] for end in ends] == [["greet", "0"], ["greet", "1"], ["greet", "2"]]
    assert sum(end.told.count(MADE) for end in ends) == 1
    assert sum(end.told.count("đã sẵn sàng") for end in ends) == 1
    assert any("đang đợi một lần khởi động khác" in end.told for end in ends)


def test_an_installation_killed_half_way_is_made_again_by_the_next_start(fresh: Checkout, tmp_path: Path) -> None:
    path, installing = slow_uv(tmp_path)
    process = fresh.begin("greet", path=path)
    until(installing.exists)
    send_to_group(process, signal.SIGKILL)
    assert (fresh.environment / "unfinished").exists()
    again = fresh.run("greet")
    assert again.code == 0, again.told
    assert again.told.count(MADE) == 1
    assert again.answer["greeting"] == "xin chào"
    assert not (fresh.environment / "unfinished").exists()


def test_ctrl_c_during_the_installation_leaves_no_process_and_no_lock(fresh: Checkout, tmp_path: Path) -> None:
    path, installing = slow_uv(tmp_path)
    process = fresh.begin("greet", path=path)
    until(installing.exists)
    installer = Path("/proc", installing.read_text().strip())
    assert installer.exists()
    end = send_to_group(process, signal.SIGINT)
    assert end.code == 130
    assert "Đã dừng." in end.told
    assert "Traceback" not in end.told
    assert not installer.exists()
    again = fresh.run("greet")
    assert again.code == 0, again.told
    assert "đang đợi" not in again.told


def test_a_file_that_is_not_the_one_the_lock_names_is_not_installed(fresh: Checkout) -> None:
    fresh.lock("1.0", digest="0" * 64)
    refused = fresh.run("greet")
    assert refused.code == 1
    assert refused.printed == ""
    assert "Không chuẩn bị được môi trường" in refused.told
    fresh.lock("1.0")
    assert fresh.run("greet").answer["greeting"] == "xin chào"


def test_a_changed_lock_is_installed_by_the_next_start_without_making_everything_again(fresh: Checkout) -> None:
    fresh.run("greet")
    fresh.lock("2.0")
    changed = fresh.run("greet")
    assert changed.answer["greeting"] == "kính chào"
    assert MADE not in changed.told
    assert fresh.run("greet").told == ""


def test_an_environment_whose_python_is_gone_is_made_again(fresh: Checkout) -> None:
    fresh.run("greet")
    (fresh.environment / "bin" / "python").unlink()
    again = fresh.run("greet")
    assert again.code == 0, again.told
    assert again.told.count(MADE) == 1


@pytest.mark.skipif(not AS_ROOT, reason="an ordinary user runs all the other tests already")
@pytest.mark.skipif(not DEBIAN_PYTHON.exists(), reason="needs a Python that every account can run")
def test_an_ordinary_user_makes_it_in_its_own_checkout_but_not_in_one_of_root(open_folder: Path) -> None:
    nobody = pwd.getpwnam("nobody").pw_uid
    (open_folder / "theirs").mkdir()
    theirs = make_checkout(open_folder / "theirs" / ODD_NAME, python=DEBIAN_PYTHON, user=nobody)
    first = theirs.run("greet")
    assert first.code == 0, first.told
    assert first.answer["user"] == nobody
    assert theirs.environment.stat().st_uid == nobody
    roots = make_checkout(open_folder / "root's", python=DEBIAN_PYTHON)
    refused = Checkout(roots.root, DEBIAN_PYTHON, nobody).run("greet")
    assert (refused.code, refused.printed) == (1, "")
    assert f"Không ghi được vào {roots.root}" in refused.told
    assert "Traceback" not in refused.told
    assert roots.run("greet").code == 0
    assert Checkout(roots.root, DEBIAN_PYTHON, nobody).run("greet").answer["user"] == nobody  # to use it is another matter
