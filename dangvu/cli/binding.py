"""Where `serve` may be reached: this machine, or others through a proxy that speaks TLS for it."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address

import typer

from dangvu.cli.speech import refuse

LOOPBACK_NAMES = {"localhost", "127.0.0.1", "[::1]"}
NO_PROXY = (
    "Địa chỉ này máy khác tới được nên phải có TLS đứng trước. Đặt một máy chủ proxy có chứng chỉ (docs/howto/production.md), rồi khai báo "
    "DANGVU_TRUSTED_PROXY=<địa chỉ IP của proxy> và DANGVU_HOSTS=<tên miền dùng với https>; hoặc dùng --bind 127.0.0.1:8000."
)
BAD_PROXY = "DANGVU_TRUSTED_PROXY phải là một địa chỉ IP, ví dụ 127.0.0.1 nếu proxy ở cùng máy."
DEBUGGING = "Máy khác tới được thì phải bỏ DANGVU_DEBUG: trang lỗi chi tiết cho thấy dữ liệu và cấu hình."
NO_HOSTS = "DANGVU_HOSTS phải ghi rõ tên miền dùng với https, ví dụ so.tinhuy.example; không dùng dấu * và không bắt đầu bằng dấu chấm."


@dataclass(frozen=True)
class Place:
    """A host and a port to listen on."""

    host: str
    port: int

    @property
    def shown(self) -> str:
        """As it stands in an address."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def place_of(bind: str) -> Place:
    """The place named by `HOST:PORT`, the host an IP address or `localhost`."""
    host, _, port = bind.rpartition(":")
    host = host.strip("[]")
    try:
        if host != "localhost":
            ip_address(host)
        if not 0 <= int(port) < 1 << 16:
            raise ValueError
    except ValueError:
        raise typer.BadParameter("hãy ghi địa chỉ IP và cổng, ví dụ 127.0.0.1:8000.", param_hint="--bind") from None
    return Place(host, int(port))


def objection(place: Place, proxy: str, hosts: Sequence[str], *, is_debugging: bool = False) -> str | None:
    """Why the application must not be served there; None where it may."""
    is_local = place.host == "localhost" or ip_address(place.host).is_loopback
    if is_local and not proxy:
        return None
    if not proxy:
        return NO_PROXY
    if not _is_address(proxy):
        return BAD_PROXY
    if not [name for name in hosts if name not in LOOPBACK_NAMES] or any(name.startswith((".", "*")) for name in hosts):
        return NO_HOSTS
    if is_debugging:
        return DEBUGGING
    return None


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def listen(bind: str, proxy: str, hosts: Sequence[str], *, is_debugging: bool) -> socket.socket:
    """The socket, taken before any long work; a refusal says what to do."""
    place = place_of(bind)
    if against := objection(place, proxy, hosts, is_debugging=is_debugging):
        raise typer.BadParameter(against, param_hint="--bind")
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((place.host, place.port))
    except PermissionError:
        refuse(
            f"Cổng {place.port} chỉ dành cho quản trị hệ thống; hãy chọn cổng từ 1024 trở lên: python3 run.py serve --bind 127.0.0.1:8000"
        )
    except OSError:
        refuse(
            f"Cổng {place.port} đang bận, có thể phần mềm đã chạy. Hãy mở http://{place.shown}/ "
            "hoặc chọn cổng khác: python3 run.py serve --bind 127.0.0.1:8001"
        )
    listener.listen(128)
    return listener
