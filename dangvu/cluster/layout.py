"""Where the parts of a cluster lie, seen from its home alone: nothing here needs the server to run, or even to exist."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dangvu.cluster.errors import ClusterError
from dangvu.cluster.identity import FREE_IDS
from dangvu.cluster.secret import kept_secret

UNQUOTABLE = re.compile(r'["$`\\\x00-\x1f]')  # pg_ctl and initdb hand paths to a shell between double quotes


@dataclass(frozen=True)
class Layout:
    """The files of one cluster. `home` is absolute and belongs to the caller."""

    home: Path

    def __post_init__(self) -> None:
        if UNQUOTABLE.search(str(self.home)):
            raise ClusterError(
                f"Đường dẫn {self.home} chứa ký tự mà PostgreSQL không nhận (dấu nháy kép, $, `, \\ hoặc ký tự điều khiển).",
                "đặt biến DANGVU_HOME tới một thư mục khác; dấu cách và chữ có dấu thì dùng được.",
            )

    @property
    def digest(self) -> str:
        """Twelve hex digits that stand for the home where its path is too long or too odd."""
        return hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]

    @property
    def data(self) -> Path:
        """The data directory; `home/data` itself, or where that link leads when the server's identity cannot enter the home."""
        return (self.home / "data").resolve()

    @property
    def socket(self) -> Path:
        """The folder of the Unix socket: short, because the whole path of a socket ends at 107 bytes."""
        return Path("/tmp") / f"dangvu-{os.geteuid()}-{self.digest}"  # not TMPDIR: every process must find the same folder

    @property
    def lock(self) -> Path:
        """Held while a cluster is made, started or stopped."""
        return self.home / "lock"

    @property
    def log(self) -> Path:
        """What the server says, in English; without statements and without values."""
        return self.home / "postgres.log"

    @property
    def disposable(self) -> bool:
        """True for a cluster that was made to be thrown away and may lose what it has acknowledged."""
        return (self.data / "disposable").exists()

    def make_home(self) -> None:
        """Makes the home with mode 0700; refuses a home of another account."""
        try:
            self.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise ClusterError(
                f"Không tạo được thư mục {self.home}: {error.strerror}.", "đặt biến DANGVU_HOME tới một thư mục ghi được."
            ) from error
        if self.home.stat().st_uid != os.geteuid():
            raise ClusterError(
                f"Thư mục {self.home} thuộc tài khoản số {self.home.stat().st_uid}, không phải tài khoản đang chạy ({os.geteuid()}).",
                "chạy bằng đúng tài khoản đó, hoặc đặt biến DANGVU_HOME tới một thư mục của mình.",
            )

    def password(self) -> str:
        """The owner's password, made on first use and readable by the caller alone."""
        path = self.home / "password"
        if not path.exists():
            self.make_home()
            if self.data.exists():
                raise ClusterError(
                    f"Thiếu tệp mật khẩu {path} của dữ liệu đã có.",
                    "chép lại tệp này từ bản sao lưu; dữ liệu chưa bị đụng tới.",
                )
        return kept_secret(path, 24)

    def make_socket_folder(self, owner: int) -> None:
        """A folder with mode 0700 for the server's identity; refuses one that somebody else put there first."""
        with suppress(FileExistsError):
            self.socket.mkdir(mode=0o700)
        status = self.socket.lstat()
        if not stat.S_ISDIR(status.st_mode) or (status.st_uid != os.geteuid() and status.st_uid not in FREE_IDS):
            raise ClusterError(
                f"{self.socket} đã có sẵn nhưng không phải thư mục của tài khoản đang chạy.",
                "xóa nó đi (có thể cần người quản trị máy), hoặc đặt biến DANGVU_HOME tới một thư mục khác.",
            )
        if os.geteuid() == 0:
            os.chown(self.socket, owner, owner)
        self.socket.chmod(0o700)

    def remove_socket_folder(self) -> None:
        """Removes the folder and what a killed server left in it; for a server that does not run."""
        for path in self.socket.glob(".s.PGSQL.*"):
            path.unlink(missing_ok=True)
        with suppress(OSError):
            self.socket.rmdir()
