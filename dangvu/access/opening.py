"""The first mandates of a new instance: somebody must be able to give the others."""

from __future__ import annotations

from datetime import date

from dangvu.access.commands import GrantMandate
from dangvu.access.queries import is_anybody_charged
from dangvu.commands import Actor, run

FIRST_ACCOUNT = "quan-tri"
"""The account of the link that `serve` prints."""

FIRST_ROLES = ("province_approver", "administrator")
DOCUMENT = "Khởi tạo máy chủ"


def charge_first(account: int, actor: Actor, on: date) -> bool:
    """Charge an account with the provincial department over the whole instance and with the accounts; only where nobody ever was."""
    if is_anybody_charged():
        return False
    for role in FIRST_ROLES:
        run(GrantMandate(on=on, account=account, role=role, document=DOCUMENT), actor)
    return True
