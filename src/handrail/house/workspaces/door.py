"""The guarded functions through which a workspace is found before any row of it may be seen.

They belong to the owner role, so they see the excused table; they answer for one user or one hash only.
"""

from __future__ import annotations

GUARDED = "LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp"

DOOR = [
    f"""
    CREATE FUNCTION handrail_workspace_id(wanted text) RETURNS bigint STABLE {GUARDED} AS $$
        SELECT id FROM workspaces_workspace WHERE slug = wanted
    $$
    """,
    f"""
    CREATE FUNCTION handrail_enter(wanted text, visitor bigint, secret text, moment timestamptz)
    RETURNS TABLE (member_id bigint, token_id bigint) {GUARDED} AS $$
        WITH found AS MATERIALIZED (
            SELECT p.workspace_id, p.member_id, p.token_id
            FROM workspaces_passage p
            JOIN workspaces_member m ON m.workspace_id = p.workspace_id AND m.id = p.member_id
            WHERE p.slug = wanted AND m.left_on IS NULL AND m.removed_at IS NULL
              AND (p.expires_at IS NULL OR p.expires_at > moment)
              AND ((secret = '' AND p.kind = 'member' AND p.user_id = visitor)
                   OR (secret <> '' AND p.kind = 'token' AND p.digest = secret))
            LIMIT 1
        )
        SELECT found.member_id, found.token_id
        FROM found CROSS JOIN LATERAL set_config('handrail.ws', found.workspace_id::text, true)
    $$
    """,
    f"""
    CREATE FUNCTION handrail_workspaces_of(visitor bigint)
    RETURNS TABLE (slug text, name text, role text) STABLE {GUARDED} AS $$
        SELECT w.slug, w.name, m.role
        FROM workspaces_passage p
        JOIN workspaces_workspace w ON w.id = p.workspace_id
        JOIN workspaces_member m ON m.id = p.member_id
        WHERE p.kind = 'member' AND p.user_id = visitor AND m.left_on IS NULL AND m.removed_at IS NULL
        ORDER BY w.name
    $$
    """,
    f"""
    CREATE FUNCTION handrail_workspace_ids() RETURNS SETOF bigint STABLE {GUARDED} AS $$
        SELECT id FROM workspaces_workspace ORDER BY id
    $$
    """,
    *(
        f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {name} TO handrail_app"
        for name in (
            "handrail_workspace_id(text)",
            "handrail_enter(text, bigint, text, timestamptz)",
            "handrail_workspaces_of(bigint)",
            "handrail_workspace_ids()",
        )
    ),
    # A workspace takes its history with it, so only the owner's role can delete one.
    "REVOKE DELETE, TRUNCATE ON workspaces_workspace FROM handrail_app, handrail_system",
]
