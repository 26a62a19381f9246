"""The login role of the web: made where it is missing, and given its grants anew at every start."""

from __future__ import annotations

from django.db import Error, connection, transaction
from psycopg import sql

from dangvu.access.grants import grant


class NoWebRole(Exception):
    """The role cannot be made, with what to do about it."""


def prepare(role: str, password: str | None) -> None:
    """Make the role where a password is given, and grant it what it needs; by the owner.

    NoWebRole where the owner may not make roles, or where the role could pass by the policies.
    """
    with transaction.atomic():
        if password is not None:
            _make(role, password)
        check(role)
        grant(role)


def _make(role: str, password: str) -> None:
    verb = "ALTER" if _is_there(role) else "CREATE"
    making = sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD {}")
    plain = sql.SQL("{} ROLE {} LOGIN PASSWORD {}")  # attributes that only a superuser may name are refused below where they are held
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            shape = making if _is_superuser() else plain
            cursor.execute(shape.format(sql.SQL(verb), sql.Identifier(role), sql.Literal(password)))
    except Error as error:
        raise NoWebRole(
            f"Chủ cơ sở dữ liệu không tạo được vai trò {role} mà trang web cần. Hãy cấp quyền CREATEROLE cho chủ cơ sở dữ liệu, "
            "hoặc tự tạo một vai trò đăng nhập không có quyền gì và đặt DANGVU_WEB_DATABASE_URL tới địa chỉ của nó."
        ) from error


def _is_there(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role])
        return bool(cursor.fetchone()[0])


def _is_superuser() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def check(role: str) -> None:
    """A role that owns a table, is the owner or passes by policies would make the second layer a picture of one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR pg_has_role(oid, current_user, 'MEMBER') "
            "OR EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid) FROM pg_roles WHERE rolname = %s",
            [role],
        )
        row = cursor.fetchone()
    if row is None:
        raise NoWebRole(f"Không có vai trò {role} trong máy chủ PostgreSQL; hãy tạo vai trò của DANGVU_WEB_DATABASE_URL.")
    if row[0]:
        raise NoWebRole(
            f"Vai trò {role} của trang web là chủ bảng hoặc được bỏ qua phân quyền; hãy dùng một vai trò đăng nhập không có quyền gì."
        )
