"""How a membership ends and begins again: shares of votes, competent bodies, terms of appeals, bars to a readmission."""

from datetime import date

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.postgresql.psycopg_any import DateRange

BEGINNING = date(1930, 2, 3)
DISCIPLINE = date(2025, 5, 30)
THREE_LEVELS = date(2026, 7, 26)
PROVINCE, ABOVE, BASE = "Đảng bộ tỉnh", "Đảng bộ cấp trên trực tiếp của tổ chức cơ sở đảng", "Đảng bộ cơ sở"

STRIKING = "24-QĐ/TW ngày 30/7/2021, mục 8; 01-HD/TW ngày 28/9/2021"
LEAVING = "Điều lệ Đảng (2011), Điều 9; 01-HD/TW ngày 28/9/2021, mục 11.2 không nêu tỷ lệ riêng"
EXPELLING = "69-QĐ/TW ngày 06/7/2022, Điều 15"
RETURNING = "24-QĐ/TW ngày 30/7/2021, mục 3.5"
NOW = "208-QĐ/TW ngày 26/7/2026"

STRIKE = {"cell": ">=2/3", "base": ">=2/3", "standing": ">1/2", "committee": ">=2/3", "short": "report"}
LEAVE = {"cell": ">1/2", "base": ">1/2", "standing": ">1/2", "committee": ">1/2", "short": "report"}
EXPEL = {"cell": ">=2/3", "base": ">=2/3", "standing": ">1/2", "committee": ">1/2", "short": "must"}
WORKING = {
    "lodge": {"number": 30, "days": "working"},
    "answer": {"number": 90, "days": "working"},
    "answer_centre": {"number": 180, "days": "working"},
}
CALENDAR = {name: {**term, "days": "calendar"} for name, term in WORKING.items()}
NEVER = ["no_meetings", "disunity", "corruption", "serious_crime"]
BARS = {"never": NEVER, "cleared": {"grounds": ["lesser_crime"], "months": 60}, "consent": ["province_standing"]}
BARS_NOW = {**BARS, "never": [*NEVER, "waste_negative"], "consent": ["province_standing", "province_permanent"]}

RULES = [
    ("exit_votes_struck_off", STRIKE, BEGINNING, None, STRIKING),
    ("exit_votes_left_on_request", LEAVE, BEGINNING, None, LEAVING),
    ("exit_votes_expelled", EXPEL, BEGINNING, None, EXPELLING),
    ("exit_voters", "official", BEGINNING, None, "294-QĐ/TW ngày 26/5/2025, mục 9.3.2"),
    ("exit_decided_by", {PROVINCE: "standing", ABOVE: "standing", BASE: "committee"}, BEGINNING, THREE_LEVELS, STRIKING),
    ("exit_decided_by", {PROVINCE: "standing", ABOVE: "standing", BASE: "standing"}, THREE_LEVELS, None, NOW),
    ("exit_appeal_struck_off", WORKING, BEGINNING, None, STRIKING),
    ("exit_appeal_expelled", CALENDAR, BEGINNING, DISCIPLINE, "như 296-QĐ/TW; văn bản trước đó chưa tra"),
    ("exit_appeal_expelled", CALENDAR, DISCIPLINE, None, "296-QĐ/TW ngày 30/5/2025, Điều 25; hạn giải quyết chưa tra"),
    ("exit_unfit_term", {"number": 30, "days": "working"}, BEGINNING, None, "24-QĐ/TW ngày 30/7/2021, mục 4; 294-QĐ/TW ngày 26/5/2025"),
    ("readmission_bars", BARS, BEGINNING, THREE_LEVELS, RETURNING),
    ("readmission_bars", BARS_NOW, THREE_LEVELS, None, NOW),
]


def load(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("rulebook", "Rule")
    rule.objects.bulk_create(
        rule(key=key, value=value, period=DateRange(since, until), source=source) for key, value, since, until, source in RULES
    )


def unload(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("rulebook", "Rule").objects.filter(key__in={key for key, *_rest in RULES}).delete()


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0008_dues")]

    operations = [migrations.RunPython(load, unload)]
