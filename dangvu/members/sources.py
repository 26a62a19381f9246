"""What figures of members are counted from: members on a day, who entered, left or moved, cells and what they lack."""

from __future__ import annotations

from collections.abc import Iterable

from dangvu.indicators.declaration import Breakdown, Listing, Source
from dangvu.members.kinds import EXITS, TRANSFER
from dangvu.organisation.indicators import DAY, below, by_state, on
from dangvu.people.names import ERASED

AGES = {"Dưới 18": (0, 17), "18–30": (18, 30), "31–35": (31, 35), "36–40": (36, 40), "41–45": (41, 45), "46–50": (46, 50),
        "51–55": (51, 55), "56–60": (56, 60), "Trên 60": (61, None)}  # fmt: skip


PARTY_AGES = {"Dưới 10": (0, 9), "10–19": (10, 19), "20–29": (20, 29), "30–39": (30, 39), "40–49": (40, 49), "Từ 50": (50, None)}


def quoted(words: Iterable[str]) -> str:
    """The program's own words as an SQL list."""
    return ", ".join(f"'{word}'" for word in words)


def _ordered(words: Iterable[str]) -> str:
    """The program's own words as an open list."""
    return " UNION ALL ".join(f"SELECT {place} AS place, '{word}' AS word" for place, word in enumerate(words))


def completed(column: str, bands: dict[str, tuple[int, int | None]]) -> dict[str, str]:
    """Conditions on the years completed since a day, both edges of a band inclusive; the lowest takes in a day that still lies ahead."""
    edges = {
        word: ([f"{column} <= %(ago_{least})s"] if least else []) + ([] if most is None else [f"{column} > %(ago_{most + 1})s"])
        for word, (least, most) in bands.items()
    }
    return {word: " AND ".join(conditions) for word, conditions in edges.items()}


def of_list(name: str, alias: str = "s", *, sensitive: str = "", usual: str = "") -> Breakdown:
    """A division by the words of one list."""
    return Breakdown(
        sensitive=sensitive,
        usual=usual,
        key=f"{alias}.{name}",
        word=f"(SELECT label FROM people_term WHERE id = {alias}.{name})",
        one=f"{alias}.{name} = (SELECT id FROM people_term WHERE list = '{name}' AND label = {{word}})",
        words=f"SELECT id AS place, label AS word FROM people_term WHERE list = '{name}'",
    )


MEMBER = Listing(
    id="n.public_id",
    label=f"coalesce(f.name, '{ERASED}')",
    order="f.sort_key, n.id",
    join="JOIN people_person n ON n.id = s.person "
    "LEFT JOIN (SELECT person_id, name, sort_key FROM people_facts WHERE {held}) f ON f.person_id = s.person",
)
"""Members as records, in the order of a Vietnamese directory; an erased name says that it was erased."""


DIVISIONS = {
    "sex": Breakdown(key="s.female", conditions={"Nam": "NOT s.female", "Nữ": "s.female"}),
    **{name: of_list(name, sensitive=name, usual=usual) for name, usual in {"ethnicity": "Kinh", "religion": "Không"}.items()},
    "age_band": Breakdown(key="s.born", conditions=completed("s.born", AGES)),
    **{name: of_list(name) for name in ("education", "profession", "theory", "occupation")},
    "status": Breakdown(key="NULLIF(s.standing, 0)", conditions={"Chính thức": "s.standing = 2", "Dự bị": "s.standing = 1"}),
    "party_age_band": Breakdown(key="s.counts_from", conditions=completed("s.counts_from", PARTY_AGES)),
}


def members_on(day: str, name: str) -> Source:
    """Everybody counted on a day, under the tree of that day; ages are those of the day asked."""
    return Source(
        name=name,
        reads=("unit_leaf", "unit_span", "member_span"),
        tables=f"unit_leaf t JOIN member_span s ON s.cell = t.unit AND {on('s', day)}",
        where=below(day),
        listing=MEMBER,
        breakdowns={**DIVISIONS, **by_state(f"JOIN unit_span u ON u.unit = s.cell AND {on('u', day)}")},
        row="s.person",
    )


MEMBERS = members_on(DAY, "members")


OPENING = members_on("%(eve)s", "opening")


def events(name: str, inward: str, attributes: str, kinds: Breakdown) -> Source:
    """Entries into or leavings of cells in the period, under the tree of their day, with the attributes of that day.

    A transfer counts for a unit only where the other cell (`o`) is not below it too.
    """
    return Source(
        name=name,
        reads=("unit_leaf", "unit_span", "member_span", "member_event"),
        tables=f"""unit_leaf t
    JOIN member_event m ON m.cell = t.unit AND m.day >= %(first)s AND m.day <= %(day)s AND {on("t", "m.tree_day")} AND m.inward = {inward}
    JOIN member_span s ON s.person = m.person AND {attributes} = m.day
    LEFT JOIN member_event c ON m.kind = '{TRANSFER}' AND c.person = m.person AND c.day = m.day AND c.kind = m.kind AND c.inward <> m.inward
    LEFT JOIN unit_leaf o ON o.ancestor = %(unit)s AND o.unit = c.cell AND {on("o", "c.tree_day")}""",
        where="t.ancestor = %(unit)s AND t.since <= %(day)s AND t.until >= %(first)s",
        listing=MEMBER,
        breakdowns={
            **DIVISIONS,
            **by_state(f"JOIN unit_span u ON u.unit = m.cell AND {on('u', 'm.tree_day')}"),
            "kind": kinds,
        },
        row="s.person",
        edge=(f"m.kind <> '{TRANSFER}' OR o.unit IS NULL", f"m.kind <> '{TRANSFER}' OR o.child IS DISTINCT FROM t.child"),
    )


ENTRIES = events("entries", "true", "s.since", Breakdown(key="m.kind"))


WAYS_TO_LEAVE = Breakdown(key="m.kind", words=_ordered(EXITS), sensitive="discipline", usual="dead")


LEAVINGS = events("leavings", "false", "s.until", WAYS_TO_LEAVE)


def moves(name: str, start: str, end: str, attributes: str, event: str) -> Source:
    """Members who came under the unit, or ceased to stand under it, because a unit between changed its place.

    `start` is the turn of the tree as seen from here, `end` the same turn seen from where they stood before or after (`p`);
    those who entered or left the cell on that very day are counted by that event instead.
    """
    return Source(
        name=name,
        reads=("unit_leaf", "unit_span", "member_span", "member_event"),
        tables=f"""unit_leaf t
    LEFT JOIN unit_leaf p ON p.ancestor = t.ancestor AND p.unit = t.unit AND {end} = {start}
    JOIN member_span s ON s.cell = t.unit AND {attributes}""",
        where=f"""t.ancestor = %(unit)s AND {start} >= %(first)s AND {start} <= %(day)s AND p.child IS DISTINCT FROM t.child
    AND NOT EXISTS (SELECT 1 FROM member_event m WHERE m.person = s.person AND m.cell = s.cell AND m.day = {start} AND {event})""",
        listing=MEMBER,
        breakdowns={**DIVISIONS, **by_state(f"JOIN unit_span u ON u.unit = s.cell AND u.since <= {start} AND u.until >= {start}")},
        edge=("p.child IS NULL", "true"),
        row="s.person",
    )


MOVED_IN = moves("moved_in", "t.since", "p.until", "s.since <= t.since AND s.until > t.since", "m.inward")


MOVED_OUT = moves("moved_out", "t.until", "p.since", "s.since < t.until AND s.until >= t.until", "NOT m.inward")


GROUP = "(SELECT id FROM people_term WHERE list = 'ethnicity' AND label = %(group)s)"


HAMLETS = (
    "Ấp, khóm", "Ấp", "Khóm", "Thôn", "Bản", "Buôn", "Làng", "Xóm", "Khu phố", "Tổ dân phố", "Thôn, bản", "Thôn, ấp", "Ấp, khu phố",
    "Ấp, khóm, khu phố", "Thôn, tổ dân phố", "Thôn, ấp, bản", "Thôn, bản, khu phố", "Thôn, bản, tổ dân phố", "Thôn, ấp, bản, khu phố",
)  # fmt: skip
"""How offices write the sector of a cell that covers a place below the commune."""


CELLS = Source(
    name="cells",
    reads=("unit_leaf", "unit_span", "member_span", "locality_count"),
    tables=f"""(
      SELECT t.child, t.unit, u.name, u.kind, u.sector, coalesce(m.members, 0) AS members, coalesce(m.women, 0) AS women,
             coalesce(m.kin, 0) AS kin, u.sector IN ({quoted(HAMLETS)}) AS hamlet,
             CASE WHEN a.value > 0 THEN 100 * k.value >= %(share)s * a.value END AS in_scope
        FROM unit_leaf t
        JOIN unit_span u ON u.unit = t.unit AND u.cell AND {on("u")}
        LEFT JOIN (
          SELECT s.cell, count(*) AS members, count(CASE WHEN s.female THEN 1 END) AS women,
                 count(CASE WHEN s.ethnicity = {GROUP} THEN 1 END) AS kin
            FROM unit_leaf t JOIN member_span s ON s.cell = t.unit AND {on("s")} WHERE {below(DAY)} GROUP BY s.cell
        ) m ON m.cell = t.unit
        LEFT JOIN locality_count a ON a.locality = u.locality AND a.measure = 'population' AND a.people = '' AND {on("a")}
        LEFT JOIN locality_count k ON k.locality = u.locality AND k.measure = 'population' AND k.people = %(group)s AND {on("k")}
       WHERE {below(DAY)}
    ) u""",
    where="true",
    listing=Listing(id="n.public_id", label="u.name", order="n.code", join="JOIN organisation_unit n ON n.id = u.unit"),
    child="u.child",
    breakdowns=by_state(),
    row="u.unit",
)
