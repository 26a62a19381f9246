"""PostgreSQL's settings for an instance on one small machine. They are written at every start; an administrator tunes with ALTER SYSTEM."""

from __future__ import annotations

import os
from pathlib import Path

FILE = "dangvu.conf"
PORT = "5432"  # only the name of the socket: nothing listens on the network

ALWAYS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "timezone": "Asia/Ho_Chi_Minh",
    "log_timezone": "Asia/Ho_Chi_Minh",
    "logging_collector": "off",
    # Values of members must not reach the log: no failed statements, no DETAIL with the key of a broken constraint.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",
}
LEAST_BUFFERS, MOST_BUFFERS = 256, 2048
"""Megabytes that the server keeps of tables; of a table above a quarter of it nothing stays from one count of all to the next."""
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
DISPOSABLE = dict.fromkeys(DURABLE, "off")


def buffers(memory: int) -> int:
    """Megabytes for tables on a machine of so many megabytes: an eighth, for the program and the files of the system need the rest."""
    return min(max(memory // 8, LEAST_BUFFERS), MOST_BUFFERS)


def memory_here() -> int:
    """Megabytes of this machine."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20


def write_parameters(data: Path, socket: Path, *, disposable: bool) -> Path:
    """Writes the file and makes the main configuration read it last; returns the file, so that it can be given to its owner."""
    of_here = {"unix_socket_directories": str(socket), "shared_buffers": f"{buffers(memory_here())}MB"}
    values = ALWAYS | of_here | (DISPOSABLE if disposable else DURABLE)
    draft = data / f"{FILE}.new"
    draft.write_text("".join(f"{name} = '{value}'\n" for name, value in values.items()), encoding="utf-8")
    draft.replace(data / FILE)
    main = data / "postgresql.conf"
    include = f"include '{FILE}'\n"
    if not main.read_text(encoding="utf-8").endswith(include):
        with main.open("a", encoding="utf-8") as file:
            file.write(f"\n{include}")
    return data / FILE
