"""Random operations on stays by plain SQL, past every command: as many wrong as right, each judged by the database alone.

An operation is a subtransaction of a batch: it writes, asks every waiting constraint, and stays or goes as a whole.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction

from dangvu.organisation.commands import EndUnit, FoundUnit
from dangvu.periods.days import Span
from tests.world import BASE_CELL, decide, find, unit

WINDOW = Span(date(2020, 1, 1), date(2023, 1, 1))
"""All operations happen within these days; what lasts, lasts beyond."""
BATCH = 1_000
STRANGERS = 1_000_000
"""Numbers of the people of the operations begin here."""

OPERATE = """
CREATE TABLE tried (operation text, outcome text);
CREATE TABLE cells (place int PRIMARY KEY, cell int);

-- One of the first forty, so that notes of one decision do not pile up in a transaction.
CREATE FUNCTION decision(at timestamptz) RETURNS int LANGUAGE sql IMMUTABLE RETURN 1 + extract(milliseconds FROM at)::int % 40;

CREATE FUNCTION opened(who int, place int, entry text, leaving text, since date, until date, at timestamptz) RETURNS void LANGUAGE sql AS
$$ INSERT INTO members_membership (person_id, cell_id, entry, leaving, period, recorded, opened_by_id)
   VALUES (who, place, entry, leaving, daterange(since, until), tstzrange(at, NULL), decision(at)) $$;

CREATE FUNCTION both_opened(
  who int, place int, entry text, since date, until date, other_place int, leaving text, arrival date, ends date, at timestamptz
) RETURNS void LANGUAGE sql AS
$$ INSERT INTO members_membership (person_id, cell_id, entry, leaving, period, recorded, opened_by_id)
   VALUES (who, place, entry, 'transfer', daterange(since, until), tstzrange(at, NULL), decision(at)),
          (who, other_place, 'transfer', leaving, daterange(arrival, ends), tstzrange(at, NULL), decision(at)) $$;

CREATE FUNCTION closed(at timestamptz, VARIADIC stays bigint[]) RETURNS void LANGUAGE sql AS
$$ UPDATE members_membership SET recorded = tstzrange(lower(recorded), at), closed_by_id = decision(at) WHERE id = ANY (stays) $$;

CREATE FUNCTION operate(first int, last int, people int, since date, days int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  cell_numbers int[] := ARRAY(SELECT cell FROM cells ORDER BY place);
  entries text[] := '{admitted,readmitted,transferred_in,restored}';
  exits text[] := '{expelled,struck_off,left_on_request,dead,transferred_out}';
  who int; place int; day date; other date; at timestamptz; drawn float; operation text; outcome text;
  stay members_membership; following members_membership;
BEGIN
  FOR number IN first..last LOOP
    who := {strangers} + floor(random() * people)::int;
    place := cell_numbers[1 + floor(random() * cardinality(cell_numbers))::int];
    day := since + floor(random() * days)::int;
    at := timestamptz '2024-01-01 00:00+07' + number * interval '1 millisecond';
    drawn := random();
    SELECT * INTO stay FROM members_membership WHERE person_id = who AND upper_inf(recorded)
     ORDER BY upper_inf(period) AND random() < 0.8 DESC, random() LIMIT 1;
    operation := CASE WHEN drawn < 0.15 OR stay.id IS NULL THEN 'admit' WHEN drawn < 0.27 THEN 'return' WHEN drawn < 0.52 THEN 'transfer'
                      WHEN drawn < 0.64 THEN 'exit' WHEN drawn < 0.71 THEN 'any stay' WHEN drawn < 0.77 THEN 'half a transfer'
                      WHEN drawn < 0.87 THEN 'another day' WHEN drawn < 0.91 THEN 'forget' WHEN drawn < 0.95 THEN 'status'
                      ELSE 'elsewhere' END;
    IF operation IN ('transfer', 'exit', 'half a transfer', 'another day') AND random() < 0.95 THEN
      day := lower(stay.period) + 1 + floor(random() * least(120, coalesce(upper(stay.period), since + 9999) - lower(stay.period)))::int;
      day := least(day, since + days);
    END IF;
    other := day + CASE WHEN random() < 0.75 THEN 0 ELSE floor(random() * 11)::int - 5 END;
    BEGIN
      SET CONSTRAINTS ALL DEFERRED;
      CASE operation
      WHEN 'admit' THEN
        PERFORM opened(who, place, 'admitted', '', day, NULL, at);
      WHEN 'return' THEN
        PERFORM opened(who, place, entries[2 + floor(random() * 3)::int], '', day, NULL, at);
      WHEN 'any stay' THEN
        PERFORM opened(who, place, (entries || '{transfer,born}'::text[])[1 + floor(random() * 6)::int],
                       (exits || '{transfer,bored}'::text[])[1 + floor(random() * 7)::int], day, day + floor(random() * 200)::int, at);
      WHEN 'transfer' THEN
        PERFORM closed(at, stay.id);
        PERFORM both_opened(who, stay.cell_id, stay.entry, lower(stay.period), day, place, stay.leaving, other, upper(stay.period), at);
      WHEN 'half a transfer' THEN
        PERFORM closed(at, stay.id);
        PERFORM opened(who, stay.cell_id, stay.entry, 'transfer', lower(stay.period), day, at);
      WHEN 'exit' THEN
        PERFORM closed(at, stay.id);
        PERFORM opened(who, stay.cell_id, stay.entry, exits[1 + floor(random() * 5)::int], lower(stay.period), day, at);
      WHEN 'another day' THEN
        SELECT * INTO following FROM members_membership
         WHERE person_id = who AND upper_inf(recorded) AND lower(period) = upper(stay.period);
        PERFORM closed(at, stay.id, following.id);
        IF following.entry = 'transfer' THEN
          PERFORM both_opened(who, stay.cell_id, stay.entry, lower(stay.period), day,
                              following.cell_id, following.leaving, other, upper(following.period), at);
        ELSE
          PERFORM opened(who, stay.cell_id, stay.entry, stay.leaving, lower(stay.period), day, at);
        END IF;
      WHEN 'forget' THEN
        PERFORM closed(at, stay.id);
      WHEN 'status' THEN
        INSERT INTO members_standing (person_id, dimension, value, period, recorded, opened_by_id)
        VALUES (who, 'participation', (ARRAY['exempt', 'away', 'suspended'])[1 + floor(random() * 3)::int],
                daterange(day, day + floor(random() * 90)::int), tstzrange(at, NULL), decision(at));
      WHEN 'elsewhere' THEN
        INSERT INTO transfers_temporarystay (person_id, host_id, place, reason, planned, period, recorded, opened_by_id)
        VALUES (who, place, '', 'work', day + 120, daterange(day, day + floor(random() * 120)::int), tstzrange(at, NULL), decision(at));
      END CASE;
      SET CONSTRAINTS ALL IMMEDIATE;
      outcome := 'accepted';
    EXCEPTION WHEN integrity_constraint_violation OR data_exception THEN
      GET STACKED DIAGNOSTICS outcome = CONSTRAINT_NAME;
      IF outcome = '' THEN
        outcome := SQLERRM;
      END IF;
    END;
    INSERT INTO tried VALUES (operation, outcome);
  END LOOP;
END $$;
""".replace("{strangers}", str(STRANGERS))


@dataclass(frozen=True)
class Outcome:
    """How many operations of each kind came to what: accepted, or the constraint that refused."""

    tried: Counter[tuple[str, str]]

    @property
    def accepted(self) -> int:
        """Operations that the database took."""
        return sum(count for (_operation, outcome), count in self.tried.items() if outcome == "accepted")

    def by_reason(self) -> Counter[str]:
        """Refusals by constraint."""
        found = Counter[str]()
        for (_operation, outcome), count in self.tried.items():
            found[outcome] += count
        return found


def prepare(people: int) -> None:
    """People of no history, the world's cells, and one that ends amid the window; the functions that operate."""
    world = find()
    founded = date(2015, 1, 1)
    decide(FoundUnit(on=founded, code="E", name="Chi bộ sẽ giải thể", kind=BASE_CELL, parent=world.ben_man))
    decide(EndUnit(on=date(2021, 7, 1), unit=unit("E")))
    decide(FoundUnit(on=date(2021, 2, 1), code="L", name="Chi bộ mới lập", kind=BASE_CELL, parent=world.ben_man))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(OPERATE)
        cursor.execute("INSERT INTO people_person (id) SELECT %s + n FROM generate_series(0, %s) n", [STRANGERS, people - 1])
        cells = [world.hamlet_one, world.hamlet_two, world.school, world.hamlet_one, world.hamlet_two, world.school, unit("E"), unit("L")]
        cursor.executemany("INSERT INTO cells VALUES (%s, %s)", list(enumerate(cells)))


def operate(number: int, people: int) -> Outcome:
    """So many operations in batches, each of which is committed; the same whenever they are drawn."""
    days = (WINDOW.until - WINDOW.since - timedelta(days=200)).days if WINDOW.until else 0
    for first in range(1, number + 1, BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT setseed(%s)", [1 / (1 + first)])
            cursor.execute("SELECT operate(%s, %s, %s, %s, %s)", [first, min(first + BATCH - 1, number), people, WINDOW.since, days])
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (TRUNCATE false, INDEX_CLEANUP on) members_touched, ledger_named")
    with connection.cursor() as cursor:
        cursor.execute("SELECT operation, outcome, count(*) FROM tried GROUP BY 1, 2")
        return Outcome(Counter({(operation, outcome): count for operation, outcome, count in cursor.fetchall()}))


@dataclass(frozen=True)
class Faults:
    """Days on which somebody is in two cells, in none between two halves of a transfer, or in a cell that does not exist."""

    overlaps: int
    gaps: int
    dead_cells: int


def faults() -> Faults:
    """Counted day by day over all current stays, by nothing that the constraints use."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit_id, lower(period), upper(period) FROM organisation_unitstate WHERE upper_inf(recorded) AND cell")
        alive: dict[int, bytearray] = {}
        for cell, since, until in cursor.fetchall():
            _mark(alive.setdefault(cell, bytearray(_LENGTH)), since, until)
        cursor.execute(
            "SELECT person_id, cell_id, lower(period), upper(period), entry, leaving FROM members_membership "
            "WHERE upper_inf(recorded) AND person_id >= %s ORDER BY person_id, random()",
            [STRANGERS],
        )
        rows = cursor.fetchall()
    overlaps = gaps = dead = 0
    there: dict[int, bytearray] = {}
    for person, cell, since, until, _entry, _leaving in rows:
        days = there.setdefault(person, bytearray(_LENGTH))
        overlaps += _marked(days, since, until)
        dead += _span_length(since, until) - _marked(alive.get(cell, bytearray(_LENGTH)), since, until)
        _mark(days, since, until)
    for person, _cell, since, until, entry, leaving in rows:
        days = there[person]
        gaps += entry == "transfer" and not days[_place(since) - 1]
        gaps += leaving == "transfer" and not days[_place(until)]
    return Faults(overlaps, gaps, dead)


_LENGTH = 7 * 366
_ZERO = date(2018, 1, 1)


def _place(day: date | None) -> int:
    return _LENGTH if day is None else max((day - _ZERO).days, 0)


def _span_length(since: date, until: date | None) -> int:
    return _place(until) - _place(since)


def _marked(days: bytearray, since: date, until: date | None) -> int:
    return days.count(1, _place(since), _place(until))


def _mark(days: bytearray, since: date, until: date | None) -> None:
    days[_place(since) : _place(until)] = b"\x01" * _span_length(since, until)
