"""The file of one member as a program reads it: what `reports.dossier` knows, in the fields of `forms.Member`."""

from __future__ import annotations

from datetime import date

from dangvu.access.viewer import Viewer
from dangvu.api import forms
from dangvu.api.looking import named
from dangvu.api.values import OnADay
from dangvu.members.queries import Attributes, Holding
from dangvu.organisation.places import locality_name
from dangvu.reports.dossier import Dossier, dossier


def file_of(person: int, viewer: Viewer, asked: OnADay, *, told_apart: bool) -> tuple[forms.Member, int | None] | None:
    """The file with the number of the cell on the day; None for somebody of whom nothing was known at that instant."""
    on = asked.day
    known = dossier(person, viewer, on, asked.known)
    if known is None:
        return None
    facts, dates = known.facts, known.dates
    stay = next((one for one in known.stays if on in one.span), None)
    now = {one.dimension: one.value for one in known.statuses if stay and on in one.span}
    learnt = next((one for one in known.attributes if on in one.span), None)
    cell = known.units.get(stay.cell) if stay else None
    file = forms.Member(
        id=facts.public_id,
        name=facts.name,
        record_no=facts.record_no,
        card_no=facts.card_no,
        born=facts.born,
        sex=forms.SEX.get(facts.female),
        ethnicity=facts.ethnicity if told_apart else None,
        religion=facts.religion if told_apart else None,
        on=on,
        cell=named(viewer, cell) if cell else None,
        standing=now.get("standing", ""),
        participation=now.get("participation", "active" if stay else ""),
        decided=dates.decided if dates else None,
        ceremony=dates.ceremony if dates else None,
        official=dates.official if dates else None,
        **_learnt(learnt),
        posts=[_post(post, known, on) for post in known.posts if on in post.span],
        stays=_stays(known, viewer),
    )
    return file, cell.id if cell else None


def _learnt(found: Attributes | None) -> dict[str, str]:
    return {name: getattr(found, name) if found else "" for name in ("education", "profession", "theory", "occupation")}


def _post(post: Holding, known: Dossier, on: date) -> forms.PostHeld:
    unit = known.units.get(post.unit) if post.unit else None
    place = unit.name if unit else locality_name(post.locality, on) if post.locality else ""
    return forms.PostHeld(title=post.title, place=place, since=None if post.since_unknown else post.span.since)


def _stays(known: Dossier, viewer: Viewer) -> list[forms.StayOf]:
    return [
        forms.StayOf(
            cell=named(viewer, known.units[stay.cell]), since=stay.span.since, until=stay.span.until, entry=stay.entry, leaving=stay.leaving
        )
        for stay in known.stays
        if stay.cell in known.units
    ]
