"""The index, and the one function that reads it."""

import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from handrail.house.workspaces.secure import policies

INDEXES = [
    # read by handrail_search. Each lexeme begins with its workspace: asking for the workspace apart from the words
    # means going through all of its rows. No list of pending entries: reading that is what takes time.
    "CREATE INDEX search_entry_words ON search_entry USING gin (vector) WITH (fastupdate = off) WHERE present",
    # read by handrail_search where no word begins like that: those that are spelled nearly so
    "CREATE INDEX search_word_near ON search_word USING gin (workspace_id, word gin_trgm_ops) WITH (fastupdate = off)",
    *(
        statement
        for name in ("entry", "word", "built")
        for statement in policies(f"search_{name}", "workspace_id")
    ),
]

ALLOWED = """
                      AND (e.about_id IS NULL OR e.about_id <> ALL (hidden))
                      AND (kinds IS NULL OR e.subject_kind = ANY (kinds)) AND (about IS NULL OR e.about_id = about)
"""
# Row security in front of an index that is not leakproof means reading every row, so this function belongs to the
# owner, who is not under it, and asks for the workspace and the hidden customers itself. Neither is an argument.
SEARCH = [
    r"""
    CREATE FUNCTION handrail_lexeme(place bigint, word text, tail text) RETURNS tsquery LANGUAGE sql IMMUTABLE
    SET search_path = public, pg_temp AS $$
        SELECT ('''' || place || ' ' || replace(replace(word, '\', '\\'), '''', '''''') || '''' || tail)::tsquery
    $$
    """,
    """
    CREATE FUNCTION handrail_spelled(place bigint, wrong text, enough real) RETURNS SETOF text LANGUAGE sql STABLE
    SET search_path = public, pg_temp AS $$
        WITH near AS (
            SELECT w.word, similarity(w.word, wrong) AS alike FROM search_word w
            WHERE w.workspace_id = place AND (w.word %> wrong OR w.word LIKE '%' || wrong || '%')
              AND NOT starts_with(w.word, wrong)
            UNION ALL
            SELECT w.word, 1 FROM search_word w
            WHERE w.workspace_id = place AND w.word IN (
                SELECT overlay(wrong PLACING reverse(substr(wrong, n, 2)) FROM n FOR 2)
                FROM generate_series(1, length(wrong) - 1) AS n)
        )
        SELECT word FROM near WHERE alike >= greatest(enough, 0.7 * (SELECT max(alike) FROM near))
        ORDER BY alike DESC, word LIMIT 8
    $$
    """,
    "SELECT show_limit()",  # the library must be known before its setting may be named below
    """
    CREATE FUNCTION handrail_search(terms text[], name text, kinds text[], about bigint, mine bigint,
                                    moment timestamptz, skip int, most int)
    RETURNS TABLE (subject_kind text, subject_id bigint, subject_key text, about_id bigint, title text, body text,
                   state text, how text, total int)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp SET pg_trgm.word_similarity_threshold = 0.4
    SET jit = off SET plan_cache_mode = force_custom_plan AS $$
    #variable_conflict use_column
    DECLARE
        here bigint := nullif(current_setting('handrail.ws', true), '')::bigint;
        hidden bigint[] := coalesce(nullif(current_setting('handrail.hidden', true), ''), '{}')::bigint[];
        many constant int := 2000;  -- more than a person looks through: then the newest of them are enough
        few constant int := 5;  -- so few that a word may be spelled wrong
        words text[];
        word text;
        term text;
        one tsquery;
        meant tsquery;
        nearly tsquery;
        whole tsquery;
        start tsquery;
        found bigint[];
        more bigint[];
        counted int;
    BEGIN
        IF here IS NULL THEN RETURN; END IF;
        whole := handrail_lexeme(here, name, '');
        start := handrail_lexeme(here, name, ':*');
        FOREACH term IN ARRAY terms LOOP
            -- A word, of which the beginning is enough, and its stems.
            words := string_to_array(term, ' ');
            CONTINUE WHEN coalesce(words[1], '') = '';
            one := handrail_lexeme(here, words[1], ':*');
            FOREACH word IN ARRAY words[2:] LOOP
                one := one || handrail_lexeme(here, word, '');
            END LOOP;
            meant := CASE WHEN meant IS NULL THEN one ELSE meant && one END;
        END LOOP;
        IF meant IS NULL THEN RETURN; END IF;
        meant := meant || start;

        SELECT coalesce(array_agg(id), '{}') INTO found FROM (
            SELECT e.id FROM search_entry e
            WHERE e.workspace_id = here AND e.present AND e.vector @@ meant ALLOWED
            LIMIT many + 1
        ) AS spelled;
        counted := cardinality(found);

        IF counted > many THEN
            SELECT coalesce(array_agg(id), '{}') INTO found FROM (
                WITH newest AS MATERIALIZED (
                    SELECT e.id, e.vector FROM search_entry e
                    WHERE e.workspace_id = here AND e.present ALLOWED
                    ORDER BY e.changed_at DESC LIMIT 10000
                )
                SELECT id FROM newest WHERE vector @@ meant LIMIT 200
            ) AS latest;
            FOREACH one IN ARRAY ARRAY[whole, start] LOOP
                SELECT coalesce(array_agg(id), '{}') INTO more FROM (
                    SELECT e.id FROM search_entry e
                    WHERE e.workspace_id = here AND e.present AND e.vector @@ one ALLOWED
                    LIMIT 200
                ) AS named;
                found := found || more;
            END LOOP;
        ELSIF counted < few THEN
            -- Where something was found the word may be right: then only what is very much like it.
            FOREACH term IN ARRAY terms LOOP
                words := string_to_array(term, ' ');
                CONTINUE WHEN coalesce(words[1], '') = '';
                one := handrail_lexeme(here, words[1], ':*');
                IF length(words[1]) >= 3 THEN
                    FOR word IN SELECT handrail_spelled(here, words[1], CASE counted WHEN 0 THEN 0.2 ELSE 0.5 END::real) LOOP
                        one := one || handrail_lexeme(here, word, '');
                    END LOOP;
                END IF;
                nearly := CASE WHEN nearly IS NULL THEN one ELSE nearly && one END;
            END LOOP;
            SELECT coalesce(array_agg(id), '{}') INTO more FROM (
                SELECT e.id FROM search_entry e
                WHERE e.workspace_id = here AND e.present AND e.vector @@ nearly ALLOWED
                LIMIT 200
            ) AS alike;
            SELECT array_agg(DISTINCT id), count(DISTINCT id) INTO found, counted FROM unnest(found || more) AS id;
        END IF;

        RETURN QUERY
            SELECT e.subject_kind::text, e.subject_id, e.subject_key::text, e.about_id, e.title::text,
                   left(e.text, 4000), e.state::text, r.how, counted
            FROM search_entry e CROSS JOIN LATERAL (
                SELECT CASE WHEN e.vector @@ whole THEN 'whole' WHEN e.vector @@ start THEN 'start'
                            WHEN e.vector @@ meant THEN 'words' ELSE 'near' END AS how
            ) AS r
            WHERE e.id = ANY (found)
            ORDER BY CASE r.how WHEN 'whole' THEN 8 WHEN 'start' THEN 4 WHEN 'words' THEN 2 ELSE 0 END
                     + 2 * ts_rank(e.vector, coalesce(nearly, meant), 32)
                     + e.weight
                     + CASE WHEN e.owner_id = mine THEN 0.4 ELSE 0 END
                     - CASE WHEN e.settled THEN 0.6 ELSE 0 END
                     + 0.3 * exp(-least(400, greatest(0, extract(epoch FROM moment - e.changed_at) / 86400)) / 60)
                     DESC, e.changed_at DESC, e.id
            OFFSET greatest(skip, 0) LIMIT most;
    END $$
    """.replace(" ALLOWED", ALLOWED),
    *(
        f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC"
        for name in (
            "handrail_lexeme(bigint, text, text)",
            "handrail_spelled(bigint, text, real)",
            "handrail_search(text[], text, text[], bigint, bigint, timestamptz, int, int)",
        )
    ),
    "GRANT EXECUTE ON FUNCTION"
    " handrail_search(text[], text, text[], bigint, bigint, timestamptz, int, int) TO handrail_app",
]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("workspaces", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Built",
            fields=[
                (
                    "workspace",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="workspaces.workspace",
                    ),
                ),
                ("shape", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=60)),
                (
                    "workspace",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="workspaces.workspace",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("workspace", "word"), name="search_word_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("subject_key", models.CharField(max_length=80)),
                ("about_id", models.BigIntegerField(null=True)),
                ("inside", models.CharField(blank=True, max_length=60)),
                ("owner_id", models.BigIntegerField(null=True)),
                ("title", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("vector", django.contrib.postgres.search.SearchVectorField()),
                ("weight", models.FloatField(default=0)),
                ("state", models.CharField(blank=True, max_length=20)),
                ("settled", models.BooleanField(default=False)),
                ("present", models.BooleanField(default=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "workspace",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="workspaces.workspace",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["workspace", "about_id"], name="search_entry_about"),
                    models.Index(fields=["workspace", "-changed_at"], name="search_entry_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "subject_kind", "subject_id"), name="search_entry_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(INDEXES),
        migrations.RunSQL(SEARCH),
    ]
