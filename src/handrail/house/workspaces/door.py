"""The guarded functions through which a workspace is found before any row of it may be seen.

They belong to the owner role, so they see the excused table; they answer for one user or one hash only.
"""

from __future__ import annotations

from .secure import HERE

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

VEIL = [
    """
    CREATE FUNCTION handrail_hidden_from(place bigint, who bigint) RETURNS text
    STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$ SELECT ''::text $$
    """,
    f"""
    CREATE FUNCTION handrail_veil(who bigint) RETURNS text {GUARDED} AS $$
        SELECT set_config('handrail.hidden', handrail_hidden_from({HERE}, who), true)
    $$
    """,
    "REVOKE ALL ON FUNCTION handrail_hidden_from(bigint, bigint) FROM PUBLIC, handrail_app, handrail_system",
    "REVOKE ALL ON FUNCTION handrail_veil(bigint) FROM PUBLIC, handrail_system",
    "GRANT EXECUTE ON FUNCTION handrail_veil(bigint) TO handrail_app",
]
"""`handrail_veil` hides from a member of the open workspace what they may not see. What that is, the room of the
customers says: it replaces `handrail_hidden_from`, since nothing down here knows of customers."""

NAMED = """
CREATE FUNCTION handrail_named_is_seen(named text) RETURNS boolean
STABLE LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    place regclass := (SELECT c.oid FROM pg_class c WHERE c.relkind = 'r' AND c.relrowsecurity
        AND c.relnamespace = 'public'::regnamespace
        AND split_part(c.relname, '_', 2) = split_part(named, ':', 1) LIMIT 1);
    found boolean;
BEGIN
    IF place IS NULL THEN RETURN true; END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE key = $1 AND removed_at IS NULL)', place)
        INTO found USING substr(named, strpos(named, ':') + 1);
    RETURN found;
END $$
"""
"""Whether the record that "kind:key" names is there for who asks: it runs with their rights, hidden things are not."""
