"""What exists for one session or one office alone: a workbook and a report that wait, proposals that are open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

from dangvu.access.connections import registrar
from dangvu.proposals.models import Proposal
from tests.authz.personas import FILES, browser_of
from tests.exchange.reading.province import write
from tests.working import working
from tests.world import DAY, person

OWN, FELLOWS, SPENT = "the own", "a fellow's", "the own, to be thrown away"
"""`SPENT` is for the address that throws it away, so that the others still find theirs."""

CASE = "a case"

HANDS_IN = "province_preparer"
"""Who owns the workbook; the fellow is another session of the same account."""
CHECKS, FELLOW = "commune_approver", "commune_preparer"
"""Who owns the report, and who works in the same office."""

REPORT = "Đến ngày 30/11/2022, Đảng bộ xã An Bình có 9 đảng viên, trong đó 3 đảng viên nữ."
CONTRADICTION: dict[str, object] = {
    "number": 1, "record_no": "001", "card": "87.000001", "name": "Nguyễn Văn Ân", "born": date(1970, 3, 1), "sex": "Nam",
    "ethnicity": "Kinh", "religion": "Không", "education": "THPT", "profession": "Không", "theory": "Sơ cấp", "occupation": "Nông dân",
    "admitted": date(2000, 2, 23), "official": date(2001, 3, 1), "cell": "SX.01.A.1",
}  # fmt: skip
"""A row of An under another name: the check quotes what is held of him."""


@dataclass
class Kept:
    """The numbers of what was handed in, by whose it is."""

    uploads: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)


def hand_in(browsers: dict[str, Client]) -> Kept:
    """Workbooks and reports of the owners' browsers and of their fellows."""
    owner, checker = browsers[HANDS_IN], browsers[CHECKS]
    return Kept(
        {OWN: upload(owner), SPENT: upload(owner), FELLOWS: upload(browser_of(HANDS_IN))},
        {OWN: draft(checker), SPENT: draft(checker), FELLOWS: draft(browser_of(FELLOW))},
    )


def upload(client: Client) -> str:
    """A workbook that was checked and waits to be taken."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "danh-sach.xlsx"
        write(path, {"members": [CONTRADICTION]})
        response = client.post(reverse("import"), {"file": SimpleUploadedFile(path.name, path.read_bytes())})
    address = response["Location"]
    with working():
        for _look in range(600):
            if "Refresh" not in client.get(address).headers:
                return number_in(response, "upload")
            sleep(0.05)
    raise AssertionError("the check does not end")


def draft(client: Client) -> str:
    """A report that was checked."""
    return number_in(client.post(f"{reverse('report_check')}?on={DAY}", {"text": REPORT}), "draft")


def number_in(response: HttpResponse, name: str) -> str:
    """The number in the address to which an answer leads."""
    assert response.status_code == 302, response.status_code
    return str(resolve(response["Location"].partition("?")[0]).kwargs[name])


def open_proposals() -> dict[str, str]:
    """The proposals that wait, by the file that each is about, and that of the inspection."""
    with registrar():
        files = {person(number): number for number in FILES}
        found = Proposal.objects.filter(pending__returned=False).values_list("kind", "person_id", "public_id")
        return {CASE if kind == "readings.defer" else files[about]: str(public_id) for kind, about, public_id in found if about in files}
