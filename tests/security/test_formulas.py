"""No file that leaves the register calculates, follows or fetches anything, whatever was written into the register."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from openpyxl.cell import Cell

from dangvu.exchange.importing import prepare
from dangvu.transfers.commands import SendMember
from tests.config.answers import addresses
from tests.exchange.reading.province import write
from tests.pages.site import Site
from tests.security.hostile import FORMULAS, hostile_report, hostile_workbook, write_everywhere
from tests.world import DAY, decide

EXPORTS = {"export_members", "export_badges", "return_workbook", "import_refused_rows", "report_draft", "report_copy", "issue_paper"}
"""The addresses that hand out a file; a new one has to be tried here."""

LIVING = re.compile(
    rb"<f[\s>/]|<hyperlink|<oleLink|<ddeLink|externalReference|<w:fldSimple|<w:instrText|<w:fldChar|<w:hyperlink|<w:object|<w:altChunk"
    rb"|TargetMode=\"External\"|vbaProject|attachedTemplate"
)


PAGE_NUMBER = ["word/header.xml: <w:fldChar"]
"""The number of the page, in a part of an official paper that holds nothing else."""


def living(file: bytes) -> list[str]:
    """What a program would calculate, follow or run, by the part of the file it stands in."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return [f"{name}: {found[0].decode()}" for name in archive.namelist() if (found := LIVING.search(archive.read(name)))]


def unmarked(file: bytes) -> list[str]:
    """Cells of a workbook that are no plain text or number, or text that looks like a formula and is not marked as text."""
    cells = [cell for sheet in openpyxl.load_workbook(BytesIO(file)) for row in sheet.iter_rows() for cell in row]
    return [f"{cell.coordinate}: {cell.value!r}" for cell in cells if cell.data_type not in {"s", "n", "d"} or _looks_like_one(cell)]


def _looks_like_one(cell: Cell) -> bool:
    return cell.data_type == "s" and str(cell.value).startswith(("=", "+", "-", "@", "\t", "\r")) and not cell.quotePrefix


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Iterator[None]:
    """Files that wait, of this test alone."""
    with override_settings(HOME=tmp_path / "home"):
        (tmp_path / "home").mkdir()
        yield


PERIOD = {"since": "2022-01-01", "until": "2022-11-30"}


def downloaded(site: Site, name: str, *arguments: object, **query: str) -> bytes:
    response = site.get(name, *arguments, **query).response
    assert response.status_code == 200 and "attachment" in response["Content-Disposition"]
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]  # a FileResponse


def exported(site: Site, name: str = "export_members", **query: str) -> bytes:
    """A list, taken out for a reason that looks like a formula too."""
    sent = {"purpose": "other", "words": "=HYPERLINK(1;2)"}
    return site.client.post(f"{reverse(name)}?{urlencode({'on': '2022-11-30', **query})}", sent).content


def refused_rows(folder: Path, text: str) -> bytes:
    """What an import hands back."""
    write(folder / "a.xlsx", hostile_workbook(text))
    prepare(folder / "a.xlsx", name=f"{text}.xlsx").write_refused(folder / "b.xlsx")
    return (folder / "b.xlsx").read_bytes()


def copies(site: Site, text: str) -> Iterator[bytes]:
    """The corrected copy of a report that was pasted, and of the draft sent back as it came."""
    draft = downloaded(site, "report_draft", "docx", **PERIOD)
    file = SimpleUploadedFile("=1+1.docx", draft)
    for sent in ({"text": hostile_report(text)}, {"file": file}):
        location = site.client.post(f"{reverse('report_check')}?on=2022-11-30", sent)["Location"]
        site.client.post(location.replace("/?", "/tra-loi/?"), {"finding": 0, "act": "explain", "words": text})
        yield site.client.get(location.replace("/?", "/ban-sao.docx?")).content


def paper_of(site: Site, text: str) -> bytes:
    """The draft of a letter for somebody who goes to a place of a hostile name, signed by another."""
    number = decide(SendMember(on=DAY, person=site.world.an, place=text, reason="work", document="03-GTSHĐ")).id
    sent = {"on_ngay": "05", "on_thang": "12", "on_nam": "2022", "behalf": "T/M Ban", "office": "Bí thư", "signer": text, "act": "docx"}
    return site.client.post(reverse("issue_paper", args=[number]), sent).content


@pytest.mark.parametrize("text", FORMULAS[::2])
def test_no_export_of_a_hostile_register_holds_anything_living(site: Site, tmp_path: Path, text: str) -> None:
    write_everywhere(site.world, text)
    workbooks = {
        "return": downloaded(site, "return_workbook"), "refused rows": refused_rows(tmp_path, text), "list": exported(site),
        "badges": exported(site, "export_badges", on="2024-01-20"),
    }  # fmt: skip
    letters = {
        "draft": downloaded(site, "report_draft", "docx", **PERIOD),
        **{f"copy {place}": one for place, one in enumerate(copies(site, text))},
    }
    assert living(paper_of(site, text)) == PAGE_NUMBER
    assert {name: living(file) for name, file in (workbooks | letters).items()} == dict.fromkeys(workbooks | letters, [])
    assert {name: unmarked(file) for name, file in workbooks.items()} == dict.fromkeys(workbooks, [])
    assert any(text.strip() in part for part in texts(workbooks["list"])) and "=HYPERLINK(1;2)" in " ".join(texts(workbooks["list"]))
    assert text.strip().encode() in workbooks["return"] or any(text.strip() in part for part in texts(workbooks["return"]))


def texts(file: bytes) -> list[str]:
    """The texts of all cells."""
    book = openpyxl.load_workbook(BytesIO(file))
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_every_address_that_hands_out_a_file_is_tried() -> None:
    named = re.compile("tai-ve|tra-lai|du-thao|ban-sao|/xuat")
    assert {one.name for one in addresses() if named.search(one.path)} == EXPORTS


def test_an_ordinary_writer_of_workbooks_is_found_to_write_formulas(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for text in FORMULAS:
        book.active.append([text])  # type: ignore[union-attr]  # a new workbook has a sheet
    book.save(tmp_path / "a.xlsx")
    file = (tmp_path / "a.xlsx").read_bytes()
    assert living(file) == ["xl/worksheets/sheet1.xml: <f>"]
    assert len(unmarked(file)) >= 6


def test_a_letter_with_a_field_is_found() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", '<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\cmd"/></w:p>')
    assert living(made.getvalue()) == ["word/document.xml: <w:fldSimple"]
