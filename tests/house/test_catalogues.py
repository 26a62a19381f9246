"""Every text of the declared applications has its English, and what is read at run time is what was written."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext

from dangvu.accounts.rules import LEAST
from dangvu.accounts.validators import LongEnough
from tests.house.catalogues import COMPILED, DECLARED, catalogue, compiled, faults, needed, texts
from tests.house.stack import ROOT


def test_every_text_has_its_english_and_no_english_is_left_over() -> None:
    assert faults(catalogue(), needed()) == []


def test_the_compiled_catalogue_is_in_step() -> None:
    assert COMPILED.read_bytes() == compiled(catalogue()), "run: python -m tests.house.catalogues"


@pytest.mark.parametrize("application", DECLARED)
def test_an_application_has_texts_in_code_and_in_templates(application: str) -> None:
    files = {file for where in texts(application).values() for file in where}
    assert any(file.endswith(".py") for file in files)
    assert any(file.endswith(".html") for file in files) == (ROOT / "dangvu" / application / "templates").exists()


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [("missing", "no English: Đăng nhập"), ("left over", "stands nowhere any more: Không còn ở đâu"), ("empty", "no English: Đăng nhập")],
)
def test_a_catalogue_that_is_out_of_step_is_noticed(spoil: str, fault: str) -> None:
    spoilt = catalogue()
    if spoil == "missing":
        spoilt.delete("Đăng nhập")
    elif spoil == "empty":
        spoilt["Đăng nhập"].string = ""
    else:
        spoilt.add("Không còn ở đâu", "Nowhere")
    assert faults(spoilt, needed()) == [fault]
    assert compiled(spoilt) != COMPILED.read_bytes()


def test_a_value_that_is_lost_in_translation_is_noticed() -> None:
    spoilt = catalogue()
    spoilt["Mật khẩu dài nhất %(most)d ký tự."].string = "Too long."
    assert faults(spoilt, needed()) == ["other values: Mật khẩu dài nhất %(most)d ký tự."]


@pytest.mark.django_db
def test_the_english_is_what_a_reader_of_english_gets(client: pytest.FixtureRequest) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"  # type: ignore[attr-defined]  # likewise
    with translation.override("en"):
        page = client.get(reverse("sign_in")).content.decode()  # type: ignore[attr-defined]
        assert gettext("Tiếp tục") == "Continue"
        assert ngettext("Còn %(left)s mã dự phòng chưa dùng.", "Còn %(left)s mã dự phòng chưa dùng.", 1).endswith("code is left.")
        assert LongEnough().get_help_text().startswith(f"At least {LEAST} characters")
    assert "User name" in page and "Cannot sign in?" in page
    assert "Tên đăng nhập" not in page
