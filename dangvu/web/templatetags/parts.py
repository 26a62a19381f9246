"""Tags that draw the pieces of a page; each takes values of `dangvu.web.parts`, `shell` or `charts`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from dangvu.web import charts, parts
from dangvu.web.shell import Link, Shell

register = template.Library()

TONE_ICONS = {"ok": "check", "warn": "warn", "bad": "warn", "info": "info"}
"""Colour never stands alone: each tone of an alert has its sign."""


@cache
def _sprite() -> str:
    return static("web/icons.svg")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of the sprite; words beside it carry the meaning."""
    return format_html('<svg class="ic" aria-hidden="true"><use href="{}#{}"/></svg>', _sprite(), name)


@register.simple_tag(takes_context=True)
def url_here(context: Context, name: str, *args: str | int, **query: str | int | None) -> str:
    """The address of the named page with the unit and day of this one; keywords become the query."""
    shell: Shell = context["shell"]
    return shell.at(reverse(name, args=args), **query)


@register.simple_tag
def chip(text: str, tone: parts.Tone = "", sign: str = "") -> SafeString:
    """A status in words, never to be clicked; ok, warn and bad also bear a sign."""
    drawing = sign or {"ok": "check", "warn": "clock", "bad": "warn"}.get(tone, "")
    return format_html('<span class="chip {}">{}{}</span>', tone, icon(drawing) if drawing else "", text)


@register.simple_tag
def figure(text: str, address: str = "", look: str = "") -> SafeString:
    """A number that opens its records; without an address plain text. Look `fig` is the large one."""
    if not address:
        return format_html('<span class="{}">{}</span>', look, text) if look else format_html("{}", text)
    return format_html('<a class="src {}" href="{}">{}</a>', look, address, text)


@register.simple_block_tag
def panel(content: SafeString, title: str, note: str = "", look: str = "") -> SafeString:
    """A sheet with a heading; `look` adds classes such as the width `w6`."""
    small = format_html('<span class="small">{}</span>', note) if note else ""
    return format_html('<section class="panel {}"><header><h2>{}</h2>{}</header>{}</section>', look, title, small, content)


@register.simple_block_tag
def alert(content: SafeString, tone: str = "info") -> SafeString:
    """A full sentence about what happened and what to do next; `bad` is announced at once."""
    role = mark_safe(' role="alert"') if tone == "bad" else ""
    return format_html('<div class="alert {}"{}>{}<div>{}</div></div>', tone, role, icon(TONE_ICONS[tone]), content)


@register.simple_block_tag
def nothing(content: SafeString, title: str) -> SafeString:
    """What is missing, why, and the next thing to do; "none" and "none that match" are different titles."""
    return format_html('<div class="empty"><p class="h">{}</p>{}</div>', title, content)


@register.inclusion_tag("web/parts/strip.html")
def strip(figures: Sequence[parts.Figure]) -> dict[str, Any]:
    """At most five main figures side by side."""
    return {"figures": figures}


@register.inclusion_tag("web/parts/table.html")
def table(table: parts.Table) -> dict[str, Any]:
    """A whole table from values; lists that need more are written out with the same classes."""
    return {"table": table, "rows": _paired(table, table.rows), "total": _paired(table, [table.total] if table.total else [])}


def _paired(table: parts.Table, rows: Sequence[parts.Row]) -> list[tuple[parts.Row, list[tuple[parts.Column, parts.Cell]]]]:
    """Each cell with its column; ValueError when a row has too few or too many."""
    return [(row, [] if row.is_group else list(zip(table.columns[1:], row.cells, strict=True))) for row in rows]


@register.inclusion_tag("web/parts/paging.html", takes_context=True)
def paging(context: Context, paging: parts.Paging) -> dict[str, Any]:
    """Which rows are shown, and the pages as `?page=`."""
    return {"request": context["request"], "paging": paging}


@register.inclusion_tag("web/parts/tabs.html")
def tabs(links: Sequence[Link], label: str) -> dict[str, Any]:
    """The parts of one subject, or saved filters; `label` names them."""
    return {"links": links, "label": label}


@register.inclusion_tag("web/parts/filters.html", takes_context=True)
def filters(context: Context, form: forms.Form, shown: int = 4, method: str = "get") -> dict[str, Any]:
    """A form sent by GET, or by POST to the same page of the unit and day; fields beyond the first `shown` unfold, as do those in use."""
    fields = list(form.visible_fields())
    rest, shell = fields[shown:], context.get("shell")
    return {
        "method": method,
        "action": shell.at(context["request"].path) if shell else "",
        "form": form,
        "shell": shell,
        "request": context["request"],
        "boxes": [(bound, _input(bound)) for bound in fields[:shown]],
        "more": [(bound, _input(bound)) for bound in rest],
        "is_open": any(bound.value() for bound in rest),
    }


@register.inclusion_tag("web/parts/tokens.html", takes_context=True)
def tokens(context: Context, tokens: Sequence[parts.Token], clear: str = "") -> dict[str, Any]:
    """The filters in force, each with a way to drop it; `clear` is the address without any."""
    return {"tokens": tokens, "clear": clear}


def _input(bound: BoundField) -> SafeString:
    """The control with the kit's class; choices by radio and the date boxes bring their own."""
    plain = isinstance(bound.field.widget, (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget))
    return bound.as_widget(attrs=None if plain else {"class": "ipt"})


@register.inclusion_tag("web/parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """Label, hint, error and control, tied together for screen readers."""
    return {"field": bound, "input": _input(bound), "is_tick": isinstance(bound.field.widget, forms.CheckboxInput)}


@register.inclusion_tag("web/parts/error_summary.html")
def error_summary(form: forms.Form) -> dict[str, Any]:
    """All errors at the top, each with the name of its field and a way there."""
    listed = [(_anchor(bound), f"{bound.label}: {error}") for bound in form.visible_fields() for error in bound.errors]
    return {"errors": [("", error) for error in form.non_field_errors()] + listed}


def _anchor(bound: BoundField) -> str:
    """The id of the first control: a group of boxes has none of its own."""
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label


@register.inclusion_tag("web/parts/timeline.html")
def timeline(events: Sequence[parts.Event]) -> dict[str, Any]:
    """What happened, latest first; corrections are events too."""
    return {"events": events}


@register.inclusion_tag("web/parts/tree.html")
def tree(nodes: Sequence[parts.Node], label: str) -> dict[str, Any]:
    """Units below units; the toggle and the link are separate, and both work without scripts."""
    return {"nodes": nodes, "label": label}


@register.inclusion_tag("web/parts/steps.html")
def steps(steps: Sequence[parts.Step], label: str) -> dict[str, Any]:
    """Where one is in a sequence of pages."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("web/parts/meter.html")
def meter(share: float | None, mark: float | None = None, tone: str = "") -> dict[str, Any]:
    """A bar true to scale for a percentage written beside it; `mark` is a second percentage to compare with."""
    return {"share": min(100.0, max(0.0, float(share or 0))), "mark": mark, "tone": tone}


@register.inclusion_tag("web/charts/bars.html")
def bar_chart(points: Sequence[charts.Point], label: str) -> dict[str, Any]:
    """Standing bars with their table one click away; `label` says what they count."""
    return {"chart": charts.bars(points, width=max(380, 58 * len(points))), "label": label}
