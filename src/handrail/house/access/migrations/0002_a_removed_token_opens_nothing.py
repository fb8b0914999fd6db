"""Whoever marks a token as removed or withdrawn, by whatever verb: from then on it lets nobody in."""

from django.db import migrations

from handrail.house.workspaces.door import GUARDED

SIGNATURE = "handrail_enter(wanted text, visitor bigint, secret text, moment timestamptz)"


def enter(more: str) -> str:
    return f"""
    CREATE OR REPLACE FUNCTION {SIGNATURE}
    RETURNS TABLE (member_id bigint, token_id bigint) {GUARDED} AS $$
        WITH found AS MATERIALIZED (
            SELECT p.workspace_id, p.member_id, p.token_id
            FROM workspaces_passage p
            JOIN workspaces_member m ON m.workspace_id = p.workspace_id AND m.id = p.member_id
            WHERE p.slug = wanted AND m.left_on IS NULL AND m.removed_at IS NULL
              AND (p.expires_at IS NULL OR p.expires_at > moment)
              AND ((secret = '' AND p.kind = 'member' AND p.user_id = visitor)
                   OR (secret <> '' AND p.kind = 'token' AND p.digest = secret{more}))
            LIMIT 1
        )
        SELECT found.member_id, found.token_id
        FROM found CROSS JOIN LATERAL set_config('handrail.ws', found.workspace_id::text, true)
    $$
    """


GOOD = """
                       AND EXISTS (SELECT 1 FROM access_token t
                                   WHERE t.workspace_id = p.workspace_id AND t.id = p.token_id
                                     AND t.removed_at IS NULL AND t.revoked_at IS NULL)"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("workspaces", "0001_initial")]

    operations = [migrations.RunSQL(enter(GOOD), enter(""))]
