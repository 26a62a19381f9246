"""Every piece of the kit on pages of invented data: the list, the page, the act, and the bare pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from django import forms
from django.template.backends.django import DjangoTemplates
from django.test import RequestFactory

from dangvu.web.charts import Point
from dangvu.web.fields import DayField
from dangvu.web.formats import number, percent
from dangvu.web.parts import Cell, Column, Event, Figure, Node, Paging, Row, Step, Table, Token
from dangvu.web.shell import Group, Link, Shell

REQUEST = "django.template.context_processors.request"
TODAY = date(2022, 5, 18)

SHELL = Shell(
    organisation="Tỉnh ủy Trà Vinh",
    unit="Đảng bộ xã Phước Hưng",
    unit_code="TV.07.12",
    day=TODAY,
    today=TODAY,
    account="Trương Mỹ Hạnh",
    home="/",
    search="/tim/",
    find_unit="/to-chuc/",
    sign_out="/dang-xuat/",
    navigation=[
        Group("", [Link("Tổng quan", "/", icon="home")]),
        Group(
            "Tổ chức và con người",
            [
                Link("Tổ chức đảng", "/to-chuc/", icon="tree", count="16", short="Tổ chức"),
                Link("Đảng viên", "/dang-vien/", icon="people", count="312", is_current=True),
            ],
        ),
        Group(
            "Số liệu",
            [
                Link("Biểu thống kê", "/bieu/", icon="chart", short="Biểu"),
                Link("Nhập từ Excel", "/nhap/", icon="upload", short="Nhập"),
            ],
        ),
    ],
    ancestors=[Link("Đảng bộ tỉnh Trà Vinh", "/to-chuc/a/"), Link("Đảng bộ huyện Trà Cú", "/to-chuc/b/")],
    nearby=[Link("Chi bộ ấp Chợ Dưới", "/to-chuc/c/", note="27 đảng viên"), Link("Chi bộ ấp Chợ Trên", "/to-chuc/d/")],
    milestones=[Link("30/04/2022", "/?on=2022-04-30", note="tháng 4"), Link("31/12/2021", "/?on=2021-12-31", note="năm 2021")],
)
PAST = replace(SHELL, day=date(2022, 4, 30))


class ActForm(forms.Form):
    """All kinds of fields."""

    ten = forms.CharField(label="Họ và tên khai sinh", help_text="Viết có dấu như giấy khai sinh")
    chi_bo = forms.ChoiceField(label="Chi bộ", choices=[("", "Chọn chi bộ"), ("c", "Chi bộ ấp Chợ Dưới")])
    ngay = DayField(label="Ngày vào Đảng", help_text="Ngày tổ chức lễ kết nạp")
    cach = forms.ChoiceField(label="Cách ghi", choices=[("moi", "Ghi mới"), ("sua", "Sửa")], widget=forms.RadioSelect)
    ghi_chu = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    chac = forms.BooleanField(label="Đã soát với quyết định giấy")
    tep = forms.FileField(label="Tệp Excel", required=False)


class FilterForm(forms.Form):
    """Five filters, of which one unfolds."""

    q = forms.CharField(label="Tìm trong danh sách", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    chi_bo = forms.ChoiceField(label="Chi bộ", required=False, choices=[("", "Tất cả 15 chi bộ")])
    dan_toc = forms.ChoiceField(label="Dân tộc", required=False, choices=[("", "Tất cả"), ("Khmer", "Khmer")])
    gioi = forms.ChoiceField(label="Giới tính", required=False, choices=[("", "Tất cả"), ("nu", "Nữ")])
    tuoi_dang = forms.ChoiceField(label="Tuổi Đảng", required=False, choices=[("", "Tất cả"), ("30", "Từ 30 năm")])


FIGURES = [
    Figure("Đảng viên", number(46214), "/so/", "4,57% dân số. Miễn công tác, sinh hoạt: 6.034"),
    Figure("Đảng bộ trực thuộc Tỉnh ủy", "13", "/so/", "9 cấp huyện + 4 trực thuộc"),
    Figure("Tổ chức cơ sở đảng", "502", "/so/", "197 đảng bộ + 305 chi bộ cơ sở"),
    Figure("Chi bộ trực thuộc", number(2005), "/so/"),
    Figure("Dự sinh hoạt chi bộ", percent(93.6, 1), "/so/", "3,8 điểm % cao hơn năm 2020"),
]
YEARS = [
    Point("2019", 1540, number(1540)),
    Point("2020", 1100, number(1100)),
    Point("2021", 1135, number(1135)),
    Point("4 tháng 2022", 157, "157", is_partial=True),
]
MONTHS = [Point(f"{month:02}/2021", 88 + month % 5, percent(88 + month % 5, 1)) for month in range(1, 13)]
RETURN = Table(
    "Biểu 1: Tổ chức đảng và đảng viên",
    [Column("Chỉ tiêu"), Column("31/03/2022", is_number=True, is_spare=True), Column("Tăng", is_number=True)]
    + [Column(f"Huyện số {place}", is_number=True) for place in range(1, 10)]
    + [Column("Soát")],
    [
        Row(Cell("I. Tổ chức đảng"), is_group=True),
        Row(
            Cell("Tổ chức cơ sở đảng"),
            [Cell("502"), Cell("0"), *[Cell("55", "/so/") for _place in range(9)], Cell("Khớp", tone="ok")],
        ),
        Row(
            Cell("gồm: đảng bộ cơ sở"),
            [Cell("197"), Cell("–"), *[Cell("21", "/so/") for _place in range(9)], Cell("Cần xem", tone="warn")],
            depth=1,
        ),
        Row(
            Cell("Kim Ngọc Thảo", "/dang-vien/x/"),
            [
                Cell("1"),
                Cell("2"),
                *[Cell("3") for _place in range(8)],
                Cell("30/04/22"),
                Cell("Phải sửa", tone="bad"),
            ],
        ),
    ],
    Row(Cell("Cộng"), [Cell("699"), Cell("2"), *[Cell("79") for _place in range(9)], Cell("")]),
)
PROBLEMS = Table(
    "Dòng phải sửa",
    [Column("Họ tên"), Column("Dòng", is_number=True), Column("Ngày sinh"), Column("Lỗi và gợi ý")],
    [
        Row(Cell("Thạch Vanh Na"), [Cell("23"), Cell("31/02/1984"), Cell("Xem giấy khai sinh.")]),
        Row(Cell("Võ Minh Khang"), [Cell("206"), Cell("11/08/1973"), Cell("Số thẻ trùng dòng 207.")]),
    ],
    is_stacked=True,
)
TREE = [
    Node(
        "Tỉnh Trà Vinh",
        "/to-chuc/a/",
        "46.214",
        is_open=True,
        children=[
            Node("Huyện Tiểu Cần", "/to-chuc/e/", "3.866", has_more=True),
            Node(
                "Huyện Trà Cú",
                "/to-chuc/b/",
                "5.124",
                is_open=True,
                children=[
                    Node("Xã Phước Hưng", "/to-chuc/x/", "312", is_current=True, children=[Node("Ấp Chợ Dưới", "/to-chuc/c/", "27")]),
                    Node("Xã Thanh Sơn (cũ)", "/to-chuc/f/", is_ended=True),
                ],
            ),
        ],
    )
]
EVENTS = [
    Event("01/06/2022", "Dự kiến hợp nhất hai chi bộ", "14 đảng viên chuyển theo.", "future", "Chờ duyệt", "warn"),
    Event("19/05/2014", "Công nhận đảng viên chính thức", "Tính tuổi Đảng từ 19/05/2013.", "key", facts=[("Ghi lúc", "09:02 12/06/2014")]),
    Event("10/08/2013", "Sửa hồ sơ: ngày sinh", "19/09/1989 thành 14/09/1989.", "warn"),
    Event("19/05/2013", "Kết nạp vào Đảng", kind="key"),
]
STEPS = [Step("Tải tệp", "done", "/nhap/"), Step("Soát lỗi", "current"), Step("Nhập")]


def act_form(data: dict[str, str] | None = None) -> ActForm:
    """The form of the act; with data it is judged."""
    return ActForm(data)


def pages() -> dict[str, str]:
    """The rendered pages by name; the theme is chosen by the browser."""
    wrong = {"ten": "", "ngay_ngay": "31", "ngay_thang": "2", "ngay_nam": "1984"}
    kit = {
        "figures": FIGURES,
        "years": YEARS,
        "months": MONTHS,
        "return": RETURN,
        "problems": PROBLEMS,
        "tree_nodes": TREE,
        "events": EVENTS,
        "steps": STEPS,
        "tabs": [Link("Tóm tắt", "?", is_current=True), Link("Chi bộ", "?phan=chi-bo", count="15"), Link("Lịch sử", "?phan=lich-su")],
        "tabs_label": "Phần của đơn vị",
    }
    listed = {
        "form": FilterForm({"dan_toc": "Khmer", "tuoi_dang": "30"}),
        "tokens": [Token("Dân tộc Khmer", "?"), Token("Từ 30 năm tuổi Đảng", "?")],
        "clear": "?",
        "paging": Paging(2, 50, 1312),
        "names": ["Nguyễn Thị Bảo Châu", "Phạm Ngọc Diễm", "Sơn Hoàng Duy", "Thạch Thị Chanh Đa"],
    }
    return {
        "page": _render("kit.html", shell=SHELL, title="Thành phần giao diện", **kit),
        "past": _render("kit.html", shell=PAST, title="Thành phần giao diện", **kit),
        "list": _render("people.html", shell=SHELL, title="Đảng viên", **listed),
        "none": _render("people.html", shell=PAST, title="Đảng viên", **{**listed, "paging": Paging(1, 50, 0)}),
        "act": _render("web/act.html", shell=SHELL, title="Thêm hồ sơ", form=act_form(wrong), verb="Ghi hồ sơ", back="/dang-vien/"),
        "act_past": _render("web/act.html", shell=PAST, title="Thêm hồ sơ", form=act_form(), verb="Ghi hồ sơ", back="/dang-vien/"),
        "sign_in_link": _render("accounts/sign_in_link.html", title="Đăng nhập"),
        "sorry": _render(
            "web/sorry.html", title="Không tìm thấy trang", advice="Địa chỉ sai.", number="SC-0A1B2C3D", time="12:00 18/05/2022"
        ),
    }


def _render(name: str, **context: object) -> str:
    folder = Path(__file__).parent / "templates"
    engine = DjangoTemplates({"NAME": "gallery", "DIRS": [folder], "APP_DIRS": True, "OPTIONS": {"context_processors": [REQUEST]}})
    return engine.get_template(name).render(context, RequestFactory().get("/dang-vien/", {"page": "2"}))
