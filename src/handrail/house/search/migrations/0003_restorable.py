"""The threshold of likeness is set where it is used. As a setting of the function, which names a library's parameter
before the library is loaded, it could not be restored from a backup by a role that is no superuser."""

from django.db import migrations

SPELLED = [
    "SELECT show_limit()",
    "ALTER FUNCTION handrail_search(text[], text, text[], bigint, bigint, timestamptz, int, int)"
    " RESET pg_trgm.word_similarity_threshold",
    """
    CREATE OR REPLACE FUNCTION handrail_spelled(place bigint, wrong text, enough real) RETURNS SETOF text
    LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
    BEGIN
        PERFORM set_config('pg_trgm.word_similarity_threshold', '0.4', true);
        RETURN QUERY
            WITH near AS (
                SELECT w.word::text AS word, similarity(w.word, wrong) AS alike FROM search_word w
                WHERE w.workspace_id = place AND (w.word %> wrong OR w.word LIKE '%' || wrong || '%')
                  AND NOT starts_with(w.word, wrong)
                UNION ALL
                SELECT w.word::text, 1 FROM search_word w
                WHERE w.workspace_id = place AND w.word IN (
                    SELECT overlay(wrong PLACING reverse(substr(wrong, n, 2)) FROM n FOR 2)
                    FROM generate_series(1, length(wrong) - 1) AS n)
            )
            SELECT n.word FROM near AS n WHERE n.alike >= greatest(enough, 0.7 * (SELECT max(alike) FROM near))
            ORDER BY n.alike DESC, n.word LIMIT 8;
    END $$
    """,
]


class Migration(migrations.Migration):
    dependencies = [("search", "0002_private_customers")]

    operations = [migrations.RunSQL(SPELLED)]
