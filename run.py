#!/usr/bin/env python3
"""One command from a fresh checkout: python3 run.py. Makes .venv from the hashed locks, then runs a verb of `dangvu`.

    python3 run.py                   start the instance and serve it
    python3 run.py test [...]        the checks that CI runs; further arguments go to pytest
    python3 run.py VERB [...]        any other verb of the command line

Only the standard library is used, and standard output is left to the verb: what this file has to say goes to standard error.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNFINISHED = VENV / "unfinished"  # there while packages are being installed; found later, it tells of an installation that was cut short
MORE_LAYERS = {"test": ["dev", "browser"], "bench": ["dev"], "drills": ["dev"]}
STARTED = time.monotonic()
PROBE = "import os, sys; assert sys.version_info >= (3, 11) and os.path.isdir('%s/lib/python%d.%d' % (sys.prefix, *sys.version_info[:2]))"


def main(arguments: list[str]) -> int:
    """The exit code; a verb other than `test` replaces this process, so that signals and exit codes are its own."""
    verb, *rest = arguments or ["serve"]
    if sys.version_info < (3, 11):  # noqa: UP036 - the user's python3 may well be older, and then has to be told
        sys.exit(f"Cần Python 3.11 trở lên; đây là {sys.version.split()[0]}. Hãy chạy bằng bản mới hơn, ví dụ: python3.11 run.py")
    ensure_environment(["runtime", *MORE_LAYERS.get(verb, [])])
    if verb == "test":
        return run_checks(checks(rest))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))}
    # -P: the caller's folder stays the current one, for the paths of files, but nothing is imported from it.
    os.execve(PYTHON, [str(PYTHON), "-P", "-m", "dangvu", verb, *rest], environment)


def ensure_environment(layers: list[str]) -> None:
    """Brings .venv in step with the locks of these layers; costs a few milliseconds when it already is."""
    if all(is_installed(layer) for layer in layers):
        return
    with alone():
        missing = [layer for layer in layers if not is_installed(layer)]  # another start may have done it meanwhile
        if not missing:
            return
        refuse_what_cannot_be_written()
        uv = working_uv()
        if not is_usable(uv):
            make_environment(uv)
            missing = layers
        UNFINISHED.touch()
        for layer in missing:
            install(layer, uv)
        UNFINISHED.unlink()
        say("môi trường đã sẵn sàng")


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One start at a time; the lock lies on the checkout's folder itself and goes with the process, however that ends."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("đang đợi một lần khởi động khác chuẩn bị xong môi trường")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def refuse_what_cannot_be_written() -> None:
    """A checkout or .venv of another account can be used as it is, but not brought in step."""
    for folder in (ROOT, VENV):
        if folder.exists() and not os.access(folder, os.W_OK):
            sys.exit(f"Không ghi được vào {folder}. Chạy bằng tài khoản sở hữu thư mục này, hoặc chép bản cài về chỗ của mình.")


def lock_file(layer: str) -> Path:
    """The hashed list of every package of a layer."""
    return ROOT / "requirements" / f"{layer}.lock"


def stamp(layer: str) -> Path:
    """The file that tells which lock was installed, and for which Python."""
    return VENV / f"installed-{layer}"


def fingerprint(layer: str) -> str:
    """Changes with the lock, and when the system's Python behind .venv is replaced by another version."""
    return hashlib.sha256(lock_file(layer).read_bytes() + os.fsencode(PYTHON.resolve())).hexdigest()


def is_installed(layer: str) -> bool:
    """True if .venv holds exactly this layer's lock, installed to the end."""
    return PYTHON.exists() and not UNFINISHED.exists() and stamp(layer).exists() and stamp(layer).read_text() == fingerprint(layer)


def working_uv() -> str | None:
    """The path of uv, if it is on PATH and runs (a version manager may leave a stub there that does not)."""
    uv = shutil.which("uv")
    return uv if uv and subprocess.run([uv, "--version"], capture_output=True, check=False).returncode == 0 else None


def is_usable(uv: str | None) -> bool:
    """An environment whose Python runs and, without uv, has pip; none that was left half full."""
    if UNFINISHED.exists() or not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", PROBE if uv else f"{PROBE}; import pip"], capture_output=True, check=False).returncode == 0


def make_environment(uv: str | None) -> None:
    """An empty .venv in place of whatever was there."""
    say("tạo môi trường Python trong .venv")
    if uv:
        step([uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV])
    elif importlib.util.find_spec("ensurepip"):
        step([sys.executable, "-m", "venv", "--clear", VENV])
    else:
        sys.exit("Python này thiếu mô-đun venv. Cài bằng quyền quản trị: apt-get install python3-venv\nrồi chạy lại: python3 run.py")


def install(layer: str, uv: str | None) -> None:
    """Installs a layer's lock; every file must have one of the hashes that the lock names."""
    say(f"cài các gói của requirements/{layer}.lock bằng {'uv' if uv else 'pip, có thể mất vài phút'}")
    wanted = fingerprint(layer)
    pip: list[str | Path] = (
        [uv, "pip", "install", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]
    )
    step([*pip, "--require-hashes", "-r", lock_file(layer)])
    stamp(layer).write_text(wanted)


def step(command: Sequence[str | Path]) -> None:
    """Runs one step of the installation with its progress shown; the whole start ends with it if it fails."""
    if finish(command, output=sys.stderr) != 0:
        sys.exit("Không chuẩn bị được môi trường, xem các dòng trên. Kiểm tra mạng và chỗ trống trên đĩa rồi chạy lại: python3 run.py")


def finish(command: Sequence[str | Path], output: IO[str] | None = None) -> int:
    """The exit code. On Ctrl-C, which the command receives too, it is waited for: it has its own things to clear away."""
    with subprocess.Popen(command, stdout=output, cwd=ROOT) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.wait()
            raise


def checks(pytest_arguments: list[str]) -> list[tuple[str, list[str | Path]]]:
    """Name and command of each, in order. Modules rather than scripts: the first line of a script breaks when the folder is moved."""
    import_linter = "import sys; from importlinter.cli import lint_imports_command; sys.argv[0] = 'lint-imports'; lint_imports_command()"
    return [
        ("ruff check", [PYTHON, "-m", "ruff", "check", "."]),
        ("ruff format --check", [PYTHON, "-m", "ruff", "format", "--check", "."]),
        ("mypy", [PYTHON, "-m", "mypy"]),
        ("lint-imports", [PYTHON, "-c", import_linter]),
        ("pytest", [PYTHON, "-m", "pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "loadscope", *pytest_arguments]),
    ]


def run_checks(commands: list[tuple[str, list[str | Path]]]) -> int:
    """Runs all of them whatever fails; 1 if any failed. Pytest's 5, "no test was selected", is a failure too: nothing was shown."""
    results = []
    for name, command in commands:
        print(f"\n=== {name} ===", flush=True)
        began = time.monotonic()
        code = finish(command)
        note = " (không có bài kiểm nào được chọn)" if name == "pytest" and code == 5 else ""
        results.append((code, f"{name}{note}, {time.monotonic() - began:.0f} giây"))
    print("\n=== kết quả ===")
    for code, text in results:
        print(f"{'ĐẠT ' if code == 0 else 'HỎNG'} {text}")
    return 1 if any(code for code, _ in results) else 0


def say(text: str) -> None:
    """One line of progress with the seconds since the start."""
    print(f"[{time.monotonic() - STARTED:5.1f} s] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("\nĐã dừng.", file=sys.stderr)
        sys.exit(130)
