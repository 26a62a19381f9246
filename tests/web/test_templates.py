"""What every template of the application keeps to, and what the tags make of odd values."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template

import dangvu
from dangvu.web.parts import Cell, Column, Row, Table
from tests.web.gallery import PAST, pages

ROOT = Path(dangvu.__file__).parent
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
SPRITE = set(re.findall(r'<symbol id="([a-z]+)"', (ROOT / "web/static/web/icons.svg").read_text()))

pytestmark = pytest.mark.urls("dangvu.web.urls")


def written(source: str, **values: object) -> str:
    return Template("{% load formats parts %}" + source).render(Context(values))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_bears_no_inline_style_or_script(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_draws_only_icons_that_exist(path: Path) -> None:
    assert set(re.findall(r'{% icon "([a-z-]+)" %}', path.read_text())) <= SPRITE


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_has_its_words_translated(path: Path) -> None:
    source = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", " ", _without_blocks(path.read_text()), flags=re.S)
    left = {word for word in re.findall(r"[^\W\d_]{2,}", source)} - {"ĐV", "Ctrl", "Enter", "Esc", "python", "run", "py", "nbsp"}
    assert left == set(), "words outside {% translate %}"


def _without_blocks(source: str) -> str:
    """Sentences with values inside stand in blocktranslate."""
    return re.sub(r"{% blocktranslate.*?{% endblocktranslate %}", " ", source, flags=re.S)


@pytest.mark.parametrize("name", ["page", "past", "list", "none", "act", "act_past", "sorry"])
def test_a_rendered_page_has_one_title_and_no_double_id(name: str) -> None:
    html = pages()[name]
    assert html.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert " style=" not in html


def test_the_day_stands_in_words_on_a_past_page() -> None:
    html = pages()["past"]
    assert "Đang xem số liệu tính đến hết ngày <b>30/04/2022</b>" in html
    assert "Về hôm nay 18/05/2022" in html
    assert "day-bar" not in pages()["page"]


def test_a_past_day_switches_the_act_off_and_says_why() -> None:
    assert "disabled aria-describedby" in pages()["act_past"]
    assert "Chỉ ghi được khi đang xem hôm nay." in pages()["act_past"]
    assert "disabled" not in pages()["act"]


def test_nothing_found_differs_from_nothing_there() -> None:
    assert "khớp bộ lọc" in pages()["none"]


def test_values_are_escaped_wherever_they_stand() -> None:
    evil = "<img src=x onerror=alert(1)>"
    table = Table(evil, [Column(evil), Column(evil)], [Row(Cell(evil, "/"), [Cell(evil, tone="bad")])])
    html = written(
        "{% table t %}{% chip e %}{% figure e e %}{% panel e e e %}{{ e }}{% endpanel %}"
        "{% alert %}{{ e }}{% endalert %}{% nothing e %}{% endnothing %}",
        t=table,
        e=evil,
    )
    assert "<img" not in html
    assert html.count("&lt;img") >= 10


def test_addresses_in_a_template_carry_unit_and_day() -> None:
    assert written('{% url_here "set_theme" page=2 %}', shell=PAST) == "/giao-dien/?on=2022-04-30&amp;page=2"


def test_a_figure_without_records_is_no_link() -> None:
    assert written('{% figure "12" %}') == "12"
    assert written('{% figure "12" "/so/" %}') == '<a class="src " href="/so/">12</a>'


def test_a_row_with_too_few_cells_is_an_error_not_a_crooked_table() -> None:
    crooked = Table("x", [Column("a"), Column("b"), Column("c")], [Row(Cell("1"), [Cell("2")])])
    with pytest.raises(ValueError, match="shorter"):
        written("{% table t %}", t=crooked)


def test_a_meter_never_leaves_its_frame() -> None:
    assert 'width="100.00"' in written("{% meter 130.5 %}")
    assert 'width="0.00"' in written("{% meter share %}", share=None)


def test_filters_write_numbers_and_days() -> None:
    assert written("{{ n|number }} {{ n|percent:1 }}", n=46.04) == "46 46,0%"
