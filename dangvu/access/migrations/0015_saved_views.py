"""The filters that an account keeps are read, added and taken away by its own session alone."""

from django.db import migrations

POLICY = """
CREATE POLICY own_account ON accounts_savedview
 USING (account_id = (SELECT access.account())) WITH CHECK (account_id = (SELECT access.account()));
ALTER TABLE accounts_savedview ENABLE ROW LEVEL SECURITY;
"""
UNDO = """
ALTER TABLE accounts_savedview DISABLE ROW LEVEL SECURITY;
DROP POLICY own_account ON accounts_savedview;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0014_account_of_token"), ("accounts", "0003_saved_views")]

    operations = [migrations.RunSQL(POLICY, UNDO)]
