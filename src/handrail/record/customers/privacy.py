"""Who does not see a private customer, as the database works it out whenever somebody comes in."""

from __future__ import annotations

HIDDEN_FROM = """
CREATE OR REPLACE FUNCTION handrail_hidden_from(place bigint, who bigint) RETURNS text
STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found text;
    mine workspaces_member;
BEGIN
    IF who IS NULL OR NOT EXISTS (SELECT FROM customers_customer WHERE workspace_id = place AND private) THEN
        RETURN '';
    END IF;
    SELECT * INTO mine FROM workspaces_member WHERE workspace_id = place AND id = who;
    IF mine.role = 'owner' THEN RETURN ''; END IF;
    WITH RECURSIVE below (id) AS (
        SELECT who
        UNION  -- not UNION ALL: managers in a circle must not turn for ever
        SELECT m.id FROM workspaces_member m JOIN below b ON m.manager_id = b.id WHERE m.workspace_id = place
    )
    SELECT '{' || string_agg(c.id::text, ',' ORDER BY c.id) || '}' INTO found
    FROM customers_customer c
    WHERE c.workspace_id = place AND c.private
      AND NOT coalesce(c.owner_id IN (SELECT id FROM below), false)
      AND NOT EXISTS (SELECT FROM customers_teamplace t
                      WHERE t.workspace_id = place AND t.customer_id = c.id AND t.removed_at IS NULL
                        AND t.member_id IN (SELECT id FROM below))
      AND NOT c.insiders ? mine.key;
    RETURN coalesce(found, '');
END $$
"""
