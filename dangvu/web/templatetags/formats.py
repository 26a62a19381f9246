"""Filters that write numbers and days; the rules are in `dangvu.web.formats`."""

from __future__ import annotations

from django import template

from dangvu.web import formats

register = template.Library()

register.filter("number", formats.number)
register.filter("percent", formats.percent)
register.filter("day", formats.day)
register.filter("moment", formats.moment)
