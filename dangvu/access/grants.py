"""What the role of the web may do with each table; a table that is not named here is closed to it, and a test says so."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection
from psycopg import sql

LOOK, KEEP = "SELECT", "SELECT, INSERT, UPDATE, DELETE"

DECISION = 'SELECT (id, kind, "on", body, document, actor, recorded, corrects_id, prev, hash)'
"""Never what was decided in detail: the payload holds numbers of people."""

PAYMENT = "SELECT (id, recorded, opened_by_id, closed_by_id, source_row, person_id, cell_id, month, paid_on, erased)"
"""Never how much was paid: asked through access.dues_amounts() and access.dues_sums()."""

UNDER_POLICY: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "organisation_unit", "organisation_unitstate", "organisation_unitedge", "organisation_succession", "unit_leaf",
            "people_person", "people_facts", "members_membership", "members_admission", "members_standing", "members_profile",
            "members_post", "member_span", "member_event", "meetings_attendance", "meeting_summary", "access_touched",
            "proposals_proposal", "proposals_proposedvalue", "proposals_answer", "transfers_letter", "transfers_temporarystay",
            "documents_committeeterm", "documents_document", "documents_documentperson", "documents_documentfile",
            "badges_badge", "people_card", "exits_case", "exits_casevote", "exits_appeal", "dues_rate", "dues_exemption",
            "dues_unpaid_month",
        ),
        LOOK,
    ),
    "ledger_decision": DECISION,
    "dues_payment": PAYMENT,
    "accounts_account": "SELECT, UPDATE (last_login)",
    "accounts_savedview": "SELECT, INSERT, UPDATE (query), DELETE",
}  # fmt: skip
"""Tables with a row-level policy, and what may be done with the rows that it shows."""

OPEN: Mapping[str, tuple[str, str]] = {
    "organisation_locality": (LOOK, "places of the State's administration, published"),
    "organisation_localitystate": (LOOK, "places of the State's administration, published"),
    "organisation_localityfact": (LOOK, "population counts, published"),
    "people_term": (LOOK, "words of lists, of nobody"),
    "rulebook_rule": (LOOK, "rules of the Party with their sources"),
    "rulebook_calendarday": (LOOK, "days off and days worked instead, of nobody"),
    "access_role": (LOOK, "what roles there are"),
    "access_right": (LOOK, "what roles allow"),
    "access_act": (LOOK, "what decisions need"),
    "proposals_pending": (LOOK, "which proposals wait: numbers that lead to nothing for whoever does not see the proposal"),
    "accounts_session": (KEEP, "sessions under the hash of their key, locked by the key: nothing in it opens anything"),
    "mfa_authenticator": ("SELECT (id, user_id, type)", "whether somebody has a second factor; never its secret"),
    "django_content_type": (LOOK, "names of tables"),
    "django_migrations": (LOOK, "names of changes to the tables, which the probe of readiness compares with the program's"),
}
"""Tables without a policy, and why they need none."""

ADDED: Mapping[str, tuple[str, str]] = {
    "readings_reading": (
        "INSERT (account_id, label, mandate_id, role, place_id, kind, reason, persons, unit_id, day)",
        "who has read what; the database says when, a policy that it is the session's own, and functions of the schema access read it",
    ),
}
"""Tables to which the web adds rows that it cannot read, change or take away, and why."""

CLOSED: Mapping[str, str] = {
    "ledger_personalvalue": "personal values beside the chain",
    "exchange_takenrow": "imported rows with their values",
    "people_citizen_id": "asked through access.open_citizen_id(), which notes the reading, and its end through access.citizen_id_end()",
    "readings_deferral": "what is told later: asked through the functions of the schema access that tell readings, else by the owner",
    "access_mandate": "asked through access.mandates(), one's own alone",
    "access_holder": "asked through access.myself(), one's own alone",
    "access_session": "asked through access.account()",
    "access_integration": "hashes of tokens; asked through access.account(), and by the middleware as the owner",
    "accounts_signinlink": "hashes of links; spent by views that work as the owner",
    "accounts_tally": "what was tried lately; kept by views that work as the owner",
    "accounts_recovery": "halves of recoveries; kept by views that work as the owner",
    "account_emailaddress": "not used",
    "account_emailconfirmation": "not used",
    "ledger_named": "notes from a statement to the end of its transaction",
    "organisation_touched": "notes from a statement to the end of its transaction",
    "members_touched": "notes from a statement to the end of its transaction",
    **dict.fromkeys(
        ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers"),
        "the queue of long work; the pages put jobs there and look for them as the owner, the worker is the owner",
    ),
    "auth_group": "not used",
    "auth_group_permissions": "not used",
    "auth_permission": "not used",
    "accounts_account_groups": "not used",
    "accounts_account_user_permissions": "not used",
}
"""Tables that the web never touches, and why."""

VIEWS = ("unit_span", "locality_span", "locality_count")
"""Views ask with the rights of whoever asks them."""


def grant(role: str) -> None:
    """Give a role exactly this, whatever it held before; by the owner."""
    told = {table: what for table, (what, _why) in {**OPEN, **ADDED}.items()}
    rights = {**UNDER_POLICY, **told, **dict.fromkeys(VIEWS, LOOK)}
    name = sql.Identifier(role)
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor, include_views=True))
        for schema in ("public", "access"):
            for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
                cursor.execute(sql.SQL("REVOKE ALL ON ALL {} IN SCHEMA {} FROM {}").format(sql.SQL(kind), sql.Identifier(schema), name))
            cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(sql.Identifier(schema), name))
        cursor.execute(sql.SQL("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA access TO {}").format(name))
        cursor.execute(sql.SQL("REVOKE EXECUTE ON FUNCTION access.last_cell FROM {}").format(name))  # it would tell anybody's cell
        for table in sorted(rights.keys() & there):
            cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(rights[table]), sql.Identifier(table), name))
