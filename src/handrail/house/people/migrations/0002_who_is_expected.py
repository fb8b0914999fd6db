"""Whether an address is invited anywhere: a provider that has verified it may then make an account for it."""

from django.db import migrations

from handrail.house.workspaces.door import GUARDED

EXPECTED = [
    f"""
    CREATE FUNCTION handrail_expected(mail text, moment timestamptz) RETURNS boolean STABLE {GUARDED} AS $$
        SELECT EXISTS (SELECT FROM people_invitation
                       WHERE email = mail AND used_at IS NULL AND revoked_at IS NULL AND removed_at IS NULL
                         AND expires_at > moment)
    $$
    """,
    "REVOKE ALL ON FUNCTION handrail_expected(text, timestamptz) FROM PUBLIC, handrail_system",
    "GRANT EXECUTE ON FUNCTION handrail_expected(text, timestamptz) TO handrail_app",
    # read by handrail_expected: open invitations of one address, in whatever workspace
    "CREATE INDEX people_invitation_open ON people_invitation (email) WHERE used_at IS NULL AND revoked_at IS NULL",
]


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RunSQL(
            EXPECTED,
            ["DROP INDEX people_invitation_open", "DROP FUNCTION handrail_expected(text, timestamptz)"],
        )
    ]
