"""The entry: a text or a file in, a report out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from dangvu.figurecheck.averages.averages import judge_averages
from dangvu.figurecheck.averages.baskets import judge_baskets
from dangvu.figurecheck.averages.extremes import judge_extremes
from dangvu.figurecheck.averages.multiples import judge_multiples
from dangvu.figurecheck.averages.ofsum import judge_of_sum
from dangvu.figurecheck.averages.ofthese import judge_of_these
from dangvu.figurecheck.averages.overtime import judge_over_time
from dangvu.figurecheck.averages.pairs import judge_pairs
from dangvu.figurecheck.averages.peryear import judge_per_year
from dangvu.figurecheck.averages.products import judge_products
from dangvu.figurecheck.averages.spread import judge_spread
from dangvu.figurecheck.averages.unitwise import judge_unitwise
from dangvu.figurecheck.averages.yields import judge_yields
from dangvu.figurecheck.changes.afterwards import judge_afterwards
from dangvu.figurecheck.changes.amounts import judge_amounts
from dangvu.figurecheck.changes.baseagain import judge_base_again
from dangvu.figurecheck.changes.baseword import judge_base_words, judge_labelled_rates
from dangvu.figurecheck.changes.bothways import judge_both_ways, judge_moved_both_ways
from dangvu.figurecheck.changes.byname import judge_by_name
from dangvu.figurecheck.changes.changes import judge_changes
from dangvu.figurecheck.changes.compared import judge_compared
from dangvu.figurecheck.changes.fromto import judge_from_to
from dangvu.figurecheck.changes.gaps import judge_gaps
from dangvu.figurecheck.changes.halved import judge_halved
from dangvu.figurecheck.changes.namedbefore import judge_named_before
from dangvu.figurecheck.changes.overyears import judge_over_years
from dangvu.figurecheck.changes.recalled import judge_recalled
from dangvu.figurecheck.changes.rows import judge_rows
from dangvu.figurecheck.changes.series import judge_series
from dangvu.figurecheck.changes.stepped import judge_stepped
from dangvu.figurecheck.changes.subjectbefore import judge_subject_before
from dangvu.figurecheck.changes.thennow import judge_then_and_now
from dangvu.figurecheck.changes.triples import judge_triples
from dangvu.figurecheck.changes.yearstold import judge_years_told
from dangvu.figurecheck.claims import Claim, Report, said_once
from dangvu.figurecheck.context import Context, open_context
from dangvu.figurecheck.extracting.extract import extract, refuse_length
from dangvu.figurecheck.extracting.pdf import read_pdf
from dangvu.figurecheck.meant.nearby import Told, told_in
from dangvu.figurecheck.named.births import judge_birth_years, judge_births
from dangvu.figurecheck.named.calendar import judge_calendar
from dangvu.figurecheck.named.citations import judge_citations
from dangvu.figurecheck.named.enumerations import judge_enumerations
from dangvu.figurecheck.named.inbracket import judge_in_bracket
from dangvu.figurecheck.named.lengths import judge_year_lengths
from dangvu.figurecheck.named.marked import judge_marked, judge_set_apart
from dangvu.figurecheck.named.named import judge_named_behind
from dangvu.figurecheck.named.numbered import judge_numbered
from dangvu.figurecheck.named.sameword import judge_same_word
from dangvu.figurecheck.named.sequel import judge_carried_out, judge_sequel
from dangvu.figurecheck.named.sessions import judge_sessions
from dangvu.figurecheck.named.spelled import judge_spelled
from dangvu.figurecheck.named.stretches import judge_stretches
from dangvu.figurecheck.register import PopulationOf, RegisteredDocument
from dangvu.figurecheck.rests.differing import judge_differing, judge_rates_differing
from dangvu.figurecheck.rests.excepted import judge_excepted
from dangvu.figurecheck.rests.finished import judge_finished
from dangvu.figurecheck.rests.flows import judge_flows
from dangvu.figurecheck.rests.handled import judge_handled
from dangvu.figurecheck.rests.leftovers import judge_leftovers
from dangvu.figurecheck.rests.movements import judge_movements
from dangvu.figurecheck.rests.nets import judge_nets
from dangvu.figurecheck.rests.profits import judge_profits
from dangvu.figurecheck.rests.purse import judge_purse
from dangvu.figurecheck.rests.raised import judge_raised
from dangvu.figurecheck.rests.remainders import judge_remainders
from dangvu.figurecheck.rests.still import judge_still
from dangvu.figurecheck.rests.tableplans import judge_short_of_table
from dangvu.figurecheck.rests.toplan import judge_to_plan
from dangvu.figurecheck.rests.turnover import judge_turnover
from dangvu.figurecheck.shares.ballots import judge_ballots
from dangvu.figurecheck.shares.bands import judge_bands
from dangvu.figurecheck.shares.based import judge_based
from dangvu.figurecheck.shares.feasible import judge_feasible
from dangvu.figurecheck.shares.few import judge_few
from dangvu.figurecheck.shares.hundred import judge_hundred
from dangvu.figurecheck.shares.inwhich import judge_in_which
from dangvu.figurecheck.shares.limits import judge_limits
from dangvu.figurecheck.shares.ofany import judge_of_any
from dangvu.figurecheck.shares.ofkinds import judge_of_kinds
from dangvu.figurecheck.shares.ofnoun import judge_of_noun
from dangvu.figurecheck.shares.ofsmall import judge_of_small
from dangvu.figurecheck.shares.onebreath import judge_one_breath
from dangvu.figurecheck.shares.opened import judge_opened
from dangvu.figurecheck.shares.opposites import judge_opposites
from dangvu.figurecheck.shares.outof import judge_out_of
from dangvu.figurecheck.shares.percents import judge_percents
from dangvu.figurecheck.shares.placed import judge_placed
from dangvu.figurecheck.shares.ratebehind import judge_rate_behind
from dangvu.figurecheck.shares.reached import judge_reached
from dangvu.figurecheck.shares.rowed import judge_rowed
from dangvu.figurecheck.shares.samewhole import judge_same_whole
from dangvu.figurecheck.shares.shares import judge_shares
from dangvu.figurecheck.shares.siblings import judge_divided, judge_named
from dangvu.figurecheck.shares.sofar import judge_so_far
from dangvu.figurecheck.shares.softened import judge_softened
from dangvu.figurecheck.shares.tied import judge_tied
from dangvu.figurecheck.shares.unbound import judge_unbound
from dangvu.figurecheck.shares.unequal import judge_unequal
from dangvu.figurecheck.shares.worded import judge_worded
from dangvu.figurecheck.sums.alternate import judge_alternate
from dangvu.figurecheck.sums.amongthose import judge_among_those
from dangvu.figurecheck.sums.bracketed import judge_bracketed
from dangvu.figurecheck.sums.chains import judge_chains
from dangvu.figurecheck.sums.complement import judge_complements
from dangvu.figurecheck.sums.consists import judge_consists
from dangvu.figurecheck.sums.divided import judge_divisions
from dangvu.figurecheck.sums.headless import judge_headless
from dangvu.figurecheck.sums.labelled import judge_labelled
from dangvu.figurecheck.sums.merged import judge_merged
from dangvu.figurecheck.sums.mixed import judge_mixed, over_loose
from dangvu.figurecheck.sums.nearly import judge_nearly
from dangvu.figurecheck.sums.ofparts import judge_of_parts
from dangvu.figurecheck.sums.ofratios import judge_of_ratios
from dangvu.figurecheck.sums.overfull import judge_overfull
from dangvu.figurecheck.sums.paired import judge_paired
from dangvu.figurecheck.sums.periodic import judge_periodic
from dangvu.figurecheck.sums.sums import judge_sums
from dangvu.figurecheck.sums.tallies import judge_tallies
from dangvu.figurecheck.sums.totals import judge_totals
from dangvu.figurecheck.sums.twofold import judge_twofold
from dangvu.figurecheck.tables.across import judge_across
from dangvu.figurecheck.tables.eachrow import judge_each_row
from dangvu.figurecheck.tables.ledgers import judge_ledgers
from dangvu.figurecheck.tables.oftotals import judge_of_totals
from dangvu.figurecheck.tables.related import judge_related
from dangvu.figurecheck.tables.rowtold import judge_rows_told
from dangvu.figurecheck.tables.tabled import judge_tabled
from dangvu.figurecheck.tables.tables import judge_tables
from dangvu.figurecheck.tables.toldtotal import judge_total_told
from dangvu.figurecheck.taken_back.bracketed import without_bracketed
from dangvu.figurecheck.taken_back.disclaimed import without_disclaimed
from dangvu.figurecheck.taken_back.elsewhere import without_elsewhere
from dangvu.figurecheck.taken_back.misread import without_misread
from dangvu.figurecheck.taken_back.readings import ONE, SUMS, unless_read_otherwise
from dangvu.figurecheck.told.again import judge_again
from dangvu.figurecheck.told.allagain import judge_all_again
from dangvu.figurecheck.told.allof import judge_all_of
from dangvu.figurecheck.told.besides import judge_besides
from dangvu.figurecheck.told.bounds import judge_bounds
from dangvu.figurecheck.told.facts import judge_facts
from dangvu.figurecheck.told.highlighted import judge_highlighted
from dangvu.figurecheck.told.movedagain import judge_moved_again
from dangvu.figurecheck.told.ofname import judge_of_name
from dangvu.figurecheck.told.pointed import judge_pointed
from dangvu.figurecheck.told.repeats import judge_repeats
from dangvu.figurecheck.told.restated import judge_restated
from dangvu.figurecheck.told.retold import judge_retold
from dangvu.figurecheck.told.rownamed import judge_row_named
from dangvu.figurecheck.told.rowsbefore import judge_rows_before
from dangvu.figurecheck.told.summedup import judge_summed_up
from dangvu.figurecheck.told.tabletotal import judge_table_totals
from dangvu.figurecheck.told.these import judge_these
from dangvu.figurecheck.told.toldback import judge_told_back
from dangvu.figurecheck.told.turned import judge_turned
from dangvu.figurecheck.told.wholeagain import judge_whole_again
from dangvu.memory.collection import no_collection


def check_text(
    text: str,
    *,
    report_date: date | None = None,
    population: int | PopulationOf | None = None,
    documents: Iterable[RegisteredDocument] = (),
) -> Report:
    """Every statement of a pasted or extracted text; without `report_date` the dateline of the text is used.

    `population` is one for the whole report, or tells it for each count.
    """
    refuse_length(text)
    with no_collection():
        context = open_context(text, report_date, population)
        claims = without_disclaimed(context, unless_read_otherwise(_all_claims(context, list(documents))))
        claims = without_elsewhere(context, without_bracketed(context, without_misread(context, claims)))
        return Report(text, said_once(claims))


def check_file(
    path: Path,
    *,
    report_date: date | None = None,
    population: int | PopulationOf | None = None,
    documents: Iterable[RegisteredDocument] = (),
) -> Report:
    """The same of a file; raises `extract.UnsupportedFile`, whose text is for the reader."""
    return check_text(extract(path, read_pdf), report_date=report_date, population=population, documents=documents)


def _judge(context: Context, documents: list[RegisteredDocument]) -> Iterator[Claim]:
    for passage in context.passages:
        yield from judge_sums(context, passage)
        yield from judge_totals(context, passage)
        yield from judge_changes(context, passage)
        yield from judge_remainders(context, passage)
        yield from judge_movements(context, passage)
        yield from judge_averages(context, passage)
        yield from judge_products(context, passage)
        yield from judge_enumerations(context, passage)
        yield from judge_hundred(context, passage)
        yield from judge_feasible(context, passage)
        yield from judge_gaps(context, passage)
        yield from judge_bounds(context, passage)
        yield from judge_restated(context, passage)
        yield from judge_rows(context, passage)
        yield from judge_recalled(context, passage)
        yield from judge_baskets(context, passage)
        yield from judge_extremes(context, passage)
        yield from judge_opposites(context, passage)
    yield from judge_shares(context)
    yield from judge_tables(context)
    yield from judge_ledgers(context)
    yield from judge_repeats(context)
    yield from judge_spelled(context)
    yield from judge_calendar(context)
    yield from judge_births(context)
    yield from judge_birth_years(context)
    yield from judge_stretches(context)
    yield from judge_sessions(context)
    yield from judge_year_lengths(context)
    yield from judge_sequel(context)
    yield from judge_carried_out(context)
    yield from judge_citations(context, documents)


def _all_claims(context: Context, documents: list[RegisteredDocument]) -> set[Claim]:
    """What each rule says; a share that is judged by the parts beside it is read in no other way."""
    told = told_in(context)
    claims = set(_judge(context, documents))
    claims |= set(_judge_rest(context, told, claims))
    claims |= set(judge_percents(context, told, claims))
    claims |= set(_judge_last(context, told, claims))
    alarmed = frozenset(mark for claim in claims if claim.verdict == "inconsistent" for mark in claim.figures)
    claims |= set(judge_facts(context, alarmed, claims))
    mixed = list(judge_mixed(context))
    claims = {*over_loose(claims, mixed), *mixed}
    divided = {*judge_divided(context, told, claims), *judge_named(context, told, claims), *judge_tied(context), *judge_based(context)}
    divided |= {*judge_same_whole(context, told), *judge_base_words(context), *judge_unequal(context)}
    rowed = set(judge_rowed(context))
    in_rows = {mark for claim in rowed for mark in claim.figures}
    claims = {claim for claim in claims if claim.kind != "share" or in_rows.isdisjoint(claim.figures)}
    divided = rowed | {claim for claim in divided if in_rows.isdisjoint(claim.figures)}
    judged = {claim.figures[0] for claim in divided}
    return divided | {claim for claim in claims if claim.kind not in ONE or not claim.figures or claim.figures[0] not in judged}


def _judge_last(context: Context, told: Told, claims: Iterable[Claim]) -> Iterator[Claim]:
    """What only the counts themselves say, where nothing else has decided."""
    known = [claim for claim in claims if claim.figures and claim.verdict != "not_decidable"]
    right = frozenset(mark for claim in known if claim.kind == "sum" and claim.verdict == "consistent" for mark in claim.figures[1:])
    alarmed = frozenset(mark for claim in known if claim.verdict == "inconsistent" for mark in claim.figures)
    decided = frozenset(claim.figures[0] for claim in known)
    yield from judge_chains(context, told, right, alarmed)
    compared = list(judge_compared(context, told, decided, right))
    yield from compared
    yield from judge_triples(context, decided | {claim.figures[0] for claim in compared})
    yield from judge_pointed(context, told, alarmed)
    yield from judge_bands(context, decided)
    yield from judge_retold(context, told, alarmed)
    yield from judge_turned(context, alarmed)
    yield from judge_again(context, alarmed)
    yield from judge_tabled(context, decided)
    averaged = frozenset(mark for claim in known if claim.kind == "average" for mark in claim.figures)
    yield from judge_multiples(context, decided | averaged)
    totals = frozenset(claim.figures[0] for claim in known if claim.kind in ("difference", "sum", "enumeration"))
    yield from judge_flows(context, totals)
    yield from judge_nets(context, totals)
    yield from judge_complements(context, totals | right)
    yield from judge_named_behind(context, totals)
    yield from judge_in_bracket(context, totals)
    yield from judge_divisions(context, totals | right, alarmed)
    yield from judge_still(context, told, totals, alarmed)
    yield from judge_few(context, decided)
    yield from judge_differing(context, decided, known)
    yield from judge_rates_differing(context, decided)
    yield from judge_afterwards(context, decided)
    yield from judge_series(context, decided)
    yield from judge_stepped(context)
    yield from judge_then_and_now(context, decided)
    yield from judge_spread(context, decided)
    yield from judge_softened(context, told, decided)
    yield from judge_related(context, alarmed)
    yield from judge_rows_told(context, decided)
    yield from judge_placed(context, decided)
    yield from judge_all_of(context, alarmed)
    yield from judge_limits(context, decided)
    yield from judge_labelled_rates(context, decided)
    yield from judge_unitwise(context)
    yield from judge_tallies(context, totals | right, alarmed)
    yield from judge_overfull(context, alarmed)
    yield from judge_of_small(context, decided)
    yield from judge_opened(context, decided)
    yield from judge_ballots(context)
    yield from judge_to_plan(context)
    yield from judge_short_of_table(context)
    yield from judge_yields(context, decided)
    yield from judge_over_time(context, decided)
    yield from judge_besides(context, decided)
    yield from judge_told_back(context, alarmed)
    yield from judge_these(context, decided, alarmed)
    yield from judge_finished(context, decided)
    yield from judge_bracketed(context, decided)
    yield from judge_halved(context)
    yield from judge_profits(context, decided)
    yield from judge_labelled(context, known, totals | right, alarmed)
    yield from judge_paired(context, alarmed)
    yield from judge_across(context, alarmed)
    yield from judge_excepted(context, decided)
    yield from judge_of_parts(context, alarmed)
    yield from judge_turnover(context, totals, alarmed)
    yield from judge_one_breath(context, decided)
    yield from judge_total_told(context, alarmed)
    yield from judge_of_totals(context, decided, alarmed)
    yield from judge_purse(context, decided, alarmed)
    yield from judge_same_word(context, totals)
    yield from judge_merged(context, totals | right, alarmed)
    yield from judge_headless(context, totals | right, alarmed)
    yield from judge_of_kinds(context, decided)
    yield from judge_raised(context, decided)
    yield from judge_named_before(context, decided)
    yield from judge_out_of(context, decided)
    yield from judge_handled(context, decided)
    yield from judge_so_far(context, decided)
    yield from judge_worded(context, decided)
    yield from judge_of_any(context, decided)
    yield from judge_of_these(context, decided)
    yield from judge_years_told(context, decided)
    yield from judge_over_years(context, decided)
    yield from judge_subject_before(context, decided)
    yield from judge_highlighted(context, alarmed)
    yield from judge_table_totals(context, alarmed)
    yield from judge_whole_again(context, alarmed)
    yield from judge_by_name(context, decided)
    yield from judge_from_to(context, decided)
    yield from judge_in_which(context, decided)
    yield from judge_marked(context, decided)
    yield from judge_set_apart(context, decided)
    yield from judge_of_name(context, alarmed)
    yield from judge_base_again(context, decided)
    yield from judge_both_ways(context, decided)
    yield from judge_summed_up(context, alarmed)
    yield from judge_moved_again(context, alarmed)
    yield from judge_rows_before(context, alarmed)
    yield from judge_of_sum(context)
    yield from judge_reached(context)
    yield from judge_numbered(context, decided)
    yield from judge_of_noun(context, decided)
    yield from judge_among_those(context, decided, alarmed)
    yield from judge_moved_both_ways(context, decided)
    yield from judge_per_year(context, decided)
    yield from judge_consists(context, totals, alarmed)
    yield from judge_of_ratios(context, totals)
    yield from judge_alternate(context, totals, alarmed)
    yield from judge_periodic(context, totals)
    yield from judge_rate_behind(context, decided)
    yield from judge_row_named(context, alarmed)
    yield from judge_each_row(context)
    yield from judge_all_again(context, alarmed)


def _judge_rest(context: Context, told: Told, claims: Iterable[Claim]) -> Iterator[Claim]:
    """What the rules of single phrases left open, by the counts around it."""
    decided = [claim for claim in claims if claim.figures and claim.verdict != "not_decidable"]
    single = frozenset(claim.figures[0] for claim in decided if claim.kind not in SUMS)
    summed = frozenset(mark for claim in decided if claim.kind == "sum" for mark in claim.figures)
    alarmed = frozenset(mark for claim in decided if claim.verdict == "inconsistent" for mark in claim.figures)
    yield from judge_unbound(context, told, single, alarmed)
    yield from judge_leftovers(context, told, single)
    parts = frozenset(mark for claim in decided if claim.kind == "sum" for mark in claim.figures[1:])
    yield from judge_pairs(context, told, single, parts)
    yield from judge_amounts(context, told, single)
    twofold = list(judge_twofold(context, told))
    yield from twofold
    yield from judge_nearly(context, told, summed | single | {mark for claim in twofold for mark in claim.figures})
