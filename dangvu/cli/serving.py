"""Verbs about the running instance: serve, stop, psql."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import nullcontext, suppress
from typing import Annotated, Any

import typer
import waitress
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import Error, connection
from django.urls import reverse

from dangvu.access.connections import become_web
from dangvu.access.opening import FIRST_ACCOUNT, charge_first
from dangvu.accounts.commands import account_named, make_sign_in_link
from dangvu.cli.binding import Place, listen
from dangvu.cli.instance import alone, embedded, note_checkpoint, open_instance, operator
from dangvu.cli.speech import Steps, grouped, refuse, say
from dangvu.cli.working import interrupt, web_role, worker_beside
from dangvu.demo.build import build
from dangvu.filegate.limits import MIB
from dangvu.ledger.queries import is_untouched, latest_day
from dangvu.organisation.queries import roots, unit_on
from dangvu.periods import clock
from dangvu.reports.figures import figures

WEB_SERVER = {
    "threads": 8,
    "ident": None,
    "clear_untrusted_proxy_headers": True,
    "max_request_body_size": 80 * MIB,  # a workbook of the largest size accepted, and its form
    "channel_timeout": 60,  # seconds for which a connection may be silent
}
HEADLINES = (
    ("members", "đảng viên"),
    ("women", "đảng viên nữ"),
    ("probationary", "đảng viên dự bị"),
    ("cells", "chi bộ"),
    ("cells_under_10", "chi bộ dưới 10 đảng viên"),
    ("grassroots_committees", "đảng bộ cơ sở"),
    ("hamlet_cells_in_scope", "chi bộ ấp, khóm có tỷ lệ dân số Khmer từ ngưỡng quy định"),
    ("hamlet_cells_without_member", "trong đó chưa có đảng viên Khmer"),
)


def serve(
    bind: Annotated[str, typer.Option("--bind", metavar="ĐỊA CHỈ:CỔNG", help="máy khác tới được thì phải có TLS")] = "127.0.0.1:8000",
    demo: Annotated[bool, typer.Option(help="nạp tỉnh minh họa nếu sổ còn trống; nhập dữ liệu thật thì dùng --no-demo")] = True,
    worker: Annotated[bool, typer.Option(help="làm cả các việc dài; có dịch vụ worker riêng thì dùng --no-worker")] = True,
) -> None:
    """Khởi động và phục vụ trang web."""
    listener = listen(bind, settings.TRUSTED_PROXY, settings.PUBLIC_HOSTS, is_debugging=settings.DEBUG)
    signal.signal(signal.SIGTERM, interrupt)
    started = open_instance()
    try:
        with alone():
            if demo and is_untouched():
                say("sổ còn trống: nạp tỉnh minh họa (người và số liệu đều hư cấu)")
                build("M", Steps())
            if charge_first(account_named(FIRST_ACCOUNT), operator(), clock.today()):
                say(f"giao nhiệm vụ quản trị ban đầu cho tài khoản {FIRST_ACCOUNT}")
            note_checkpoint()
            web = web_role()
        _show_headlines()
        host, port = listener.getsockname()[:2]
        link = reverse("sign_in_link", args=[make_sign_in_link(FIRST_ACCOUNT, at=clock.now())])
        shown = f"https://{settings.PUBLIC_HOSTS[0]}" if settings.IS_BEHIND_TLS else f"http://{Place(host, port).shown}"
        print(f"\nĐịa chỉ: {shown}/")
        print(f"Đăng nhập (một lần, trong 30 phút): {shown}{link}")
        print("Dừng bằng Ctrl-C.", flush=True)
        become_web(web)
        with worker_beside() if worker else nullcontext():
            waitress.serve(get_wsgi_application(), sockets=[listener], **WEB_SERVER, **believed(settings.TRUSTED_PROXY))
    except KeyboardInterrupt:
        pass
    finally:
        server = embedded()
        if started and server is not None and not _used_by_others():
            say("đang dừng PostgreSQL")
            server.stop()
    say("đã dừng")


def believed(address: str) -> dict[str, Any]:
    """What waitress believes of the proxy in front, and of it alone: the client's address and that it came by https."""
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": address, "trusted_proxy_count": 1, "trusted_proxy_headers": headers} if address else {}


def _used_by_others() -> bool:
    """Whether another program of this instance still works on the server that this one started."""
    with suppress(Error), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND application_name <> current_setting('application_name')"
        )
        (others,) = cursor.fetchone() or (0,)
        return bool(others)
    return False


def _show_headlines() -> None:
    day = latest_day() or clock.today()
    for root in roots(day):
        unit = unit_on(root, day)
        found = figures(root, day, codes=[code for code, _ in HEADLINES]).figures
        print(f"\n{unit.name if unit else ''}, ngày {day:%d/%m/%Y}")
        for code, name in HEADLINES:
            value = found[code].value
            print(f"  {grouped(int(value)) if value is not None else '–':>10}  {name}")


def _libpq(parameters: Mapping[str, Any]) -> dict[str, str]:
    """The same place as psql reads it from the environment; an argument would show the password in the list of processes."""
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE", "sslmode": "PGSSLMODE"}
    return {names[name]: str(value) for name, value in parameters.items() if name in names and value}


def stop() -> None:
    """Dừng máy chủ PostgreSQL của bản cài đặt này."""
    server = embedded()
    if server is None:
        refuse("Bản cài đặt này dùng máy chủ của DATABASE_URL; hãy dừng nó bằng công cụ của hệ thống.")
    if not server.alive():
        say("máy chủ không chạy")
        return
    server.stop()
    say("đã dừng")


def psql(context: typer.Context) -> None:
    """Mở psql trên cơ sở dữ liệu của bản cài đặt này.

    Các tham số đứng sau được chuyển nguyên cho psql.
    """
    open_instance()
    server = embedded()
    connection.close()
    if server is None:
        command, environment = ["psql"], {**os.environ, **_libpq(connection.get_connection_params())}
    else:
        command, environment = server.bin("psql"), {**os.environ, **server.environment(str(settings.DATABASES["default"]["NAME"]))}
    try:
        code = subprocess.run([*command, *context.args], env=environment, check=False).returncode
    except FileNotFoundError:
        refuse("Không tìm thấy psql; hãy cài gói postgresql-client.")
    raise typer.Exit(code)
