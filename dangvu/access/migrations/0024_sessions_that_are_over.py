"""The database knows a session no longer than the accounts do: idle, ended elsewhere or without its second factor, it sees nothing.

But for the account itself: whoever has still to enrol a factor is somebody, of whom the register shows nothing.
"""

from django.db import migrations, models

FIXED = "LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
DEFINER = f"{FIXED} SET plan_cache_mode = force_generic_plan"
KNOWN = """
  SELECT s.account_id FROM access_session s JOIN accounts_account a ON a.id = s.account_id AND a.is_active
   WHERE s.token_hash = sha256(convert_to(current_setting('dangvu.token'), 'UTF8')) AND s.expires > statement_timestamp()
"""


def of_session(factor: str) -> str:
    """Whose session it is: `now()` is when the request began, and one that began in time is answered whole."""
    return f"""{KNOWN} AND (s.errand OR EXISTS (
     SELECT FROM accounts_session k
      WHERE k.session_key = encode(s.token_hash, 'hex') AND k.account_id = s.account_id AND k.expire_date > now(){factor}))
"""


FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION access.account_of_session() RETURNS bigint {DEFINER} AS $$
BEGIN
  RETURN ({of_session(" AND k.factor <> ''")});
END $$;
CREATE FUNCTION access.signed_in() RETURNS bigint {DEFINER} AS $$
BEGIN
  RETURN coalesce(({of_session("")}), access.account_of_token());
END $$;
REVOKE ALL ON FUNCTION access.signed_in() FROM PUBLIC;
ALTER POLICY own_account ON accounts_account USING (id = (SELECT access.signed_in()));
"""

BEFORE = f"""
ALTER POLICY own_account ON accounts_account USING (id = (SELECT access.account()));
DROP FUNCTION access.signed_in();
CREATE OR REPLACE FUNCTION access.account_of_session() RETURNS bigint {FIXED} AS $$ BEGIN RETURN ({KNOWN}); END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0023_account_asked_once"), ("accounts", "0003_saved_views")]

    operations = [
        migrations.AddField("signedin", "errand", models.BooleanField(default=False)),
        migrations.RunSQL(FUNCTIONS, BEFORE),
    ]
