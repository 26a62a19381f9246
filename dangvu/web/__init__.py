"""The presentation kit: the frame of every page, its pieces, its formats. It knows no area of work.

A view makes one `Shell` (web/shell.py) per request and renders a template that extends one of three shapes:

    day = asked_day(request, today=clock.today())          # ?on=2022-04-30, BadRequest when malformed; asked_known likewise
    context = {"title": "Đảng viên", "shell": Shell(unit=…, day=day, today=…, navigation=[Group(…)], kept={"unit": …}, …)}

    web/list.html   context form, tokens, clear, paging, tabs   blocks rows, none, filters
    web/page.html   context tabs, tabs_label                    block  main
    web/act.html    context form, verb, back                    blocks before, fields, after; the button is off on other days
    all of them     context shell, title, crumbs (default shell.ancestors)
                    blocks badge (chip beside the title), sub (what the numbers cover), acts (one .btn.pri), foot
    web/plain.html  without frame: context title; block content

`{% load formats %}`: number, percent (value in percent; `|percent:1` for attendance), day, moment.
The same functions for workbooks and the terminal: web/formats.py (no Django).

`{% load parts %}`; the values are dataclasses of web/parts.py, charts.py and shell.py, their texts already formatted:
    {% url_here "unit" unit.key phan="chi-bo" %}   address with the unit and day of this page; in views: shell.at(reverse(…), …)
    {% icon "print" %}  {% chip "Đã chốt" "ok" "lock" %}  {% figure m|number address "fig" %}   (a.src: opens its records)
    {% strip figures %}  {% tabs links "label" %}  {% meter 17.32 31 %}  {% timeline events %}  {% tree nodes "label" %}
    {% steps steps "label" %}  {% table table %}  {% bar_chart points "label" %}  {% filters form 4 %}  {% tokens tokens clear %}
    {% paging paging %} (?page=2, read by asked_page)  {% field form.name %}  {% error_summary form %}
    {% panel "Title" "note" "w6" %}…{% endpanel %}
    {% alert "ok|warn|bad|info" %}…{% endalert %}  {% nothing "Chưa có gì" %}…{% endnothing %}

A sheet's content stands in `<div class="in">`; sheets stand in `<div class="cols">` as w3 … w12. Tables written out:
`.tbl` with `.n` numbers, `.pin` first column, `.grp`, `.d1`; `.tbl.stk` becomes cards on a phone (`data-l` labels, `.inl`, `.st`).
Print: `<button class="btn" type="button" data-print hidden>`; `is_wide` turns the paper of the page sideways, `.no-print` hides.
Never `style=`, never inline scripts: the content policy refuses both. Icons: names in static/web/icons.svg.
What fails is written by logs.Discreet (number, page, frames, no values); middleware.RefuseNul stands before every page.
config/urls.py includes web.urls and names web.views.bad_request, refused, not_found, broken as handlers.
"""
