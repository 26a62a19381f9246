"""What the manager will not do, each with what it does instead: the data stay as they are and the message names the remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dangvu.cluster import Cluster, ClusterError
from tests.cluster.conftest import Make, root_only
from tests.cluster.servers import ask, tell

DEBIAN = Path("/usr/lib/postgresql/15/bin")


def test_data_of_another_major_version_are_refused_with_the_way_to_carry_them_over(make: Make) -> None:
    cluster = make()
    cluster.start()
    cluster.stop()
    version = cluster.data / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(ClusterError, match=r"PostgreSQL 17 tạo.*PostgreSQL 18") as refused:
        cluster.start()
    assert "pg_dumpall" in refused.value.remedy
    assert "run.py stop" in refused.value.remedy
    assert version.read_text() == "17\n"
    version.write_text("18\n")
    assert cluster.start() is True


@pytest.mark.skipif(not DEBIAN.exists(), reason="Debian's PostgreSQL 15 is not installed")
def test_other_binaries_make_their_own_data_and_those_of_debians_15_are_refused_by_the_wheels_18(make: Make, way: str) -> None:
    older = make(binaries=DEBIAN, way=way)
    older.start()
    assert ask(older, "SHOW server_version_num").startswith("15")
    assert ask(older, "SELECT upper('đảng viên')") == "ĐẢNG VIÊN"
    assert ask(older, "SHOW data_checksums") == "on"
    newer = Cluster(older.home, durable=False)
    with pytest.raises(ClusterError, match="PostgreSQL 15 tạo"):
        newer.start()
    assert ask(older, "SELECT 1") == "1"


def test_a_folder_named_data_that_is_no_cluster_is_left_alone(make: Make) -> None:
    cluster = make()
    kept = cluster.home / "data" / "của ai đó.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("giữ nguyên")
    with pytest.raises(ClusterError, match="không phải là dữ liệu PostgreSQL"):
        cluster.start()
    assert kept.read_text() == "giữ nguyên"


def test_only_a_disposable_cluster_may_lose_what_it_acknowledged(make: Make, tmp_path: Path) -> None:
    names = ("fsync", "full_page_writes", "synchronous_commit")
    durable, disposable = make(tmp_path / "durable", durable=True), make(tmp_path / "disposable", durable=False)
    for cluster in (durable, disposable):
        cluster.start()
    assert [ask(durable, f"SHOW {name}") for name in names] == ["on"] * 3
    assert [ask(disposable, f"SHOW {name}") for name in names] == ["off"] * 3
    assert not (durable.data / "disposable").exists()
    assert (disposable.data / "disposable").exists()


@pytest.mark.parametrize("durable", [True, False])
def test_a_cluster_is_opened_only_as_what_it_was_made(make: Make, durable: bool) -> None:
    cluster, other = make(durable=durable), make(durable=not durable)
    cluster.start()
    with pytest.raises(ClusterError, match="được tạo theo kiểu"):
        other.start()
    cluster.stop()
    with pytest.raises(ClusterError, match="DANGVU_DISPOSABLE"):
        other.start()
    assert not cluster.alive()


@pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit"])
def test_a_durable_cluster_with_a_lossy_setting_does_not_start(make: Make, name: str) -> None:
    cluster = make(durable=True)
    cluster.start()
    tell(cluster, f"ALTER SYSTEM SET {name} = off", "ALTER SYSTEM SET work_mem = '48MB'")
    cluster.stop()
    with pytest.raises(ClusterError, match=f"{name} = off"):
        cluster.start()
    assert not cluster.alive()
    automatic = cluster.data / "postgresql.auto.conf"
    automatic.write_text(automatic.read_text().replace(f"{name} = 'off'", ""))
    cluster.start()
    assert ask(cluster, f"SHOW {name}") == "on"
    assert ask(cluster, "SHOW work_mem") == "48MB"  # what does not cost safety is the administrator's to tune


def test_a_broken_configuration_is_shown_with_its_line(make: Make) -> None:
    cluster = make(durable=True)
    cluster.start()
    cluster.stop()
    with (cluster.data / "postgresql.auto.conf").open("a") as file:
        file.write("no_such_setting = 1\n")
    with pytest.raises(ClusterError, match="no_such_setting"):
        cluster.start()


def test_a_start_that_fails_shows_the_servers_own_words(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dangvu.cluster.server.START_ATTEMPTS", 1)
    cluster = make()
    cluster.start()
    cluster.stop()
    (cluster.data / "global" / "pg_control").rename(cluster.data / "global" / "pg_control.away")
    with pytest.raises(ClusterError, match="pg_control") as refused:
        cluster.start()
    assert "Cách xử lý" in str(refused.value)


def test_a_lost_password_is_not_replaced_by_one_that_cannot_be_right(make: Make) -> None:
    cluster = make()
    cluster.start()
    password = cluster.home / "password"
    kept = password.read_text()
    password.unlink()
    with pytest.raises(ClusterError, match="Thiếu tệp mật khẩu"):
        cluster.settings()
    assert not password.exists()
    password.write_text(kept)
    assert ask(cluster, "SELECT 1") == "1"


def test_a_socket_folder_that_somebody_else_put_there_first_is_not_used(make: Make, tmp_path: Path) -> None:
    cluster = make()
    folder = Path(cluster.settings()["HOST"])
    trap = tmp_path / "trap"
    trap.mkdir()
    folder.symlink_to(trap)
    try:
        with pytest.raises(ClusterError, match="không phải thư mục của tài khoản"):
            cluster.start()
    finally:
        folder.unlink()
    assert not list(trap.iterdir())
    assert cluster.start() is True


@root_only
def test_neither_a_socket_folder_nor_a_home_of_another_account_is_used(make: Make) -> None:
    cluster = make()
    folder = Path(cluster.settings()["HOST"])
    folder.mkdir(mode=0o700)
    os.chown(folder, 65534, 65534)
    try:
        with pytest.raises(ClusterError, match="không phải thư mục của tài khoản"):
            cluster.start()
    finally:
        folder.rmdir()
    os.chown(cluster.home, 65534, 65534)
    with pytest.raises(ClusterError, match="thuộc tài khoản số 65534"):
        cluster.start()
    os.chown(cluster.home, 0, 0)
    assert cluster.start() is True


@pytest.mark.parametrize("name", ["giá $HOME", 'nháy "kép"', "dấu `huyền`", "gạch \\ ngược", "xuống\ndòng"])
def test_a_path_that_a_shell_would_read_otherwise_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ClusterError, match="DANGVU_HOME"):
        Cluster(tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_home_that_cannot_be_made_says_so(make: Make, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cluster = make(tmp_path / "file" / "home")
    with pytest.raises(ClusterError, match="Không tạo được thư mục"):
        cluster.start()


@root_only
def test_an_unknown_way_to_run_is_refused(make: Make) -> None:
    with pytest.raises(ClusterError, match="DANGVU_RUN_AS=sudo"):
        make(way="sudo").start()
