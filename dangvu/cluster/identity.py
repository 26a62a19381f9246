"""As whom PostgreSQL runs. It refuses root, and root is what a container gives; an ordinary user simply runs it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from dangvu.cluster.errors import ClusterError

NAMESPACE = ("unshare", "--user", "--map-user=65534", "--map-group=65534")
FREE_IDS = range(60_600, 61_184)  # given to nobody by Debian's policy or by systemd


@dataclass(frozen=True)
class Identity:
    """One way to run the server's programs; `owner` is the uid (and gid) that its files must have on the disk."""

    owner: int
    prefix: tuple[str, ...] = ()
    user: int | None = None

    def run(self, *command: str | Path, cwd: Path = Path("/"), output: IO[bytes] | None = None) -> subprocess.CompletedProcess[bytes]:
        """Both output streams go to `output`, or are kept in `stdout`; settings of the caller's shell for PostgreSQL are not passed on."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
        return subprocess.run(
            [*self.prefix, *command],
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output or subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment | {"LC_ALL": "C"},
            check=False,
            user=self.user,
            group=None if self.user is None else self.owner,
            extra_groups=None if self.user is None else [],
        )

    def reaches(self, path: Path) -> bool:
        """True if this identity may enter the folder or run the program."""
        return self.run("test", "-x", path).returncode == 0

    def for_initdb(self) -> Identity:
        """`initdb` alone demands an entry in the list of accounts: it is lent one that no process uses, until the files are handed over."""
        if self.user is None:
            return self
        busy = set(_owners_of_processes())
        idle = next((entry.pw_uid for entry in pwd.getpwall() if entry.pw_uid and entry.pw_uid not in busy), None)
        if idle is None:
            raise ClusterError(
                "Không có tài khoản hệ thống nào đang rảnh để khởi tạo PostgreSQL.",
                "chạy phần mềm bằng một tài khoản thường (không phải root), hoặc đặt biến DATABASE_URL.",
            )
        return replace(self, user=idle)


def choose(wish: str | None, paths: list[Path], owner: int | None, digest: str) -> Identity:
    """The caller itself; for root a user namespace that reaches all `paths`, else an unprivileged uid.

    That uid is the `owner` of existing data, else a free one. `wish` ("namespace" or "uid") takes the choice away from root.
    """
    if wish not in {None, "", "namespace", "uid"}:
        raise ClusterError(f"DANGVU_RUN_AS={wish} không hợp lệ.", "chỉ dùng namespace hoặc uid, hoặc bỏ trống biến này.")
    if os.geteuid() != 0:
        return Identity(owner=os.geteuid())
    namespace = Identity(owner=0, prefix=NAMESPACE)
    if wish != "uid" and shutil.which("unshare") and all(namespace.reaches(path) for path in paths):
        return namespace
    if wish == "namespace":
        raise ClusterError(
            "Hệ thống không cho root tạo không gian tên người dùng (user namespace) để chạy PostgreSQL.",
            "bỏ biến DANGVU_RUN_AS, hoặc chạy bằng tài khoản thường, hoặc đặt biến DATABASE_URL.",
        )
    uid = owner or _free_uid(int(digest, 16))
    identity = Identity(owner=uid, user=uid)
    try:
        identity.run("true")
    except OSError as error:
        raise ClusterError(
            f"root ở đây không được phép chuyển sang tài khoản không đặc quyền để chạy PostgreSQL ({error.strerror}).",
            "chạy phần mềm bằng một tài khoản thường, hoặc đặt biến DATABASE_URL trỏ tới một PostgreSQL có sẵn.",
        ) from error
    return identity


def give(tree: Path, owner: int) -> None:
    """Hands a folder of the server and all below it to another owner; does nothing where it already is theirs."""
    if tree.stat().st_uid == owner and tree.stat().st_gid == owner:
        return
    for folder, folders, files in os.walk(tree, topdown=False):
        for name in (*folders, *files):
            os.chown(Path(folder, name), owner, owner, follow_symlinks=False)
    os.chown(tree, owner, owner)  # last, so that a hand-over that was cut short is seen and done again


def _free_uid(seed: int) -> int:
    """A number without account and without process; the same one for the same seed as long as it stays free."""
    busy = set(_owners_of_processes()) | {entry.pw_uid for entry in pwd.getpwall()}
    start = seed % len(FREE_IDS)
    candidates: list[int] = [*FREE_IDS[start:], *FREE_IDS[:start]]
    return next(uid for uid in candidates if uid not in busy)


def _owners_of_processes() -> Iterator[int]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            yield process.stat().st_uid
        except FileNotFoundError:
            continue
