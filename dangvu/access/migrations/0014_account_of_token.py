"""A statement is of the account of its session, or of the token of an integration; both secrets are told to the database alike."""

from django.db import migrations

DEFINER = "LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

OF_SESSION = """
  SELECT s.account_id FROM access_session s JOIN accounts_account a ON a.id = s.account_id AND a.is_active
   WHERE s.token_hash = sha256(convert_to(current_setting('dangvu.token'), 'UTF8')) AND s.expires > statement_timestamp()
"""
OF_TOKEN = """
  SELECT i.account_id FROM access_integration i JOIN accounts_account a ON a.id = i.account_id AND a.is_active
   WHERE i.secret_hash = sha256(convert_to(current_setting('dangvu.token'), 'UTF8'))
     AND i.expires > statement_timestamp() AND i.revoked IS NULL
"""

BOTH = f"""
CREATE FUNCTION access.account_of_session() RETURNS bigint {DEFINER} AS $$ BEGIN RETURN ({OF_SESSION}); END $$;
CREATE FUNCTION access.account_of_token() RETURNS bigint {DEFINER} AS $$ BEGIN RETURN ({OF_TOKEN}); END $$;
CREATE OR REPLACE FUNCTION access.account() RETURNS bigint {DEFINER} AS $$
BEGIN
  RETURN coalesce(access.account_of_session(), access.account_of_token());
END $$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA access FROM PUBLIC;
"""

BEFORE = f"""
CREATE OR REPLACE FUNCTION access.account() RETURNS bigint {DEFINER} AS $$ BEGIN RETURN ({OF_SESSION}); END $$;
DROP FUNCTION access.account_of_session();
DROP FUNCTION access.account_of_token();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0013_integrations")]

    operations = [migrations.RunSQL(BOTH, BEFORE)]
