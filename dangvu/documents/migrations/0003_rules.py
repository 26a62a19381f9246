"""Types of documents, who does not issue which, how bodies sign and how papers look; each says whether somebody has read the text."""

from datetime import date
from typing import Any

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.postgresql.psycopg_any import DateRange

FIRST, TYPES_NEW, LAYOUT_NEW, DISTRICTS_END = date(2018, 4, 3), date(2026, 1, 9), date(2026, 5, 27), date(2025, 7, 1)
OLD, NEW = "36-HD/VPTW ngày 03/4/2018", "05-HD/VPTW ngày 27/5/2026"
OLD_TYPES, NEW_TYPES = "66-QĐ/TW ngày 06/02/2017", "399-QĐ/TW ngày 09/01/2026"

TYPES = {
    "Nghị quyết": "NQ", "Chỉ thị": "CT", "Kết luận": "KL", "Quyết định": "QĐ", "Quy định": "QĐ", "Quy chế": "QC", "Hướng dẫn": "HD",
    "Thông báo": "TB", "Thông tri": "TT", "Kế hoạch": "KH", "Chương trình": "CTr", "Đề án": "ĐA", "Phương án": "PA", "Tờ trình": "TTr",
    "Công văn": "CV", "Biên bản": "BB", "Báo cáo": "BC", "Giấy mời": "GM", "Giấy giới thiệu": "GGT",
}  # fmt: skip
PROVINCE, ABOVE, BASE, PART = "Đảng bộ tỉnh", "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng", "Đảng bộ cơ sở", "Đảng bộ bộ phận"
BELOW_BASE = "Đảng bộ trực thuộc cơ sở"
CELLS = ("Chi bộ cơ sở", "Chi bộ trực thuộc", "Chi bộ")
NOT_BY_OLD = dict.fromkeys(CELLS, ["Quy chế", "Thông báo", "Kết luận"])
NOT_BY_NEW = {
    BASE: ["Chỉ thị", "Thông tri"],
    BELOW_BASE: ["Chỉ thị", "Thông tri"],
    **dict.fromkeys(CELLS, ["Quy định", "Hướng dẫn", "Chỉ thị", "Thông tri"]),
}
BODIES = {PROVINCE: ["TU"], BASE: ["ĐU"], BELOW_BASE: ["ĐU"], PART: ["ĐU"], **dict.fromkeys(CELLS, ["CB"])}
LAYOUT: dict[str, Any] = {"margins": [20, 20, 30, 15], "size": 14}

RULES: list[tuple[str, Any, date, date | None, str]] = [
    ("document_types", TYPES, FIRST, LAYOUT_NEW, OLD),
    ("document_types", TYPES, LAYOUT_NEW, None, NEW),
    ("document_not_by", NOT_BY_OLD, FIRST, TYPES_NEW, OLD_TYPES),
    ("document_not_by", NOT_BY_NEW, TYPES_NEW, None, NEW_TYPES),
    ("document_bodies", {**BODIES, ABOVE: ["HU", "ThU", "TU", "QU", "ĐU"]}, FIRST, DISTRICTS_END, OLD),
    ("document_bodies", {**BODIES, ABOVE: ["ĐU"]}, DISTRICTS_END, None, f"{OLD}; 298-QĐ/TW ngày 09/6/2025"),
    ("document_layout", {**LAYOUT, "closing": "./."}, FIRST, LAYOUT_NEW, OLD),
    ("document_layout", {**LAYOUT, "closing": "."}, LAYOUT_NEW, None, NEW),
]


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("rulebook", "Rule")
    rule.objects.bulk_create(
        rule(key=key, value=value, period=DateRange(since, until), source=source, verified=False)
        for key, value, since, until, source in RULES
    )


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_guards"), ("rulebook", "0002_first_rules")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
