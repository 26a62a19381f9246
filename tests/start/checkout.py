"""A checkout in miniature: the real run.py over a lock of one tiny package and a command line of thirty lines; no network is needed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CTRL_C_ALLOWED = ["/usr/bin/env", "--default-signal=INT"]  # a shell's background jobs hand "SIGINT is ignored" down to all below them
NO_PROGRAMS = "/nonexistent"  # a PATH on which there is no uv: pip does the work
COMMAND_LINE = """
import json, os, sys, time
import phrasebook
try:
    print(json.dumps({
        "arguments": sys.argv[1:], "greeting": phrasebook.GREETING, "folder": os.getcwd(), "process": os.getpid(),
        "user": os.getuid(), "prefix": sys.prefix, "decoy": "decoy" in sys.modules,
    }), flush=True)
    time.sleep(600 if sys.argv[1] == "wait" else 0)
except KeyboardInterrupt:
    print("cleared away")
    sys.exit(7)
sys.exit(3 if sys.argv[1] == "fail" else 0)
"""


@dataclass(frozen=True)
class Checkout:
    """One such checkout; `python` is what its user calls python3."""

    root: Path
    python: Path
    user: int | None = None

    @property
    def environment(self) -> Path:
        """The folder that run.py fills."""
        return self.root / ".venv"

    def lock(self, version: str, *, digest: str | None = None) -> None:
        """Names a version of the one package in the runtime lock; with its true hash unless told another."""
        wheel = self.root / "requirements" / "wheels" / f"phrasebook-{version}-py3-none-any.whl"
        true = hashlib.sha256(wheel.read_bytes()).hexdigest()
        text = f"--no-index\n--find-links wheels\nphrasebook=={version} --hash=sha256:{digest or true}\n"
        (self.root / "requirements" / "runtime.lock").write_text(text)

    def begin(self, *arguments: str, path: str = NO_PROGRAMS, folder: Path | None = None, before: str = "") -> subprocess.Popen[str]:
        """`python3 run.py ARGUMENTS` in a process group of its own; `before` is done to the interpreter first."""
        script = str(self.root / "run.py")
        code = f"import runpy, sys\n{before}\nsys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
        return subprocess.Popen(
            [*CTRL_C_ALLOWED, self.python, *(["-c", code] if before else []), script, *arguments],
            cwd=folder or self.root.parent,
            env={"PATH": path, "HOME": str(self.root.parent), "LC_ALL": "C.UTF-8", "PIP_CONFIG_FILE": os.devnull, "UV_NO_CONFIG": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
        )

    def run(self, *arguments: str, **how: Any) -> Outcome:
        """The same, waited for."""
        return outcome(self.begin(*arguments, **how))


@dataclass(frozen=True)
class Outcome:
    """How a start ended."""

    code: int
    printed: str
    told: str

    @property
    def answer(self) -> dict[str, Any]:
        """What the command line saw; that it was not reached is the test's failure."""
        assert self.printed, self.told
        seen: dict[str, Any] = json.loads(self.printed.splitlines()[0])
        return seen


def outcome(process: subprocess.Popen[str]) -> Outcome:
    """Waits for a start to end."""
    printed, told = process.communicate(timeout=300)
    return Outcome(process.returncode, printed, told)


def interpreter() -> Path:
    """The Python behind the environment of the tests."""
    return Path(sys.executable).resolve()


def make_checkout(root: Path, *, python: Path | None = None, user: int | None = None) -> Checkout:
    """A new one, of the `user` if one is given; nothing is installed yet."""
    checkout = Checkout(root, python or interpreter(), user)
    (root / "requirements" / "wheels").mkdir(parents=True)
    (root / "dangvu").mkdir()
    shutil.copy(ROOT / "run.py", root)
    (root / "dangvu" / "__main__.py").write_text(COMMAND_LINE)
    for version, greeting in (("1.0", "xin chào"), ("2.0", "kính chào")):
        _pack(root / "requirements" / "wheels", version, greeting)
    checkout.lock("1.0")
    if user is not None:
        for path in (root, *root.rglob("*")):
            os.chown(path, user, user)
    return checkout


def _pack(folder: Path, version: str, greeting: str) -> None:
    about = f"phrasebook-{version}.dist-info"
    files = {
        "phrasebook.py": f"GREETING = {greeting!r}\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: phrasebook\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(folder / f"phrasebook-{version}-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
        wheel.writestr(f"{about}/RECORD", "".join(f"{name},,\n" for name in (*files, f"{about}/RECORD")))


SLOW_UV = """#!/bin/sh
case "$1" in
    --version) echo 'uv 0' ;;
    venv) for last; do :; done; exec "{python}" -m venv "$last" ;;
    *) echo $$ > "{folder}/installing.new"; mv "{folder}/installing.new" "{folder}/installing"; exec sleep 600 ;;
esac
"""


def slow_uv(folder: Path) -> tuple[str, Path]:
    """A PATH whose uv makes the environment and then installs for ever, and the file in which it says which process it is."""
    programs = folder / "programs"
    programs.mkdir()
    (programs / "uv").write_text(SLOW_UV.format(python=interpreter(), folder=folder))
    (programs / "uv").chmod(0o755)
    return f"{programs}:/usr/bin:/bin", folder / "installing"


def send_to_group(process: subprocess.Popen[str], number: signal.Signals) -> Outcome:
    """What a terminal does on Ctrl-C, and a machine that runs out of memory does with SIGKILL."""
    os.killpg(process.pid, number)
    return outcome(process)


def until(condition: Callable[[], object], seconds: float = 120) -> None:
    """Waits for what must come true."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.01)
