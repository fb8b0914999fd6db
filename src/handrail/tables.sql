-- What the migrations make of an empty database. Written by `make tables`, never by hand.
-- PostgreSQL 18, migrations ad9367e963e9d1e6
ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner IN SCHEMA public REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM handrail_app, handrail_system;
ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner IN SCHEMA public REVOKE USAGE ON SEQUENCES FROM handrail_app, handrail_system;
ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner IN SCHEMA public REVOKE EXECUTE ON FUNCTIONS FROM handrail_app, handrail_system;

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);
CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);
CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);
CREATE FUNCTION public.handrail_enter(wanted text, visitor bigint, secret text, moment timestamp with time zone) RETURNS TABLE(member_id bigint, token_id bigint)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        WITH found AS MATERIALIZED (
            SELECT p.workspace_id, p.member_id, p.token_id
            FROM workspaces_passage p
            JOIN workspaces_member m ON m.workspace_id = p.workspace_id AND m.id = p.member_id
            WHERE p.slug = wanted AND m.left_on IS NULL AND m.removed_at IS NULL
              AND (p.expires_at IS NULL OR p.expires_at > moment)
              AND ((secret = '' AND p.kind = 'member' AND p.user_id = visitor)
                   OR (secret <> '' AND p.kind = 'token' AND p.digest = secret
                       AND EXISTS (SELECT 1 FROM access_token t
                                   WHERE t.workspace_id = p.workspace_id AND t.id = p.token_id
                                     AND t.removed_at IS NULL AND t.revoked_at IS NULL)))
            LIMIT 1
        )
        SELECT found.member_id, found.token_id
        FROM found CROSS JOIN LATERAL set_config('handrail.ws', found.workspace_id::text, true)
    $$;
CREATE FUNCTION public.handrail_expected(mail text, moment timestamp with time zone) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT EXISTS (SELECT FROM people_invitation
                       WHERE email = mail AND used_at IS NULL AND revoked_at IS NULL AND removed_at IS NULL
                         AND expires_at > moment)
    $$;
CREATE FUNCTION public.handrail_feed(secret text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT f.workspace_id FROM calendar_feed f
        WHERE f.digest = secret AND secret <> '' AND f.revoked_at IS NULL AND f.removed_at IS NULL
    $$;
CREATE FUNCTION public.handrail_forget_sign_ins() RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        DELETE FROM access_signin WHERE at < now() - interval '400 days'
    $$;
CREATE FUNCTION public.handrail_form(address text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT f.workspace_id FROM outside_form f
        WHERE f.token = address AND address <> '' AND f.is_open AND f.removed_at IS NULL
    $$;
CREATE FUNCTION public.handrail_hidden_from(place bigint, who bigint) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
END $$;
CREATE FUNCTION public.handrail_invited(secret text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT workspace_id FROM people_invitation WHERE digest = secret AND secret <> ''
    $$;
CREATE FUNCTION public.handrail_lexeme(place bigint, word text, tail text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT ('''' || place || ' ' || replace(replace(word, '\', '\\'), '''', '''''') || '''' || tail)::tsquery
    $$;
CREATE FUNCTION public.handrail_named_is_seen(named text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $_$
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
END $_$;
CREATE FUNCTION public.handrail_plan_share(secret text, moment timestamp with time zone) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT s.workspace_id FROM agreed_planshare s
        WHERE s.digest = secret AND secret <> '' AND s.revoked_at IS NULL AND s.removed_at IS NULL
          AND s.expires_at > moment
    $$;
CREATE FUNCTION public.handrail_search(terms text[], name text, kinds text[], about bigint, mine bigint, moment timestamp with time zone, skip integer, most integer) RETURNS TABLE(subject_kind text, subject_id bigint, subject_key text, about_id bigint, title text, body text, state text, how text, total integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET jit TO 'off'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
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
            WHERE e.workspace_id = here AND e.present AND e.vector @@ meant
                      AND (e.about_id IS NULL OR e.about_id <> ALL (hidden))
                      AND (kinds IS NULL OR e.subject_kind = ANY (kinds)) AND (about IS NULL OR e.about_id = about)

            LIMIT many + 1
        ) AS spelled;
        counted := cardinality(found);
        IF counted > many THEN
            SELECT coalesce(array_agg(id), '{}') INTO found FROM (
                WITH newest AS MATERIALIZED (
                    SELECT e.id, e.vector FROM search_entry e
                    WHERE e.workspace_id = here AND e.present
                      AND (e.about_id IS NULL OR e.about_id <> ALL (hidden))
                      AND (kinds IS NULL OR e.subject_kind = ANY (kinds)) AND (about IS NULL OR e.about_id = about)

                    ORDER BY e.changed_at DESC LIMIT 10000
                )
                SELECT id FROM newest WHERE vector @@ meant LIMIT 200
            ) AS latest;
            FOREACH one IN ARRAY ARRAY[whole, start] LOOP
                SELECT coalesce(array_agg(id), '{}') INTO more FROM (
                    SELECT e.id FROM search_entry e
                    WHERE e.workspace_id = here AND e.present AND e.vector @@ one
                      AND (e.about_id IS NULL OR e.about_id <> ALL (hidden))
                      AND (kinds IS NULL OR e.subject_kind = ANY (kinds)) AND (about IS NULL OR e.about_id = about)

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
                WHERE e.workspace_id = here AND e.present AND e.vector @@ nearly
                      AND (e.about_id IS NULL OR e.about_id <> ALL (hidden))
                      AND (kinds IS NULL OR e.subject_kind = ANY (kinds)) AND (about IS NULL OR e.about_id = about)

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
    END $$;
CREATE FUNCTION public.handrail_share(secret text, moment timestamp with time zone) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT s.workspace_id FROM outside_share s
        WHERE s.digest = secret AND secret <> '' AND s.revoked_at IS NULL AND s.removed_at IS NULL
          AND s.expires_at > moment
    $$;
CREATE FUNCTION public.handrail_spelled(place bigint, wrong text, enough real) RETURNS SETOF text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'public', 'pg_temp'
    AS $$
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
    END $$;
CREATE FUNCTION public.handrail_veil(who bigint) RETURNS text
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT set_config('handrail.hidden', handrail_hidden_from(nullif(current_setting('handrail.ws', true), '')::bigint, who), true)
    $$;
CREATE FUNCTION public.handrail_workspace_id(wanted text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT id FROM workspaces_workspace WHERE slug = wanted
    $$;
CREATE FUNCTION public.handrail_workspace_ids() RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT id FROM workspaces_workspace ORDER BY id
    $$;
CREATE FUNCTION public.handrail_workspaces_of(visitor bigint) RETURNS TABLE(slug text, name text, role text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    AS $$
        SELECT w.slug, w.name, m.role
        FROM workspaces_passage p
        JOIN workspaces_workspace w ON w.id = p.workspace_id
        JOIN workspaces_member m ON m.id = p.member_id
        WHERE p.kind = 'member' AND p.user_id = visitor AND m.left_on IS NULL AND m.removed_at IS NULL
        ORDER BY w.name
    $$;
CREATE FUNCTION public.ledger_make_partition(month date) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $$
    DECLARE
        first date := date_trunc('month', month)::date;
        after date := (date_trunc('month', month) + interval '1 month')::date;
        name text := 'ledger_event_' || to_char(month, 'YYYYMM');
    BEGIN
        IF to_regclass(name) IS NOT NULL THEN RETURN false; END IF;
        -- One maker at a time; and whoever is just writing into the default partition ends first: a row that
        -- appeared there after it was emptied would refuse the new partition.
        LOCK TABLE ledger_event IN SHARE UPDATE EXCLUSIVE MODE;
        IF to_regclass(name) IS NOT NULL THEN RETURN false; END IF;
        LOCK TABLE ledger_event_rest IN ACCESS EXCLUSIVE MODE;
        -- The default partition is emptied of that month first, or the new one would be refused.
        EXECUTE format('CREATE TABLE %I (LIKE ledger_event INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
        EXECUTE format('REVOKE ALL ON %I FROM handrail_app, handrail_system', name);
        EXECUTE format('WITH moved AS (DELETE FROM ledger_event_rest WHERE at >= %L AND at < %L RETURNING *) '
                       'INSERT INTO %I SELECT * FROM moved', first, after, name);
        EXECUTE format('ALTER TABLE ledger_event ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                       name, first, after);
        RETURN true;
    END $$;
CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;
    RETURN job_ids;
END;
$$;
CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;
    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;
    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;
    RETURN _job_id;
END;
$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);
CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;
 RETURN found_jobs;
END;
$$;
CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;
CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;
CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;
CREATE TABLE public.access_loginlink (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    user_id bigint NOT NULL,
    mailed boolean NOT NULL
);
ALTER TABLE public.access_loginlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_loginlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.access_signin (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    way character varying(20) NOT NULL,
    ok boolean NOT NULL,
    address character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id bigint,
    agent character varying(200) NOT NULL,
    factor character varying(20) NOT NULL,
    provider character varying(60) NOT NULL
);
ALTER TABLE public.access_signin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_signin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.access_token (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    name character varying(200) NOT NULL,
    digest character varying(64) NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_on date,
    member_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    prefix character varying(12) NOT NULL,
    scope character varying(10) NOT NULL,
    CONSTRAINT access_token_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.access_token ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agreed_agreement (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    number integer NOT NULL,
    name character varying(200) NOT NULL,
    title character varying(200) NOT NULL,
    mail character varying(254) NOT NULL,
    at timestamp with time zone NOT NULL,
    content jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    customer_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    share_id bigint,
    CONSTRAINT agreed_agreement_number_check CHECK ((number >= 0)),
    CONSTRAINT agreed_agreement_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.agreed_agreement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreed_agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agreed_daterequest (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    name character varying(200) NOT NULL,
    due_on date NOT NULL,
    instead_of date,
    words character varying(1000) NOT NULL,
    state character varying(10) NOT NULL,
    reply character varying(1000) NOT NULL,
    decided_at timestamp with time zone,
    customer_id bigint NOT NULL,
    decided_by_id bigint,
    milestone_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    share_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT agreed_daterequest_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.agreed_daterequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreed_daterequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agreed_planshare (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    name character varying(200) NOT NULL,
    mail character varying(254) NOT NULL,
    by_mail boolean NOT NULL,
    passcode character varying(64) NOT NULL,
    reminded boolean NOT NULL,
    digest character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    visits integer NOT NULL,
    last_visit_at timestamp with time zone,
    by_id bigint,
    customer_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    stakeholder_id bigint,
    workspace_id bigint NOT NULL,
    language character varying(10) NOT NULL,
    CONSTRAINT agreed_planshare_revision_check CHECK ((revision >= 0)),
    CONSTRAINT agreed_planshare_visits_check CHECK ((visits >= 0))
);
ALTER TABLE public.agreed_planshare ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreed_planshare_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.api_answer (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    member_id bigint NOT NULL,
    idempotency_key character varying(200) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    status smallint NOT NULL,
    body text NOT NULL,
    headers jsonb NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT api_answer_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.api_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.api_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.assumptions_assumption (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    subject character varying(160) NOT NULL,
    title character varying(500) NOT NULL,
    impact smallint,
    cost smallint,
    test text NOT NULL,
    state character varying(12) NOT NULL,
    due_on date,
    expires_on date,
    finding text NOT NULL,
    settled_on date,
    source character varying(300) NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT assumption_cost_one_to_five CHECK (((cost IS NULL) OR ((cost >= 1) AND (cost <= 5)))),
    CONSTRAINT assumption_impact_one_to_five CHECK (((impact IS NULL) OR ((impact >= 1) AND (impact <= 5)))),
    CONSTRAINT assumption_state_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'validated'::character varying, 'invalidated'::character varying])::text[]))),
    CONSTRAINT assumptions_assumption_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT assumptions_assumption_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.assumptions_assumption ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assumptions_assumption_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.blockers_blocker (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(500) NOT NULL,
    text text NOT NULL,
    blocks jsonb NOT NULL,
    state character varying(12) NOT NULL,
    due_on date,
    fallback text NOT NULL,
    effects jsonb NOT NULL,
    customer_impact text NOT NULL,
    customer_sees boolean NOT NULL,
    took_at timestamp with time zone,
    closed_on date,
    reason text NOT NULL,
    refusal jsonb NOT NULL,
    held jsonb NOT NULL,
    source character varying(300) NOT NULL,
    fields jsonb NOT NULL,
    armed_by_id bigint,
    customer_id bigint,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT blocker_armed_by_owner CHECK (((NOT ((state)::text = 'armed'::text)) OR ((armed_by_id = owner_id) AND (armed_by_id IS NOT NULL) AND (due_on IS NOT NULL) AND (owner_id IS NOT NULL)))),
    CONSTRAINT blocker_state_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'armed'::character varying, 'waiting'::character varying, 'refused'::character varying, 'took_effect'::character varying, 'resolved'::character varying, 'dropped'::character varying])::text[]))),
    CONSTRAINT blockers_blocker_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT blockers_blocker_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.blockers_blocker ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.blockers_blocker_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.calendar_feed (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    whose character varying(4) NOT NULL,
    digest character varying(64) NOT NULL,
    revoked_at timestamp with time zone,
    last_used_on date,
    member_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    project_id bigint,
    CONSTRAINT calendar_feed_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.calendar_feed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calendar_feed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_customer (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    name character varying(300) NOT NULL,
    tier character varying(12) NOT NULL,
    arr numeric(16,2),
    currency character varying(3) NOT NULL,
    industry character varying(200) NOT NULL,
    region character varying(200) NOT NULL,
    size character varying(100) NOT NULL,
    website character varying(500) NOT NULL,
    renewal_on date,
    notice_on date,
    anniversary_on date,
    sentiment character varying(8) NOT NULL,
    sentiment_on date,
    sentiment_note text NOT NULL,
    external_ids jsonb NOT NULL,
    fields jsonb NOT NULL,
    owner_id bigint,
    parent_id bigint,
    workspace_id bigint NOT NULL,
    private boolean NOT NULL,
    insiders jsonb NOT NULL,
    CONSTRAINT customers_customer_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT customers_customer_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.customers_customer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_customer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_customerrequest (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(500) NOT NULL,
    text text NOT NULL,
    kind character varying(8) NOT NULL,
    state character varying(8) NOT NULL,
    asked_by character varying(200) NOT NULL,
    asked_on date,
    answered_on date,
    answer text NOT NULL,
    number character varying(80) NOT NULL,
    external_ids jsonb NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint NOT NULL,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT customers_customerrequest_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT customers_customerrequest_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.customers_customerrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_customerrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_opportunity (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    name character varying(300) NOT NULL,
    kind character varying(10) NOT NULL,
    kind_text character varying(120) NOT NULL,
    stage character varying(4) NOT NULL,
    stage_text character varying(120) NOT NULL,
    arr numeric(16,2),
    currency character varying(3) NOT NULL,
    close_on date,
    sa_validated boolean NOT NULL,
    external_ids jsonb NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint NOT NULL,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT customers_opportunity_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT customers_opportunity_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.customers_opportunity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_opportunity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_renewal (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    due_on date NOT NULL,
    notice_on date,
    arr numeric(16,2),
    currency character varying(3) NOT NULL,
    forecast character varying(60) NOT NULL,
    risk_reason text NOT NULL,
    save_plan text NOT NULL,
    state character varying(8) NOT NULL,
    customer_id bigint NOT NULL,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT customers_renewal_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT customers_renewal_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.customers_renewal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_renewal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_stakeholder (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    name character varying(200) NOT NULL,
    title character varying(200) NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(60) NOT NULL,
    buying_role character varying(20) NOT NULL,
    role_text character varying(200) NOT NULL,
    priorities jsonb NOT NULL,
    cadence character varying(120) NOT NULL,
    sentiment character varying(8) NOT NULL,
    notes text NOT NULL,
    left_on date,
    external_ids jsonb NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT customers_stakeholder_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.customers_stakeholder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_stakeholder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_supportcase (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    number character varying(80) NOT NULL,
    title character varying(500) NOT NULL,
    severity character varying(8) NOT NULL,
    state_text character varying(80) NOT NULL,
    opened_on date,
    solved_on date,
    is_open boolean NOT NULL,
    escalated boolean NOT NULL,
    external_ids jsonb NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT customers_supportcase_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.customers_supportcase ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_supportcase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_teamplace (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    job character varying(60) NOT NULL,
    customer_id bigint NOT NULL,
    member_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT customers_teamplace_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.customers_teamplace ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_teamplace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.customers_touchpoint (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    kind character varying(8) NOT NULL,
    "on" date NOT NULL,
    summary character varying(500) NOT NULL,
    text text NOT NULL,
    people jsonb NOT NULL,
    customer_id bigint NOT NULL,
    member_id bigint,
    workspace_id bigint NOT NULL,
    external_ids jsonb NOT NULL,
    CONSTRAINT customers_touchpoint_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.customers_touchpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.customers_touchpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.deadlines_deadline (
    id bigint NOT NULL,
    subject_kind character varying(40) NOT NULL,
    subject_id bigint NOT NULL,
    subject_key character varying(80) NOT NULL,
    about_id bigint,
    name character varying(40) NOT NULL,
    title character varying(500) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    due_on date,
    offsets jsonb NOT NULL,
    missed character varying(10) NOT NULL,
    next_fire_at timestamp with time zone,
    next_offset character varying(10) NOT NULL,
    fired_at timestamp with time zone,
    fired_offset character varying(10) NOT NULL,
    attempts smallint NOT NULL,
    problem text NOT NULL,
    owner_id bigint,
    workspace_id bigint NOT NULL
);
ALTER TABLE public.deadlines_deadline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.deadlines_deadline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.deadlines_survey (
    id bigint NOT NULL,
    version smallint NOT NULL,
    kind character varying(40) NOT NULL,
    after_id bigint NOT NULL,
    done_at timestamp with time zone,
    workspace_id bigint NOT NULL,
    CONSTRAINT deadlines_survey_version_check CHECK ((version >= 0))
);
ALTER TABLE public.deadlines_survey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.deadlines_survey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.decisions_constraint (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    title character varying(500) NOT NULL,
    acceptance jsonb NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint,
    decision_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT decisions_constraint_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.decisions_constraint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_constraint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.decisions_decision (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(500) NOT NULL,
    question text NOT NULL,
    context text NOT NULL,
    answer text NOT NULL,
    rationale text NOT NULL,
    category character varying(120) NOT NULL,
    state character varying(12) NOT NULL,
    due_on date,
    decided_on date,
    metric_text character varying(300) NOT NULL,
    customer_impact text NOT NULL,
    scope_in text NOT NULL,
    scope_out text NOT NULL,
    implications jsonb NOT NULL,
    source character varying(300) NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    acceptance jsonb NOT NULL,
    asked_by_id bigint,
    asked_on date,
    decided_by_id bigint,
    delegate_id bigint,
    evidence_needed boolean NOT NULL,
    options jsonb NOT NULL,
    proceeds character varying(10) NOT NULL,
    reason text NOT NULL,
    replaced_by_id bigint,
    subject character varying(160) NOT NULL,
    CONSTRAINT decision_replaced_once CHECK (((replaced_by_id IS NULL) OR (((state)::text = 'superseded'::text) AND (NOT ((replaced_by_id = id) AND (replaced_by_id IS NOT NULL)))))),
    CONSTRAINT decision_state_known CHECK (((state)::text = ANY ((ARRAY['proposed'::character varying, 'in_review'::character varying, 'approved'::character varying, 'rejected'::character varying, 'superseded'::character varying, 'reverted'::character varying])::text[]))),
    CONSTRAINT decisions_decision_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT decisions_decision_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.decisions_decision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.decisions_dependency (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    team character varying(200) NOT NULL,
    title character varying(500) NOT NULL,
    due_on date,
    metric_text character varying(300) NOT NULL,
    state character varying(8) NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint,
    decision_id bigint NOT NULL,
    needs_id bigint,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT decisions_dependency_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT decisions_dependency_revision_check CHECK ((revision >= 0)),
    CONSTRAINT dependency_on_another CHECK ((NOT ((needs_id = decision_id) AND (needs_id IS NOT NULL)))),
    CONSTRAINT dependency_on_something CHECK (((needs_id IS NOT NULL) OR (NOT ((team)::text = ''::text))))
);
ALTER TABLE public.decisions_dependency ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_dependency_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
CREATE TABLE public.drills_drill (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    title character varying(300) NOT NULL,
    scenario text NOT NULL,
    state character varying(4) NOT NULL,
    held_on date,
    paths jsonb NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint,
    held_by_id bigint,
    project_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT drill_state_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'held'::character varying])::text[]))),
    CONSTRAINT drills_drill_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.drills_drill ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.drills_drill_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.escalations_escalation (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    cause character varying(40) NOT NULL,
    subject_kind character varying(40) NOT NULL,
    subject_id bigint NOT NULL,
    subject_key character varying(80) NOT NULL,
    about_id bigint,
    title character varying(500) NOT NULL,
    why character varying(1000) NOT NULL,
    params jsonb NOT NULL,
    path character varying(300) NOT NULL,
    chain jsonb NOT NULL,
    rung smallint NOT NULL,
    state character varying(12) NOT NULL,
    since timestamp with time zone NOT NULL,
    next_at timestamp with time zone,
    told jsonb NOT NULL,
    promise character varying(500) NOT NULL,
    promised_on date,
    snoozed_for character varying(300) NOT NULL,
    snoozes smallint NOT NULL,
    ended_at timestamp with time zone,
    ended character varying(500) NOT NULL,
    ended_by_id bigint,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    missed_on date,
    CONSTRAINT escalations_escalation_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT escalations_escalation_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.escalations_escalation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.escalations_escalation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.feedback_feedback (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    subject character varying(160) NOT NULL,
    section character varying(120) NOT NULL,
    quote text NOT NULL,
    before character varying(120) NOT NULL,
    after character varying(120) NOT NULL,
    title character varying(500) NOT NULL,
    text text NOT NULL,
    objective character varying(300) NOT NULL,
    state character varying(10) NOT NULL,
    holds boolean NOT NULL,
    voice character varying(200) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    answered_at timestamp with time zone,
    ended_at timestamp with time zone,
    reason text NOT NULL,
    outcome character varying(160) NOT NULL,
    fields jsonb NOT NULL,
    asked_by_id bigint,
    comment_id bigint,
    customer_id bigint,
    ended_by_id bigint,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT feedback_feedback_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT feedback_feedback_revision_check CHECK ((revision >= 0)),
    CONSTRAINT feedback_state_known CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'answered'::character varying, 'decided'::character varying, 'declined'::character varying, 'card'::character varying])::text[])))
);
ALTER TABLE public.feedback_feedback ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.feedback_feedback_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.handoffs_handoff (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(300) NOT NULL,
    kind character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    due_on date,
    started_on date,
    accepted_on date,
    context text NOT NULL,
    cadence character varying(200) NOT NULL,
    checklist jsonb NOT NULL,
    reason text NOT NULL,
    returns smallint NOT NULL,
    moved jsonb NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint NOT NULL,
    giver_id bigint,
    opportunity_id bigint,
    owner_id bigint,
    plan_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT handoffs_handoff_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT handoffs_handoff_returns_check CHECK ((returns >= 0)),
    CONSTRAINT handoffs_handoff_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.handoffs_handoff ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.handoffs_handoff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.handoffs_promise (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(500) NOT NULL,
    text text NOT NULL,
    made_by character varying(200) NOT NULL,
    made_to character varying(200) NOT NULL,
    made_on date,
    due_on date,
    state character varying(10) NOT NULL,
    settled_on date,
    outcome text NOT NULL,
    fields jsonb NOT NULL,
    criterion_id bigint,
    customer_id bigint NOT NULL,
    opportunity_id bigint,
    owner_id bigint,
    plan_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT handoffs_promise_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT handoffs_promise_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.handoffs_promise ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.handoffs_promise_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.health_standing (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    state character varying(8) NOT NULL,
    rank smallint NOT NULL,
    since_on date NOT NULL,
    reasons jsonb NOT NULL,
    criteria jsonb NOT NULL,
    deciding jsonb NOT NULL,
    need jsonb NOT NULL,
    plan_needed character varying(12) NOT NULL,
    plan_state character varying(10) NOT NULL,
    phase character varying(10) NOT NULL,
    last_touch_on date,
    next_title character varying(500) NOT NULL,
    next_on date,
    judged_at timestamp with time zone NOT NULL,
    holds_until timestamp with time zone,
    customer_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    blocked jsonb NOT NULL,
    score smallint,
    parts jsonb NOT NULL,
    trail jsonb NOT NULL,
    moved_on date,
    CONSTRAINT health_standing_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.health_standing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.health_standing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.imports_import (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    kind character varying(20) NOT NULL,
    filename character varying(300) NOT NULL,
    digest character varying(64) NOT NULL,
    content bytea,
    settings jsonb NOT NULL,
    state character varying(10) NOT NULL,
    done_steps integer NOT NULL,
    all_steps integer NOT NULL,
    report jsonb NOT NULL,
    by_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT imports_import_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.imports_import ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_import_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.imports_mapping (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    kind character varying(20) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    columns jsonb NOT NULL,
    choices jsonb NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT imports_mapping_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.imports_mapping ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.imports_mapping_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.infohub_arrival (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    way character varying(10) NOT NULL,
    commit character varying(40) NOT NULL,
    base character varying(40) NOT NULL,
    batch bigint NOT NULL,
    message character varying(300) NOT NULL,
    files integer NOT NULL,
    changed integer NOT NULL,
    by_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT infohub_arrival_changed_check CHECK ((changed >= 0)),
    CONSTRAINT infohub_arrival_files_check CHECK ((files >= 0)),
    CONSTRAINT infohub_arrival_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.infohub_arrival ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.infohub_arrival_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.infohub_conflict (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    path character varying(1000) NOT NULL,
    "row" character varying(300) NOT NULL,
    label character varying(300) NOT NULL,
    steps jsonb NOT NULL,
    place jsonb NOT NULL,
    base jsonb,
    ours jsonb,
    theirs jsonb,
    state character varying(6) NOT NULL,
    decided_on date,
    arrival_id bigint NOT NULL,
    customer_id bigint,
    decided_by_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT infohub_conflict_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.infohub_conflict ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.infohub_conflict_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.infohub_document (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    path character varying(1000) NOT NULL,
    kind character varying(30) NOT NULL,
    text text NOT NULL,
    digest character varying(64) NOT NULL,
    places jsonb NOT NULL,
    customer_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT infohub_document_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.infohub_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.infohub_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.insights_goal (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    measure character varying(40) NOT NULL,
    target numeric(12,2) NOT NULL,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    band character varying(8) NOT NULL,
    cohort character varying(80) NOT NULL,
    high numeric(12,2),
    low numeric(12,2),
    next_at timestamp with time zone,
    CONSTRAINT goal_band_is_one CHECK (((low IS NULL) OR (high IS NULL) OR (low <= high))),
    CONSTRAINT insights_goal_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT insights_goal_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.insights_goal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.insights_goal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledger_claim (
    id bigint NOT NULL,
    reader character varying(40) NOT NULL,
    event_at timestamp with time zone NOT NULL,
    event_id bigint NOT NULL,
    subject_kind character varying(40) NOT NULL,
    subject_id bigint NOT NULL,
    about_id bigint,
    attempts smallint NOT NULL,
    not_before timestamp with time zone NOT NULL,
    problem text NOT NULL,
    workspace_id bigint NOT NULL
);
ALTER TABLE public.ledger_claim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_claim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE public.ledger_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE public.ledger_event (
    at timestamp with time zone NOT NULL,
    id bigint DEFAULT nextval('public.ledger_event_id_seq'::regclass) NOT NULL,
    workspace_id bigint NOT NULL,
    kind character varying(60) NOT NULL,
    subject_kind character varying(40) NOT NULL,
    subject_id bigint NOT NULL,
    about_id bigint,
    version smallint DEFAULT 1 NOT NULL,
    changes jsonb NOT NULL,
    actor_kind character varying(20) NOT NULL,
    actor_id bigint,
    actor_label character varying(200) DEFAULT ''::character varying NOT NULL,
    cause character varying(200) DEFAULT ''::character varying NOT NULL,
    batch bigint
)
PARTITION BY RANGE (at);
CREATE TABLE public.ledger_event_rest (
    at timestamp with time zone CONSTRAINT ledger_event_at_not_null NOT NULL,
    id bigint DEFAULT nextval('public.ledger_event_id_seq'::regclass) CONSTRAINT ledger_event_id_not_null NOT NULL,
    workspace_id bigint CONSTRAINT ledger_event_workspace_id_not_null NOT NULL,
    kind character varying(60) CONSTRAINT ledger_event_kind_not_null NOT NULL,
    subject_kind character varying(40) CONSTRAINT ledger_event_subject_kind_not_null NOT NULL,
    subject_id bigint CONSTRAINT ledger_event_subject_id_not_null NOT NULL,
    about_id bigint,
    version smallint DEFAULT 1 CONSTRAINT ledger_event_version_not_null NOT NULL,
    changes jsonb CONSTRAINT ledger_event_changes_not_null NOT NULL,
    actor_kind character varying(20) CONSTRAINT ledger_event_actor_kind_not_null NOT NULL,
    actor_id bigint,
    actor_label character varying(200) DEFAULT ''::character varying CONSTRAINT ledger_event_actor_label_not_null NOT NULL,
    cause character varying(200) DEFAULT ''::character varying CONSTRAINT ledger_event_cause_not_null NOT NULL,
    batch bigint
);
CREATE TABLE public.metrics_metric (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    name character varying(300) NOT NULL,
    purpose character varying(8) NOT NULL,
    unit character varying(60) NOT NULL,
    direction character varying(4) NOT NULL,
    baseline numeric(20,4),
    target numeric(20,4),
    trend_text character varying(60) NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    band character varying(8) NOT NULL,
    high numeric(20,4),
    low numeric(20,4),
    cohort character varying(80) NOT NULL,
    definition text NOT NULL,
    formula character varying(500) NOT NULL,
    measure character varying(40) NOT NULL,
    next_at timestamp with time zone,
    CONSTRAINT metric_band_is_one CHECK (((low IS NULL) OR (high IS NULL) OR (low <= high))),
    CONSTRAINT metrics_metric_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT metrics_metric_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.metrics_metric ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.metrics_metric_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.metrics_reading (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    "on" date NOT NULL,
    value numeric(20,4) NOT NULL,
    source character varying(300) NOT NULL,
    note character varying(500) NOT NULL,
    customer_id bigint,
    metric_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT metrics_reading_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.metrics_reading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.metrics_reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notes_note (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(300) NOT NULL,
    kind character varying(16) NOT NULL,
    text text NOT NULL,
    fresh_until date,
    fields jsonb NOT NULL,
    customer_id bigint,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT notes_note_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT notes_note_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.notes_note ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notes_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notes_stroke (
    id bigint NOT NULL,
    data bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    settled boolean NOT NULL,
    by_id bigint,
    customer_id bigint,
    note_id bigint NOT NULL,
    workspace_id bigint NOT NULL
);
ALTER TABLE public.notes_stroke ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notes_stroke_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.nudges_channel (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    kind character varying(10) NOT NULL,
    name character varying(100) NOT NULL,
    hint character varying(100) NOT NULL,
    carries character varying(10) NOT NULL,
    off_at timestamp with time zone,
    off_words character varying(300) NOT NULL,
    member_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT nudges_channel_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.nudges_channel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.nudges_channel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.nudges_delivery (
    id bigint NOT NULL,
    key character varying(32) NOT NULL,
    once character varying(120) NOT NULL,
    holds jsonb NOT NULL,
    state character varying(10) NOT NULL,
    urgent boolean NOT NULL,
    attempts smallint NOT NULL,
    problem character varying(300) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone,
    ended_at timestamp with time zone,
    channel_id bigint,
    member_id bigint,
    nudge_id bigint,
    workspace_id bigint NOT NULL
);
ALTER TABLE public.nudges_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.nudges_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.nudges_digest (
    id bigint NOT NULL,
    next_at timestamp with time zone,
    day date,
    after_id bigint NOT NULL,
    member_id bigint NOT NULL,
    workspace_id bigint NOT NULL
);
ALTER TABLE public.nudges_digest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.nudges_digest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.nudges_nudge (
    id bigint NOT NULL,
    key character varying(32) NOT NULL,
    lane character varying(10) NOT NULL,
    name character varying(40) NOT NULL,
    occasion character varying(200) NOT NULL,
    subject_kind character varying(40) NOT NULL,
    subject_id bigint NOT NULL,
    subject_key character varying(80) NOT NULL,
    about_id bigint,
    day date NOT NULL,
    title character varying(500) NOT NULL,
    reason character varying(300) NOT NULL,
    params jsonb NOT NULL,
    step character varying(100) NOT NULL,
    step_path character varying(300) NOT NULL,
    urgent boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    done_at timestamp with time zone,
    snoozed_until timestamp with time zone,
    snooze_reason character varying(300) NOT NULL,
    recipient_id bigint NOT NULL,
    workspace_id bigint NOT NULL
);
ALTER TABLE public.nudges_nudge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.nudges_nudge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.nudges_preference (
    id bigint NOT NULL,
    mail character varying(10) NOT NULL,
    chat character varying(10) NOT NULL,
    digest_at time without time zone NOT NULL,
    quiet_from time without time zone NOT NULL,
    quiet_until time without time zone NOT NULL,
    urgent_anytime boolean NOT NULL,
    language character varying(10) NOT NULL,
    mail_refused character varying(254) NOT NULL,
    mail_refused_words character varying(300) NOT NULL,
    member_id bigint NOT NULL,
    workspace_id bigint NOT NULL
);
ALTER TABLE public.nudges_preference ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.nudges_preference_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.nudges_seal (
    id bigint NOT NULL,
    sealed text NOT NULL,
    channel_id bigint NOT NULL,
    workspace_id bigint NOT NULL
);
ALTER TABLE public.nudges_seal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.nudges_seal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.outside_form (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    title character varying(200) NOT NULL,
    intro text NOT NULL,
    consent character varying(1000) NOT NULL,
    thanks character varying(1000) NOT NULL,
    asks jsonb NOT NULL,
    files boolean NOT NULL,
    is_open boolean NOT NULL,
    token character varying(64) NOT NULL,
    board_id bigint NOT NULL,
    customer_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT outside_form_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.outside_form ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.outside_form_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.outside_share (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    label character varying(200) NOT NULL,
    digest character varying(64) NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    visits integer NOT NULL,
    last_visit_on date,
    board_id bigint,
    by_id bigint,
    customer_id bigint,
    member_id bigint,
    project_id bigint,
    workspace_id bigint NOT NULL,
    note_id bigint,
    files boolean NOT NULL,
    talk character varying(8) NOT NULL,
    CONSTRAINT outside_share_revision_check CHECK ((revision >= 0)),
    CONSTRAINT outside_share_visits_check CHECK ((visits >= 0)),
    CONSTRAINT share_person_or_address CHECK ((((member_id IS NULL) AND (NOT ((digest)::text = ''::text))) OR (((digest)::text = ''::text) AND (member_id IS NOT NULL))))
);
ALTER TABLE public.outside_share ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.outside_share_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.outside_submission (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    title character varying(300) NOT NULL,
    name character varying(200) NOT NULL,
    mail character varying(254) NOT NULL,
    answers jsonb NOT NULL,
    consented character varying(1000) NOT NULL,
    refused text NOT NULL,
    stamp character varying(40) NOT NULL,
    customer_id bigint,
    form_id bigint NOT NULL,
    task_id bigint,
    workspace_id bigint NOT NULL,
    answer_by timestamp with time zone,
    declined character varying(500) NOT NULL,
    change_id bigint,
    CONSTRAINT outside_submission_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.outside_submission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.outside_submission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_handover (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    kind character varying(8) NOT NULL,
    reason character varying(500) NOT NULL,
    until_on date,
    items jsonb NOT NULL,
    returned_at timestamp with time zone,
    kept jsonb NOT NULL,
    by_id bigint,
    giver_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT people_handover_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.people_handover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_handover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_invitation (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    email character varying(254) NOT NULL,
    name character varying(200) NOT NULL,
    role character varying(10) NOT NULL,
    job character varying(60) NOT NULL,
    way character varying(4) NOT NULL,
    digest character varying(64) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    sends smallint NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    by_id bigint,
    member_id bigint,
    team_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT people_invitation_revision_check CHECK ((revision >= 0)),
    CONSTRAINT people_invitation_sends_check CHECK ((sends >= 0))
);
ALTER TABLE public.people_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_activity (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    "position" smallint NOT NULL,
    fields jsonb NOT NULL,
    title character varying(500) NOT NULL,
    state character varying(60) NOT NULL,
    "on" date,
    outcome text NOT NULL,
    blockers text NOT NULL,
    dependencies text NOT NULL,
    customer_id bigint NOT NULL,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT plans_activity_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT plans_activity_position_check CHECK (("position" >= 0)),
    CONSTRAINT plans_activity_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.plans_activity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_activity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_adoptionphase (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    "position" smallint NOT NULL,
    fields jsonb NOT NULL,
    title character varying(200) NOT NULL,
    kind character varying(16) NOT NULL,
    starts_on date,
    ends_on date,
    objectives jsonb NOT NULL,
    use_cases jsonb NOT NULL,
    deliverables jsonb NOT NULL,
    prerequisites jsonb NOT NULL,
    customer_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT plans_adoptionphase_position_check CHECK (("position" >= 0)),
    CONSTRAINT plans_adoptionphase_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.plans_adoptionphase ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_adoptionphase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_attempt (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    came character varying(10) NOT NULL,
    goes character varying(10) NOT NULL,
    passed boolean NOT NULL,
    overridden boolean NOT NULL,
    reason text NOT NULL,
    checks jsonb NOT NULL,
    by_id bigint,
    customer_id bigint NOT NULL,
    opportunity_id bigint,
    plan_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT plans_attempt_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.plans_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_clearance (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    by_text character varying(200) NOT NULL,
    reason text NOT NULL,
    given_on date NOT NULL,
    overridden boolean NOT NULL,
    by_id bigint,
    customer_id bigint NOT NULL,
    opportunity_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT plans_clearance_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.plans_clearance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_clearance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_criterion (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    "position" smallint NOT NULL,
    fields jsonb NOT NULL,
    title character varying(500) NOT NULL,
    measurement character varying(500) NOT NULL,
    target character varying(200) NOT NULL,
    state character varying(12) NOT NULL,
    evidence text NOT NULL,
    customer_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT plans_criterion_position_check CHECK (("position" >= 0)),
    CONSTRAINT plans_criterion_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.plans_criterion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_criterion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_initiative (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    "position" smallint NOT NULL,
    fields jsonb NOT NULL,
    title character varying(500) NOT NULL,
    horizon character varying(8) NOT NULL,
    criteria text NOT NULL,
    state character varying(60) NOT NULL,
    dependencies text NOT NULL,
    customer_id bigint NOT NULL,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT plans_initiative_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT plans_initiative_position_check CHECK (("position" >= 0)),
    CONSTRAINT plans_initiative_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.plans_initiative ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_initiative_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_milestone (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    "position" smallint NOT NULL,
    fields jsonb NOT NULL,
    title character varying(500) NOT NULL,
    due_on date,
    done_on date,
    state character varying(12) NOT NULL,
    side character varying(8) NOT NULL,
    counterpart_text character varying(200) NOT NULL,
    adoption_phase_id bigint,
    counterpart_id bigint,
    customer_id bigint NOT NULL,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT plans_milestone_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT plans_milestone_position_check CHECK (("position" >= 0)),
    CONSTRAINT plans_milestone_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.plans_milestone ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_milestone_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_outcome (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    "position" smallint NOT NULL,
    fields jsonb NOT NULL,
    title character varying(500) NOT NULL,
    metric_text character varying(300) NOT NULL,
    unit character varying(60) NOT NULL,
    baseline character varying(120) NOT NULL,
    target character varying(120) NOT NULL,
    current character varying(120) NOT NULL,
    by_on date,
    sponsor character varying(200) NOT NULL,
    customer_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT plans_outcome_position_check CHECK (("position" >= 0)),
    CONSTRAINT plans_outcome_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.plans_outcome ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_outcome_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_plan (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(300) NOT NULL,
    phase character varying(10) NOT NULL,
    status character varying(18) NOT NULL,
    version character varying(20) NOT NULL,
    started_on date,
    updated_on date,
    customer_reviewed_on date,
    next_review_on date,
    background jsonb NOT NULL,
    current_state jsonb NOT NULL,
    desired_state jsonb NOT NULL,
    evaluation jsonb NOT NULL,
    handoff jsonb NOT NULL,
    competition jsonb NOT NULL,
    commercial jsonb NOT NULL,
    change_log jsonb NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint NOT NULL,
    opportunity_id bigint,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT plans_plan_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT plans_plan_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.plans_plan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_planmetric (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    "position" smallint NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint NOT NULL,
    metric_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT plans_planmetric_position_check CHECK (("position" >= 0)),
    CONSTRAINT plans_planmetric_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.plans_planmetric ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_planmetric_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_planrisk (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    "position" smallint NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    risk_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT plans_planrisk_position_check CHECK (("position" >= 0)),
    CONSTRAINT plans_planrisk_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.plans_planrisk ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_planrisk_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_plantemplate (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    title character varying(200) NOT NULL,
    about text NOT NULL,
    deal_kind character varying(10) NOT NULL,
    tier character varying(12) NOT NULL,
    by_itself boolean NOT NULL,
    evaluation jsonb NOT NULL,
    outcomes jsonb NOT NULL,
    activities jsonb NOT NULL,
    criteria jsonb NOT NULL,
    phases jsonb NOT NULL,
    milestones jsonb NOT NULL,
    initiatives jsonb NOT NULL,
    responsibilities jsonb NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT plans_plantemplate_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.plans_plantemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_plantemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_responsibility (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    "position" smallint NOT NULL,
    fields jsonb NOT NULL,
    title character varying(500) NOT NULL,
    side character varying(8) NOT NULL,
    who character varying(200) NOT NULL,
    by_on date,
    state character varying(60) NOT NULL,
    customer_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT plans_responsibility_position_check CHECK (("position" >= 0)),
    CONSTRAINT plans_responsibility_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.plans_responsibility ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_responsibility_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.plans_waiver (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    by_text character varying(200) NOT NULL,
    reason text NOT NULL,
    given_on date NOT NULL,
    until_on date,
    by_id bigint,
    customer_id bigint NOT NULL,
    opportunity_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT plans_waiver_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.plans_waiver ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.plans_waiver_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.playbooks_following (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    playbook character varying(80) NOT NULL,
    version integer NOT NULL,
    text text NOT NULL,
    ticks jsonb NOT NULL,
    customer_id bigint,
    project_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    points jsonb,
    CONSTRAINT playbooks_following_revision_check CHECK ((revision >= 0)),
    CONSTRAINT playbooks_following_version_check CHECK ((version >= 0))
);
ALTER TABLE public.playbooks_following ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.playbooks_following_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.playbooks_playbook (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    title character varying(300) NOT NULL,
    says character varying(500) NOT NULL,
    kind character varying(16) NOT NULL,
    version integer NOT NULL,
    source character varying(80) NOT NULL,
    text text NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT playbooks_playbook_revision_check CHECK ((revision >= 0)),
    CONSTRAINT playbooks_playbook_version_check CHECK ((version >= 0))
);
ALTER TABLE public.playbooks_playbook ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.playbooks_playbook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);
CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;
CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;
CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);
CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;
CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.projects_board (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(300) NOT NULL,
    backwards character varying(8) NOT NULL,
    skipping character varying(8) NOT NULL,
    customer_id bigint,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    project_id bigint NOT NULL,
    external_ids jsonb NOT NULL,
    card_fields jsonb CONSTRAINT projects_board_fields_not_null NOT NULL,
    CONSTRAINT projects_board_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT projects_board_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.projects_board ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_board_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.projects_boardview (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    title character varying(80) NOT NULL,
    query character varying(1000) NOT NULL,
    shared boolean NOT NULL,
    board_id bigint NOT NULL,
    customer_id bigint,
    member_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT projects_boardview_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.projects_boardview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_boardview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.projects_card (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    rank character varying(200) NOT NULL COLLATE pg_catalog."C",
    entered_at timestamp with time zone NOT NULL,
    track character varying(40) NOT NULL,
    labels jsonb NOT NULL,
    checklist jsonb NOT NULL,
    collaborators jsonb NOT NULL,
    review_on date,
    review character varying(8) NOT NULL,
    board_id bigint NOT NULL,
    context_owner_id bigint,
    customer_id bigint,
    reviewer_id bigint,
    task_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    stage_id bigint NOT NULL,
    blocked_by jsonb NOT NULL,
    recurs character varying(200) NOT NULL,
    own jsonb CONSTRAINT projects_card_fields_not_null NOT NULL,
    left_by jsonb NOT NULL,
    CONSTRAINT projects_card_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.projects_card ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_card_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.projects_check (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    side character varying(8) NOT NULL,
    kind character varying(40) NOT NULL,
    params jsonb NOT NULL,
    "on" boolean NOT NULL,
    board_id bigint NOT NULL,
    customer_id bigint,
    workspace_id bigint NOT NULL,
    stage_id bigint NOT NULL,
    CONSTRAINT projects_check_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.projects_check ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_check_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.projects_move (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    passed boolean NOT NULL,
    overridden boolean NOT NULL,
    reason text NOT NULL,
    checks jsonb NOT NULL,
    board_id bigint NOT NULL,
    by_id bigint,
    card_id bigint NOT NULL,
    customer_id bigint,
    workspace_id bigint NOT NULL,
    came_id bigint,
    goes_id bigint NOT NULL,
    CONSTRAINT projects_move_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.projects_move ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_move_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.projects_project (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(300) NOT NULL,
    kind character varying(16) NOT NULL,
    state character varying(8) NOT NULL,
    outcome character varying(500) NOT NULL,
    unit character varying(60) NOT NULL,
    baseline numeric(20,4),
    target numeric(20,4),
    by_on date,
    starts_on date,
    ends_on date,
    text text NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint,
    metric_id bigint,
    owner_id bigint,
    post_launch_owner_id bigint,
    workspace_id bigint NOT NULL,
    cohorts jsonb NOT NULL,
    expected text NOT NULL,
    failure text NOT NULL,
    go_live_on date,
    members jsonb NOT NULL,
    recovery text NOT NULL,
    tracks jsonb NOT NULL,
    CONSTRAINT projects_project_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT projects_project_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.projects_project ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_project_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.projects_stage (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(120) NOT NULL,
    "position" smallint NOT NULL,
    input character varying(500) NOT NULL,
    output character varying(500) NOT NULL,
    signal character varying(500) NOT NULL,
    entry_rule character varying(500) NOT NULL,
    exit_rule character varying(500) NOT NULL,
    most integer,
    board_id bigint NOT NULL,
    customer_id bigint,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    external_ids jsonb NOT NULL,
    CONSTRAINT projects_stage_most_check CHECK ((most >= 0)),
    CONSTRAINT projects_stage_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT projects_stage_position_check CHECK (("position" >= 0)),
    CONSTRAINT projects_stage_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.projects_stage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.projects_stage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.readiness_delay (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    state character varying(10) NOT NULL,
    days smallint NOT NULL,
    why text NOT NULL,
    items jsonb NOT NULL,
    said_on date,
    reason text NOT NULL,
    by_id bigint,
    customer_id bigint,
    project_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    signal_id bigint NOT NULL,
    CONSTRAINT readiness_delay_days_check CHECK ((days >= 0)),
    CONSTRAINT readiness_delay_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.readiness_delay ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.readiness_delay_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.readiness_result (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    name character varying(200) NOT NULL,
    passed boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    link character varying(1000) NOT NULL,
    customer_id bigint,
    project_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT readiness_result_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.readiness_result ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.readiness_result_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.readiness_signal (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(300) NOT NULL,
    kind character varying(8) NOT NULL,
    target numeric(20,4),
    test character varying(200) NOT NULL,
    wants character varying(10) NOT NULL,
    claim text NOT NULL,
    due_on date,
    standing character varying(8) NOT NULL,
    proven_on date,
    fields jsonb NOT NULL,
    customer_id bigint,
    metric_id bigint,
    owner_id bigint,
    project_id bigint NOT NULL,
    stage_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT readiness_signal_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT readiness_signal_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.readiness_signal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.readiness_signal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reviews_agendaitem (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    "position" smallint NOT NULL,
    title character varying(500) NOT NULL,
    reasons jsonb NOT NULL,
    subject_kind character varying(40) NOT NULL,
    subject_id bigint,
    subject_key character varying(80) NOT NULL,
    carried smallint NOT NULL,
    ending character varying(10) NOT NULL,
    words character varying(1000) NOT NULL,
    made character varying(160) NOT NULL,
    was_on date,
    now_on date,
    ended_at timestamp with time zone,
    by_id bigint,
    customer_id bigint,
    workspace_id bigint NOT NULL,
    review_id bigint NOT NULL,
    CONSTRAINT reviews_agendaitem_carried_check CHECK ((carried >= 0)),
    CONSTRAINT reviews_agendaitem_position_check CHECK (("position" >= 0)),
    CONSTRAINT reviews_agendaitem_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.reviews_agendaitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reviews_agendaitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reviews_cadence (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(200) NOT NULL,
    kind character varying(16) NOT NULL,
    rule character varying(200) NOT NULL,
    starts_on date NOT NULL,
    at character varying(5) NOT NULL,
    minutes smallint NOT NULL,
    "on" boolean NOT NULL,
    customer_id bigint,
    owner_id bigint,
    project_id bigint,
    workspace_id bigint NOT NULL,
    asks jsonb NOT NULL,
    ends_on date,
    CONSTRAINT reviews_cadence_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT reviews_cadence_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT reviews_cadence_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.reviews_cadence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reviews_cadence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reviews_review (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(200) NOT NULL,
    kind character varying(16) NOT NULL,
    at timestamp with time zone NOT NULL,
    state character varying(8) NOT NULL,
    since timestamp with time zone,
    opened_at timestamp with time zone,
    ended_at timestamp with time zone,
    current character varying(80) NOT NULL,
    people jsonb NOT NULL,
    left_out integer NOT NULL,
    words character varying(500) NOT NULL,
    cadence_id bigint,
    customer_id bigint,
    owner_id bigint,
    project_id bigint,
    workspace_id bigint NOT NULL,
    plan_id bigint,
    CONSTRAINT reviews_review_left_out_check CHECK ((left_out >= 0)),
    CONSTRAINT reviews_review_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT reviews_review_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.reviews_review ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reviews_review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.risks_risk (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(500) NOT NULL,
    text text NOT NULL,
    category character varying(120) NOT NULL,
    severity character varying(8) NOT NULL,
    likelihood smallint,
    likelihood_text character varying(500) NOT NULL,
    impact smallint,
    impact_text text NOT NULL,
    closeness smallint,
    state character varying(14) NOT NULL,
    mitigation text NOT NULL,
    mitigation_actions jsonb NOT NULL,
    mitigation_progress smallint,
    fallback text NOT NULL,
    metric_text character varying(300) NOT NULL,
    analysis text NOT NULL,
    raised_on date,
    review_on date,
    source character varying(300) NOT NULL,
    fields jsonb NOT NULL,
    customer_id bigint,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    answer_by timestamp with time zone,
    currency character varying(3) NOT NULL,
    reason text NOT NULL,
    stake numeric(16,2),
    subject character varying(160) NOT NULL,
    threatens_id bigint,
    CONSTRAINT risk_closeness_one_to_five CHECK (((closeness IS NULL) OR ((closeness >= 1) AND (closeness <= 5)))),
    CONSTRAINT risk_impact_one_to_five CHECK (((impact IS NULL) OR ((impact >= 1) AND (impact <= 5)))),
    CONSTRAINT risk_likelihood_one_to_five CHECK (((likelihood IS NULL) OR ((likelihood >= 1) AND (likelihood <= 5)))),
    CONSTRAINT risk_state_known CHECK (((state)::text = ANY ((ARRAY['identified'::character varying, 'assessed'::character varying, 'mitigating'::character varying, 'monitoring'::character varying, 'mitigated'::character varying, 'accepted'::character varying, 'materialised'::character varying])::text[]))),
    CONSTRAINT risks_risk_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT risks_risk_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.risks_risk ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.risks_risk_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.rollout_announcement (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(300) NOT NULL,
    "to" character varying(300) NOT NULL,
    audience character varying(10) NOT NULL,
    channel character varying(60) NOT NULL,
    text text NOT NULL,
    response text NOT NULL,
    state character varying(8) NOT NULL,
    due_on date,
    told_on date,
    answers_id bigint,
    customer_id bigint,
    owner_id bigint,
    project_id bigint NOT NULL,
    risk_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT rollout_announcement_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT rollout_announcement_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.rollout_announcement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rollout_announcement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.rollout_step (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    step character varying(8) NOT NULL,
    cohort character varying(60) NOT NULL,
    state character varying(8) NOT NULL,
    due_on date,
    done_on date,
    text text NOT NULL,
    customer_id bigint NOT NULL,
    owner_id bigint,
    project_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT rollout_step_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT rollout_step_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.rollout_step ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rollout_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.rollout_tie (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    subject_kind character varying(40) NOT NULL,
    subject_id bigint NOT NULL,
    field character varying(40) NOT NULL,
    days smallint NOT NULL,
    set_on date,
    customer_id bigint,
    project_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT rollout_tie_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.rollout_tie ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rollout_tie_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.rules_rule (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(200) NOT NULL,
    "when" jsonb NOT NULL,
    condition character varying(1000) NOT NULL,
    "then" jsonb NOT NULL,
    state character varying(8) NOT NULL,
    source character varying(80) NOT NULL,
    problem character varying(500) NOT NULL,
    next_at timestamp with time zone,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT rules_rule_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT rules_rule_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.rules_rule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rules_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.rules_run (
    id bigint NOT NULL,
    occasion character varying(200) NOT NULL,
    subject_kind character varying(40) NOT NULL,
    subject_id bigint NOT NULL,
    subject_key character varying(80) NOT NULL,
    about_id bigint,
    title character varying(500) NOT NULL,
    at timestamp with time zone NOT NULL,
    day date NOT NULL,
    verdict character varying(10) NOT NULL,
    inputs jsonb NOT NULL,
    effects jsonb NOT NULL,
    words character varying(500) NOT NULL,
    chain jsonb NOT NULL,
    took_ms double precision NOT NULL,
    spoken boolean NOT NULL,
    rule_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT run_verdict CHECK (((verdict)::text = ANY ((ARRAY['acted'::character varying, 'would'::character varying, 'held_back'::character varying, 'not_met'::character varying, 'no_data'::character varying, 'refused'::character varying, 'failed'::character varying, 'loop'::character varying, 'limited'::character varying])::text[])))
);
ALTER TABLE public.rules_run ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.rules_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.scope_commitment (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    capacity jsonb NOT NULL,
    locked_at timestamp with time zone,
    let_through text NOT NULL,
    checks jsonb NOT NULL,
    reason text NOT NULL,
    customer_id bigint,
    locked_by_id bigint,
    project_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT scope_commitment_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.scope_commitment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.scope_commitment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.scope_scopechange (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(300) NOT NULL,
    why text NOT NULL,
    state character varying(10) NOT NULL,
    metric_text character varying(300) NOT NULL,
    cost text NOT NULL,
    given_up text NOT NULL,
    cards jsonb NOT NULL,
    place character varying(80) NOT NULL,
    due_on date,
    asked_on date,
    decided_on date,
    reason text NOT NULL,
    source character varying(200) NOT NULL,
    fields jsonb NOT NULL,
    asked_by_id bigint,
    customer_id bigint,
    decided_by_id bigint,
    metric_id bigint,
    owner_id bigint,
    project_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT scope_scopechange_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT scope_scopechange_revision_check CHECK ((revision >= 0)),
    CONSTRAINT scopechange_state_known CHECK (((state)::text = ANY ((ARRAY['asked'::character varying, 'weighed'::character varying, 'accepted'::character varying, 'declined'::character varying, 'withdrawn'::character varying])::text[])))
);
ALTER TABLE public.scope_scopechange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.scope_scopechange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.search_built (
    workspace_id bigint NOT NULL,
    shape smallint NOT NULL,
    CONSTRAINT search_built_shape_check CHECK ((shape >= 0))
);
CREATE TABLE public.search_entry (
    id bigint NOT NULL,
    subject_kind character varying(40) NOT NULL,
    subject_id bigint NOT NULL,
    subject_key character varying(80) NOT NULL,
    about_id bigint,
    inside character varying(60) NOT NULL,
    owner_id bigint,
    title character varying(300) NOT NULL,
    text text NOT NULL,
    vector tsvector NOT NULL,
    weight double precision NOT NULL,
    state character varying(20) NOT NULL,
    settled boolean NOT NULL,
    present boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    workspace_id bigint NOT NULL
);
ALTER TABLE public.search_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.search_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.search_word (
    id bigint NOT NULL,
    word character varying(60) NOT NULL,
    workspace_id bigint NOT NULL
);
ALTER TABLE public.search_word ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.search_word_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.signing_attempt (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    subject character varying(254) NOT NULL,
    network character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE public.signing_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signing_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.signing_spent (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE public.signing_spent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signing_spent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);
ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);
ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.summaries_briefing (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(200) NOT NULL,
    kind character varying(10) NOT NULL,
    length character varying(4) NOT NULL,
    rule character varying(200) NOT NULL,
    starts_on date NOT NULL,
    at character varying(5) NOT NULL,
    members jsonb NOT NULL,
    channels jsonb NOT NULL,
    "on" boolean NOT NULL,
    next_at timestamp with time zone,
    customer_id bigint,
    owner_id bigint,
    project_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT summaries_briefing_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT summaries_briefing_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.summaries_briefing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.summaries_briefing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.summaries_summary (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    kind character varying(10) NOT NULL,
    title character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    before_id bigint,
    briefing_id bigint,
    customer_id bigint,
    project_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT summaries_summary_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.summaries_summary ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.summaries_summary_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.summaries_summarypart (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    lines jsonb NOT NULL,
    customer_id bigint,
    summary_id bigint NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT summaries_summarypart_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.summaries_summarypart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.summaries_summarypart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.talk_attachment (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    subject character varying(160) NOT NULL,
    name character varying(200) NOT NULL,
    media character varying(100) NOT NULL,
    size bigint NOT NULL,
    digest character varying(64) NOT NULL,
    by_id bigint,
    workspace_id bigint NOT NULL,
    shared boolean NOT NULL,
    CONSTRAINT talk_attachment_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.talk_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.talk_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.talk_comment (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    subject character varying(160) NOT NULL,
    text text NOT NULL,
    edited_at timestamp with time zone,
    resolved_at timestamp with time zone,
    by_id bigint,
    parent_id bigint,
    resolved_by_id bigint,
    workspace_id bigint NOT NULL,
    voice character varying(200) NOT NULL,
    shared boolean NOT NULL,
    CONSTRAINT talk_comment_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.talk_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.talk_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.talk_evidence (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    subject character varying(160) NOT NULL,
    kind character varying(10) NOT NULL,
    title character varying(300) NOT NULL,
    url character varying(1000) NOT NULL,
    text text NOT NULL,
    "on" date,
    by_id bigint,
    workspace_id bigint NOT NULL,
    target character varying(160) NOT NULL,
    CONSTRAINT talk_evidence_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.talk_evidence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.talk_evidence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.talk_link (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    source character varying(160) NOT NULL,
    target character varying(160) NOT NULL,
    relation character varying(40) NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT talk_link_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.talk_link ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.talk_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.tasks_task (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    owner_text character varying(300) NOT NULL,
    owner_gap character varying(12) NOT NULL,
    title character varying(500) NOT NULL,
    text text NOT NULL,
    next_action character varying(500) NOT NULL,
    due_on date,
    state character varying(12) NOT NULL,
    priority character varying(8) NOT NULL,
    subject character varying(160) NOT NULL,
    source character varying(300) NOT NULL,
    done_on date,
    fields jsonb NOT NULL,
    customer_id bigint,
    owner_id bigint,
    workspace_id bigint NOT NULL,
    recurs character varying(200) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT tasks_task_one_owner CHECK ((((owner_id IS NOT NULL) AND ((owner_gap)::text = ''::text)) OR ((owner_id IS NULL) AND ((owner_gap)::text = ANY ((ARRAY['nobody'::character varying, 'group'::character varying, 'two_people'::character varying, 'role'::character varying, 'unknown'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT tasks_task_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.tasks_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.tasks_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.usersessions_usersession (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ip inet NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    session_key character varying(40) NOT NULL,
    user_agent character varying(200) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL
);
ALTER TABLE public.usersessions_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usersessions_usersession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspaces_member (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    name character varying(200) NOT NULL,
    email character varying(254) NOT NULL,
    role character varying(10) NOT NULL,
    job character varying(60) NOT NULL,
    left_on date,
    external_ids jsonb NOT NULL,
    manager_id bigint,
    user_id bigint,
    team_id bigint,
    workspace_id bigint NOT NULL,
    CONSTRAINT member_role_known CHECK (((role)::text = ANY ((ARRAY['owner'::character varying, 'admin'::character varying, 'member'::character varying, 'guest'::character varying])::text[]))),
    CONSTRAINT workspaces_member_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.workspaces_member ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspaces_member_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspaces_passage (
    id bigint NOT NULL,
    slug character varying(60) NOT NULL,
    kind character varying(10) NOT NULL,
    member_id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    token_id bigint,
    expires_at timestamp with time zone,
    user_id bigint,
    workspace_id bigint NOT NULL
);
ALTER TABLE public.workspaces_passage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspaces_passage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspaces_team (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    name character varying(200) NOT NULL,
    workspace_id bigint NOT NULL,
    CONSTRAINT workspaces_team_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.workspaces_team ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspaces_team_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspaces_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    email character varying(254) NOT NULL,
    name character varying(200) NOT NULL,
    is_active boolean NOT NULL,
    joined_at timestamp with time zone NOT NULL
);
ALTER TABLE public.workspaces_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspaces_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.workspaces_workspace (
    id bigint NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(200) NOT NULL,
    time_zone character varying(64) NOT NULL,
    currency character varying(3) NOT NULL,
    working_days jsonb NOT NULL,
    policy jsonb NOT NULL,
    mappings jsonb NOT NULL,
    clock_offset interval,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    holidays jsonb NOT NULL,
    second_factor boolean NOT NULL,
    heeds jsonb NOT NULL,
    under_git boolean NOT NULL,
    CONSTRAINT workspaces_workspace_revision_check CHECK ((revision >= 0))
);
ALTER TABLE public.workspaces_workspace ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.workspaces_workspace_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.ledger_event ATTACH PARTITION public.ledger_event_rest DEFAULT;
ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);
























INSERT INTO public.auth_permission VALUES
	(1, 'Can add content type', 1, 'add_contenttype'),
	(2, 'Can change content type', 1, 'change_contenttype'),
	(3, 'Can delete content type', 1, 'delete_contenttype'),
	(4, 'Can view content type', 1, 'view_contenttype'),
	(5, 'Can add permission', 2, 'add_permission'),
	(6, 'Can change permission', 2, 'change_permission'),
	(7, 'Can delete permission', 2, 'delete_permission'),
	(8, 'Can view permission', 2, 'view_permission'),
	(9, 'Can add group', 3, 'add_group'),
	(10, 'Can change group', 3, 'change_group'),
	(11, 'Can delete group', 3, 'delete_group'),
	(12, 'Can view group', 3, 'view_group'),
	(13, 'Can add session', 4, 'add_session'),
	(14, 'Can change session', 4, 'change_session'),
	(15, 'Can delete session', 4, 'delete_session'),
	(16, 'Can view session', 4, 'view_session'),
	(17, 'Can add procrastinate event', 5, 'add_procrastinateevent'),
	(18, 'Can change procrastinate event', 5, 'change_procrastinateevent'),
	(19, 'Can delete procrastinate event', 5, 'delete_procrastinateevent'),
	(20, 'Can view procrastinate event', 5, 'view_procrastinateevent'),
	(21, 'Can add procrastinate job', 6, 'add_procrastinatejob'),
	(22, 'Can change procrastinate job', 6, 'change_procrastinatejob'),
	(23, 'Can delete procrastinate job', 6, 'delete_procrastinatejob'),
	(24, 'Can view procrastinate job', 6, 'view_procrastinatejob'),
	(25, 'Can add procrastinate periodic defer', 7, 'add_procrastinateperiodicdefer'),
	(26, 'Can change procrastinate periodic defer', 7, 'change_procrastinateperiodicdefer'),
	(27, 'Can delete procrastinate periodic defer', 7, 'delete_procrastinateperiodicdefer'),
	(28, 'Can view procrastinate periodic defer', 7, 'view_procrastinateperiodicdefer'),
	(29, 'Can add procrastinate worker', 8, 'add_procrastinateworker'),
	(30, 'Can change procrastinate worker', 8, 'change_procrastinateworker'),
	(31, 'Can delete procrastinate worker', 8, 'delete_procrastinateworker'),
	(32, 'Can view procrastinate worker', 8, 'view_procrastinateworker'),
	(33, 'Can add workspace', 9, 'add_workspace'),
	(34, 'Can change workspace', 9, 'change_workspace'),
	(35, 'Can delete workspace', 9, 'delete_workspace'),
	(36, 'Can view workspace', 9, 'view_workspace'),
	(37, 'Can add user', 10, 'add_user'),
	(38, 'Can change user', 10, 'change_user'),
	(39, 'Can delete user', 10, 'delete_user'),
	(40, 'Can view user', 10, 'view_user'),
	(41, 'Can add team', 11, 'add_team'),
	(42, 'Can change team', 11, 'change_team'),
	(43, 'Can delete team', 11, 'delete_team'),
	(44, 'Can view team', 11, 'view_team'),
	(45, 'Can add passage', 12, 'add_passage'),
	(46, 'Can change passage', 12, 'change_passage'),
	(47, 'Can delete passage', 12, 'delete_passage'),
	(48, 'Can view passage', 12, 'view_passage'),
	(49, 'Can add member', 13, 'add_member'),
	(50, 'Can change member', 13, 'change_member'),
	(51, 'Can delete member', 13, 'delete_member'),
	(52, 'Can view member', 13, 'view_member'),
	(53, 'Can add event', 14, 'add_event'),
	(54, 'Can change event', 14, 'change_event'),
	(55, 'Can delete event', 14, 'delete_event'),
	(56, 'Can view event', 14, 'view_event'),
	(57, 'Can add claim', 15, 'add_claim'),
	(58, 'Can change claim', 15, 'change_claim'),
	(59, 'Can delete claim', 15, 'delete_claim'),
	(60, 'Can view claim', 15, 'view_claim'),
	(61, 'Can add nudge', 16, 'add_nudge'),
	(62, 'Can change nudge', 16, 'change_nudge'),
	(63, 'Can delete nudge', 16, 'delete_nudge'),
	(64, 'Can view nudge', 16, 'view_nudge'),
	(65, 'Can add channel', 17, 'add_channel'),
	(66, 'Can change channel', 17, 'change_channel'),
	(67, 'Can delete channel', 17, 'delete_channel'),
	(68, 'Can view channel', 17, 'view_channel'),
	(69, 'Can add delivery', 18, 'add_delivery'),
	(70, 'Can change delivery', 18, 'change_delivery'),
	(71, 'Can delete delivery', 18, 'delete_delivery'),
	(72, 'Can view delivery', 18, 'view_delivery'),
	(73, 'Can add digest', 19, 'add_digest'),
	(74, 'Can change digest', 19, 'change_digest'),
	(75, 'Can delete digest', 19, 'delete_digest'),
	(76, 'Can view digest', 19, 'view_digest'),
	(77, 'Can add preference', 20, 'add_preference'),
	(78, 'Can change preference', 20, 'change_preference'),
	(79, 'Can delete preference', 20, 'delete_preference'),
	(80, 'Can view preference', 20, 'view_preference'),
	(81, 'Can add seal', 21, 'add_seal'),
	(82, 'Can change seal', 21, 'change_seal'),
	(83, 'Can delete seal', 21, 'delete_seal'),
	(84, 'Can view seal', 21, 'view_seal'),
	(85, 'Can add survey', 22, 'add_survey'),
	(86, 'Can change survey', 22, 'change_survey'),
	(87, 'Can delete survey', 22, 'delete_survey'),
	(88, 'Can view survey', 22, 'view_survey'),
	(89, 'Can add deadline', 23, 'add_deadline'),
	(90, 'Can change deadline', 23, 'change_deadline'),
	(91, 'Can delete deadline', 23, 'delete_deadline'),
	(92, 'Can view deadline', 23, 'view_deadline'),
	(93, 'Can add login link', 24, 'add_loginlink'),
	(94, 'Can change login link', 24, 'change_loginlink'),
	(95, 'Can delete login link', 24, 'delete_loginlink'),
	(96, 'Can view login link', 24, 'view_loginlink'),
	(97, 'Can add sign in', 25, 'add_signin'),
	(98, 'Can change sign in', 25, 'change_signin'),
	(99, 'Can delete sign in', 25, 'delete_signin'),
	(100, 'Can view sign in', 25, 'view_signin'),
	(101, 'Can add token', 26, 'add_token'),
	(102, 'Can change token', 26, 'change_token'),
	(103, 'Can delete token', 26, 'delete_token'),
	(104, 'Can view token', 26, 'view_token'),
	(105, 'Can add handover', 27, 'add_handover'),
	(106, 'Can change handover', 27, 'change_handover'),
	(107, 'Can delete handover', 27, 'delete_handover'),
	(108, 'Can view handover', 27, 'view_handover'),
	(109, 'Can add invitation', 28, 'add_invitation'),
	(110, 'Can change invitation', 28, 'change_invitation'),
	(111, 'Can delete invitation', 28, 'delete_invitation'),
	(112, 'Can view invitation', 28, 'view_invitation'),
	(113, 'Can add spent', 29, 'add_spent'),
	(114, 'Can change spent', 29, 'change_spent'),
	(115, 'Can delete spent', 29, 'delete_spent'),
	(116, 'Can view spent', 29, 'view_spent'),
	(117, 'Can add attempt', 30, 'add_attempt'),
	(118, 'Can change attempt', 30, 'change_attempt'),
	(119, 'Can delete attempt', 30, 'delete_attempt'),
	(120, 'Can view attempt', 30, 'view_attempt'),
	(121, 'Can add piece of evidence', 31, 'add_evidence'),
	(122, 'Can change piece of evidence', 31, 'change_evidence'),
	(123, 'Can delete piece of evidence', 31, 'delete_evidence'),
	(124, 'Can view piece of evidence', 31, 'view_evidence'),
	(125, 'Can add link', 32, 'add_link'),
	(126, 'Can change link', 32, 'change_link'),
	(127, 'Can delete link', 32, 'delete_link'),
	(128, 'Can view link', 32, 'view_link'),
	(129, 'Can add comment', 33, 'add_comment'),
	(130, 'Can change comment', 33, 'change_comment'),
	(131, 'Can delete comment', 33, 'delete_comment'),
	(132, 'Can view comment', 33, 'view_comment'),
	(133, 'Can add attachment', 34, 'add_attachment'),
	(134, 'Can change attachment', 34, 'change_attachment'),
	(135, 'Can delete attachment', 34, 'delete_attachment'),
	(136, 'Can view attachment', 34, 'view_attachment'),
	(137, 'Can add escalation', 35, 'add_escalation'),
	(138, 'Can change escalation', 35, 'change_escalation'),
	(139, 'Can delete escalation', 35, 'delete_escalation'),
	(140, 'Can view escalation', 35, 'view_escalation'),
	(141, 'Can add import', 36, 'add_import'),
	(142, 'Can change import', 36, 'change_import'),
	(143, 'Can delete import', 36, 'delete_import'),
	(144, 'Can view import', 36, 'view_import'),
	(145, 'Can add mapping', 37, 'add_mapping'),
	(146, 'Can change mapping', 37, 'change_mapping'),
	(147, 'Can delete mapping', 37, 'delete_mapping'),
	(148, 'Can view mapping', 37, 'view_mapping'),
	(149, 'Can add built', 38, 'add_built'),
	(150, 'Can change built', 38, 'change_built'),
	(151, 'Can delete built', 38, 'delete_built'),
	(152, 'Can view built', 38, 'view_built'),
	(153, 'Can add word', 39, 'add_word'),
	(154, 'Can change word', 39, 'change_word'),
	(155, 'Can delete word', 39, 'delete_word'),
	(156, 'Can view word', 39, 'view_word'),
	(157, 'Can add entry', 40, 'add_entry'),
	(158, 'Can change entry', 40, 'change_entry'),
	(159, 'Can delete entry', 40, 'delete_entry'),
	(160, 'Can view entry', 40, 'view_entry'),
	(161, 'Can add customer', 41, 'add_customer'),
	(162, 'Can change customer', 41, 'change_customer'),
	(163, 'Can delete customer', 41, 'delete_customer'),
	(164, 'Can view customer', 41, 'view_customer'),
	(165, 'Can add opportunity', 42, 'add_opportunity'),
	(166, 'Can change opportunity', 42, 'change_opportunity'),
	(167, 'Can delete opportunity', 42, 'delete_opportunity'),
	(168, 'Can view opportunity', 42, 'view_opportunity'),
	(169, 'Can add renewal', 43, 'add_renewal'),
	(170, 'Can change renewal', 43, 'change_renewal'),
	(171, 'Can delete renewal', 43, 'delete_renewal'),
	(172, 'Can view renewal', 43, 'view_renewal'),
	(173, 'Can add stakeholder', 44, 'add_stakeholder'),
	(174, 'Can change stakeholder', 44, 'change_stakeholder'),
	(175, 'Can delete stakeholder', 44, 'delete_stakeholder'),
	(176, 'Can view stakeholder', 44, 'view_stakeholder'),
	(177, 'Can add support case', 45, 'add_supportcase'),
	(178, 'Can change support case', 45, 'change_supportcase'),
	(179, 'Can delete support case', 45, 'delete_supportcase'),
	(180, 'Can view support case', 45, 'view_supportcase'),
	(181, 'Can add team place', 46, 'add_teamplace'),
	(182, 'Can change team place', 46, 'change_teamplace'),
	(183, 'Can delete team place', 46, 'delete_teamplace'),
	(184, 'Can view team place', 46, 'view_teamplace'),
	(185, 'Can add touchpoint', 47, 'add_touchpoint'),
	(186, 'Can change touchpoint', 47, 'change_touchpoint'),
	(187, 'Can delete touchpoint', 47, 'delete_touchpoint'),
	(188, 'Can view touchpoint', 47, 'view_touchpoint'),
	(189, 'Can add customer request', 48, 'add_customerrequest'),
	(190, 'Can change customer request', 48, 'change_customerrequest'),
	(191, 'Can delete customer request', 48, 'delete_customerrequest'),
	(192, 'Can view customer request', 48, 'view_customerrequest'),
	(193, 'Can add metric', 49, 'add_metric'),
	(194, 'Can change metric', 49, 'change_metric'),
	(195, 'Can delete metric', 49, 'delete_metric'),
	(196, 'Can view metric', 49, 'view_metric'),
	(197, 'Can add reading', 50, 'add_reading'),
	(198, 'Can change reading', 50, 'change_reading'),
	(199, 'Can delete reading', 50, 'delete_reading'),
	(200, 'Can view reading', 50, 'view_reading'),
	(201, 'Can add note', 51, 'add_note'),
	(202, 'Can change note', 51, 'change_note'),
	(203, 'Can delete note', 51, 'delete_note'),
	(204, 'Can view note', 51, 'view_note'),
	(205, 'Can add stroke', 52, 'add_stroke'),
	(206, 'Can change stroke', 52, 'change_stroke'),
	(207, 'Can delete stroke', 52, 'delete_stroke'),
	(208, 'Can view stroke', 52, 'view_stroke'),
	(209, 'Can add task', 53, 'add_task'),
	(210, 'Can change task', 53, 'change_task'),
	(211, 'Can delete task', 53, 'delete_task'),
	(212, 'Can view task', 53, 'view_task'),
	(213, 'Can add feedback', 54, 'add_feedback'),
	(214, 'Can change feedback', 54, 'change_feedback'),
	(215, 'Can delete feedback', 54, 'delete_feedback'),
	(216, 'Can view feedback', 54, 'view_feedback'),
	(217, 'Can add assumption', 55, 'add_assumption'),
	(218, 'Can change assumption', 55, 'change_assumption'),
	(219, 'Can delete assumption', 55, 'delete_assumption'),
	(220, 'Can view assumption', 55, 'view_assumption'),
	(221, 'Can add decision', 56, 'add_decision'),
	(222, 'Can change decision', 56, 'change_decision'),
	(223, 'Can delete decision', 56, 'delete_decision'),
	(224, 'Can view decision', 56, 'view_decision'),
	(225, 'Can add constraint', 57, 'add_constraint'),
	(226, 'Can change constraint', 57, 'change_constraint'),
	(227, 'Can delete constraint', 57, 'delete_constraint'),
	(228, 'Can view constraint', 57, 'view_constraint'),
	(229, 'Can add dependency', 58, 'add_dependency'),
	(230, 'Can change dependency', 58, 'change_dependency'),
	(231, 'Can delete dependency', 58, 'delete_dependency'),
	(232, 'Can view dependency', 58, 'view_dependency'),
	(233, 'Can add risk', 59, 'add_risk'),
	(234, 'Can change risk', 59, 'change_risk'),
	(235, 'Can delete risk', 59, 'delete_risk'),
	(236, 'Can view risk', 59, 'view_risk'),
	(237, 'Can add adoption phase', 60, 'add_adoptionphase'),
	(238, 'Can change adoption phase', 60, 'change_adoptionphase'),
	(239, 'Can delete adoption phase', 60, 'delete_adoptionphase'),
	(240, 'Can view adoption phase', 60, 'view_adoptionphase'),
	(241, 'Can add plan', 61, 'add_plan'),
	(242, 'Can change plan', 61, 'change_plan'),
	(243, 'Can delete plan', 61, 'delete_plan'),
	(244, 'Can view plan', 61, 'view_plan'),
	(245, 'Can add outcome', 62, 'add_outcome'),
	(246, 'Can change outcome', 62, 'change_outcome'),
	(247, 'Can delete outcome', 62, 'delete_outcome'),
	(248, 'Can view outcome', 62, 'view_outcome'),
	(249, 'Can add milestone', 63, 'add_milestone'),
	(250, 'Can change milestone', 63, 'change_milestone'),
	(251, 'Can delete milestone', 63, 'delete_milestone'),
	(252, 'Can view milestone', 63, 'view_milestone'),
	(253, 'Can add initiative', 64, 'add_initiative'),
	(254, 'Can change initiative', 64, 'change_initiative'),
	(255, 'Can delete initiative', 64, 'delete_initiative'),
	(256, 'Can view initiative', 64, 'view_initiative'),
	(257, 'Can add criterion', 65, 'add_criterion'),
	(258, 'Can change criterion', 65, 'change_criterion'),
	(259, 'Can delete criterion', 65, 'delete_criterion'),
	(260, 'Can view criterion', 65, 'view_criterion'),
	(261, 'Can add activity', 66, 'add_activity'),
	(262, 'Can change activity', 66, 'change_activity'),
	(263, 'Can delete activity', 66, 'delete_activity'),
	(264, 'Can view activity', 66, 'view_activity'),
	(265, 'Can add plan metric', 67, 'add_planmetric'),
	(266, 'Can change plan metric', 67, 'change_planmetric'),
	(267, 'Can delete plan metric', 67, 'delete_planmetric'),
	(268, 'Can view plan metric', 67, 'view_planmetric'),
	(269, 'Can add plan risk', 68, 'add_planrisk'),
	(270, 'Can change plan risk', 68, 'change_planrisk'),
	(271, 'Can delete plan risk', 68, 'delete_planrisk'),
	(272, 'Can view plan risk', 68, 'view_planrisk'),
	(273, 'Can add responsibility', 69, 'add_responsibility'),
	(274, 'Can change responsibility', 69, 'change_responsibility'),
	(275, 'Can delete responsibility', 69, 'delete_responsibility'),
	(276, 'Can view responsibility', 69, 'view_responsibility'),
	(277, 'Can add waiver', 70, 'add_waiver'),
	(278, 'Can change waiver', 70, 'change_waiver'),
	(279, 'Can delete waiver', 70, 'delete_waiver'),
	(280, 'Can view waiver', 70, 'view_waiver'),
	(281, 'Can add attempt', 71, 'add_attempt'),
	(282, 'Can change attempt', 71, 'change_attempt'),
	(283, 'Can delete attempt', 71, 'delete_attempt'),
	(284, 'Can view attempt', 71, 'view_attempt'),
	(285, 'Can add clearance', 72, 'add_clearance'),
	(286, 'Can change clearance', 72, 'change_clearance'),
	(287, 'Can delete clearance', 72, 'delete_clearance'),
	(288, 'Can view clearance', 72, 'view_clearance'),
	(289, 'Can add plan template', 73, 'add_plantemplate'),
	(290, 'Can change plan template', 73, 'change_plantemplate'),
	(291, 'Can delete plan template', 73, 'delete_plantemplate'),
	(292, 'Can view plan template', 73, 'view_plantemplate'),
	(293, 'Can add handoff', 74, 'add_handoff'),
	(294, 'Can change handoff', 74, 'change_handoff'),
	(295, 'Can delete handoff', 74, 'delete_handoff'),
	(296, 'Can view handoff', 74, 'view_handoff'),
	(297, 'Can add promise', 75, 'add_promise'),
	(298, 'Can change promise', 75, 'change_promise'),
	(299, 'Can delete promise', 75, 'delete_promise'),
	(300, 'Can view promise', 75, 'view_promise'),
	(301, 'Can add board', 76, 'add_board'),
	(302, 'Can change board', 76, 'change_board'),
	(303, 'Can delete board', 76, 'delete_board'),
	(304, 'Can view board', 76, 'view_board'),
	(305, 'Can add card', 77, 'add_card'),
	(306, 'Can change card', 77, 'change_card'),
	(307, 'Can delete card', 77, 'delete_card'),
	(308, 'Can view card', 77, 'view_card'),
	(309, 'Can add project', 78, 'add_project'),
	(310, 'Can change project', 78, 'change_project'),
	(311, 'Can delete project', 78, 'delete_project'),
	(312, 'Can view project', 78, 'view_project'),
	(313, 'Can add stage', 79, 'add_stage'),
	(314, 'Can change stage', 79, 'change_stage'),
	(315, 'Can delete stage', 79, 'delete_stage'),
	(316, 'Can view stage', 79, 'view_stage'),
	(317, 'Can add move', 80, 'add_move'),
	(318, 'Can change move', 80, 'change_move'),
	(319, 'Can delete move', 80, 'delete_move'),
	(320, 'Can view move', 80, 'view_move'),
	(321, 'Can add check', 81, 'add_check'),
	(322, 'Can change check', 81, 'change_check'),
	(323, 'Can delete check', 81, 'delete_check'),
	(324, 'Can view check', 81, 'view_check'),
	(325, 'Can add view', 82, 'add_boardview'),
	(326, 'Can change view', 82, 'change_boardview'),
	(327, 'Can delete view', 82, 'delete_boardview'),
	(328, 'Can view view', 82, 'view_boardview'),
	(329, 'Can add blocker', 83, 'add_blocker'),
	(330, 'Can change blocker', 83, 'change_blocker'),
	(331, 'Can delete blocker', 83, 'delete_blocker'),
	(332, 'Can view blocker', 83, 'view_blocker'),
	(333, 'Can add commitment', 84, 'add_commitment'),
	(334, 'Can change commitment', 84, 'change_commitment'),
	(335, 'Can delete commitment', 84, 'delete_commitment'),
	(336, 'Can view commitment', 84, 'view_commitment'),
	(337, 'Can add scope change', 85, 'add_scopechange'),
	(338, 'Can change scope change', 85, 'change_scopechange'),
	(339, 'Can delete scope change', 85, 'delete_scopechange'),
	(340, 'Can view scope change', 85, 'view_scopechange'),
	(341, 'Can add signal', 86, 'add_signal'),
	(342, 'Can change signal', 86, 'change_signal'),
	(343, 'Can delete signal', 86, 'delete_signal'),
	(344, 'Can view signal', 86, 'view_signal'),
	(345, 'Can add delay', 87, 'add_delay'),
	(346, 'Can change delay', 87, 'change_delay'),
	(347, 'Can delete delay', 87, 'delete_delay'),
	(348, 'Can view delay', 87, 'view_delay'),
	(349, 'Can add test result', 88, 'add_result'),
	(350, 'Can change test result', 88, 'change_result'),
	(351, 'Can delete test result', 88, 'delete_result'),
	(352, 'Can view test result', 88, 'view_result'),
	(353, 'Can add drill', 89, 'add_drill'),
	(354, 'Can change drill', 89, 'change_drill'),
	(355, 'Can delete drill', 89, 'delete_drill'),
	(356, 'Can view drill', 89, 'view_drill'),
	(357, 'Can add announcement', 90, 'add_announcement'),
	(358, 'Can change announcement', 90, 'change_announcement'),
	(359, 'Can delete announcement', 90, 'delete_announcement'),
	(360, 'Can view announcement', 90, 'view_announcement'),
	(361, 'Can add rollout step', 91, 'add_step'),
	(362, 'Can change rollout step', 91, 'change_step'),
	(363, 'Can delete rollout step', 91, 'delete_step'),
	(364, 'Can view rollout step', 91, 'view_step'),
	(365, 'Can add tie', 92, 'add_tie'),
	(366, 'Can change tie', 92, 'change_tie'),
	(367, 'Can delete tie', 92, 'delete_tie'),
	(368, 'Can view tie', 92, 'view_tie'),
	(369, 'Can add form', 93, 'add_form'),
	(370, 'Can change form', 93, 'change_form'),
	(371, 'Can delete form', 93, 'delete_form'),
	(372, 'Can view form', 93, 'view_form'),
	(373, 'Can add submission', 94, 'add_submission'),
	(374, 'Can change submission', 94, 'change_submission'),
	(375, 'Can delete submission', 94, 'delete_submission'),
	(376, 'Can view submission', 94, 'view_submission'),
	(377, 'Can add share', 95, 'add_share'),
	(378, 'Can change share', 95, 'change_share'),
	(379, 'Can delete share', 95, 'delete_share'),
	(380, 'Can view share', 95, 'view_share'),
	(381, 'Can add share of a plan', 96, 'add_planshare'),
	(382, 'Can change share of a plan', 96, 'change_planshare'),
	(383, 'Can delete share of a plan', 96, 'delete_planshare'),
	(384, 'Can view share of a plan', 96, 'view_planshare'),
	(385, 'Can add agreement', 97, 'add_agreement'),
	(386, 'Can change agreement', 97, 'change_agreement'),
	(387, 'Can delete agreement', 97, 'delete_agreement'),
	(388, 'Can view agreement', 97, 'view_agreement'),
	(389, 'Can add date request', 98, 'add_daterequest'),
	(390, 'Can change date request', 98, 'change_daterequest'),
	(391, 'Can delete date request', 98, 'delete_daterequest'),
	(392, 'Can view date request', 98, 'view_daterequest'),
	(393, 'Can add standing', 99, 'add_standing'),
	(394, 'Can change standing', 99, 'change_standing'),
	(395, 'Can delete standing', 99, 'delete_standing'),
	(396, 'Can view standing', 99, 'view_standing'),
	(397, 'Can add goal', 100, 'add_goal'),
	(398, 'Can change goal', 100, 'change_goal'),
	(399, 'Can delete goal', 100, 'delete_goal'),
	(400, 'Can view goal', 100, 'view_goal'),
	(401, 'Can add cadence', 101, 'add_cadence'),
	(402, 'Can change cadence', 101, 'change_cadence'),
	(403, 'Can delete cadence', 101, 'delete_cadence'),
	(404, 'Can view cadence', 101, 'view_cadence'),
	(405, 'Can add review', 102, 'add_review'),
	(406, 'Can change review', 102, 'change_review'),
	(407, 'Can delete review', 102, 'delete_review'),
	(408, 'Can view review', 102, 'view_review'),
	(409, 'Can add agenda item', 103, 'add_agendaitem'),
	(410, 'Can change agenda item', 103, 'change_agendaitem'),
	(411, 'Can delete agenda item', 103, 'delete_agendaitem'),
	(412, 'Can view agenda item', 103, 'view_agendaitem'),
	(413, 'Can add following', 104, 'add_following'),
	(414, 'Can change following', 104, 'change_following'),
	(415, 'Can delete following', 104, 'delete_following'),
	(416, 'Can view following', 104, 'view_following'),
	(417, 'Can add playbook', 105, 'add_playbook'),
	(418, 'Can change playbook', 105, 'change_playbook'),
	(419, 'Can delete playbook', 105, 'delete_playbook'),
	(420, 'Can view playbook', 105, 'view_playbook'),
	(421, 'Can add briefing', 106, 'add_briefing'),
	(422, 'Can change briefing', 106, 'change_briefing'),
	(423, 'Can delete briefing', 106, 'delete_briefing'),
	(424, 'Can view briefing', 106, 'view_briefing'),
	(425, 'Can add summary', 107, 'add_summary'),
	(426, 'Can change summary', 107, 'change_summary'),
	(427, 'Can delete summary', 107, 'delete_summary'),
	(428, 'Can view summary', 107, 'view_summary'),
	(429, 'Can add part of a summary', 108, 'add_summarypart'),
	(430, 'Can change part of a summary', 108, 'change_summarypart'),
	(431, 'Can delete part of a summary', 108, 'delete_summarypart'),
	(432, 'Can view part of a summary', 108, 'view_summarypart'),
	(433, 'Can add rule', 109, 'add_rule'),
	(434, 'Can change rule', 109, 'change_rule'),
	(435, 'Can delete rule', 109, 'delete_rule'),
	(436, 'Can view rule', 109, 'view_rule'),
	(437, 'Can add run', 110, 'add_run'),
	(438, 'Can change run', 110, 'change_run'),
	(439, 'Can delete run', 110, 'delete_run'),
	(440, 'Can view run', 110, 'view_run'),
	(441, 'Can add feed', 111, 'add_feed'),
	(442, 'Can change feed', 111, 'change_feed'),
	(443, 'Can delete feed', 111, 'delete_feed'),
	(444, 'Can view feed', 111, 'view_feed'),
	(445, 'Can add document', 112, 'add_document'),
	(446, 'Can change document', 112, 'change_document'),
	(447, 'Can delete document', 112, 'delete_document'),
	(448, 'Can view document', 112, 'view_document'),
	(449, 'Can add arrival', 113, 'add_arrival'),
	(450, 'Can change arrival', 113, 'change_arrival'),
	(451, 'Can delete arrival', 113, 'delete_arrival'),
	(452, 'Can view arrival', 113, 'view_arrival'),
	(453, 'Can add conflict', 114, 'add_conflict'),
	(454, 'Can change conflict', 114, 'change_conflict'),
	(455, 'Can delete conflict', 114, 'delete_conflict'),
	(456, 'Can view conflict', 114, 'view_conflict'),
	(457, 'Can add answer', 115, 'add_answer'),
	(458, 'Can change answer', 115, 'change_answer'),
	(459, 'Can delete answer', 115, 'delete_answer'),
	(460, 'Can view answer', 115, 'view_answer'),
	(461, 'Can add email address', 116, 'add_emailaddress'),
	(462, 'Can change email address', 116, 'change_emailaddress'),
	(463, 'Can delete email address', 116, 'delete_emailaddress'),
	(464, 'Can view email address', 116, 'view_emailaddress'),
	(465, 'Can add email confirmation', 117, 'add_emailconfirmation'),
	(466, 'Can change email confirmation', 117, 'change_emailconfirmation'),
	(467, 'Can delete email confirmation', 117, 'delete_emailconfirmation'),
	(468, 'Can view email confirmation', 117, 'view_emailconfirmation'),
	(469, 'Can add authenticator', 118, 'add_authenticator'),
	(470, 'Can change authenticator', 118, 'change_authenticator'),
	(471, 'Can delete authenticator', 118, 'delete_authenticator'),
	(472, 'Can view authenticator', 118, 'view_authenticator'),
	(473, 'Can add user session', 119, 'add_usersession'),
	(474, 'Can change user session', 119, 'change_usersession'),
	(475, 'Can delete user session', 119, 'delete_usersession'),
	(476, 'Can view user session', 119, 'view_usersession'),
	(477, 'Can add social account', 120, 'add_socialaccount'),
	(478, 'Can change social account', 120, 'change_socialaccount'),
	(479, 'Can delete social account', 120, 'delete_socialaccount'),
	(480, 'Can view social account', 120, 'view_socialaccount'),
	(481, 'Can add social application', 121, 'add_socialapp'),
	(482, 'Can change social application', 121, 'change_socialapp'),
	(483, 'Can delete social application', 121, 'delete_socialapp'),
	(484, 'Can view social application', 121, 'view_socialapp'),
	(485, 'Can add social application token', 122, 'add_socialtoken'),
	(486, 'Can change social application token', 122, 'change_socialtoken'),
	(487, 'Can delete social application token', 122, 'delete_socialtoken'),
	(488, 'Can view social application token', 122, 'view_socialtoken');






























INSERT INTO public.django_content_type VALUES
	(1, 'contenttypes', 'contenttype'),
	(2, 'auth', 'permission'),
	(3, 'auth', 'group'),
	(4, 'sessions', 'session'),
	(5, 'procrastinate', 'procrastinateevent'),
	(6, 'procrastinate', 'procrastinatejob'),
	(7, 'procrastinate', 'procrastinateperiodicdefer'),
	(8, 'procrastinate', 'procrastinateworker'),
	(9, 'workspaces', 'workspace'),
	(10, 'workspaces', 'user'),
	(11, 'workspaces', 'team'),
	(12, 'workspaces', 'passage'),
	(13, 'workspaces', 'member'),
	(14, 'ledger', 'event'),
	(15, 'ledger', 'claim'),
	(16, 'nudges', 'nudge'),
	(17, 'nudges', 'channel'),
	(18, 'nudges', 'delivery'),
	(19, 'nudges', 'digest'),
	(20, 'nudges', 'preference'),
	(21, 'nudges', 'seal'),
	(22, 'deadlines', 'survey'),
	(23, 'deadlines', 'deadline'),
	(24, 'access', 'loginlink'),
	(25, 'access', 'signin'),
	(26, 'access', 'token'),
	(27, 'people', 'handover'),
	(28, 'people', 'invitation'),
	(29, 'signing', 'spent'),
	(30, 'signing', 'attempt'),
	(31, 'talk', 'evidence'),
	(32, 'talk', 'link'),
	(33, 'talk', 'comment'),
	(34, 'talk', 'attachment'),
	(35, 'escalations', 'escalation'),
	(36, 'imports', 'import'),
	(37, 'imports', 'mapping'),
	(38, 'search', 'built'),
	(39, 'search', 'word'),
	(40, 'search', 'entry'),
	(41, 'customers', 'customer'),
	(42, 'customers', 'opportunity'),
	(43, 'customers', 'renewal'),
	(44, 'customers', 'stakeholder'),
	(45, 'customers', 'supportcase'),
	(46, 'customers', 'teamplace'),
	(47, 'customers', 'touchpoint'),
	(48, 'customers', 'customerrequest'),
	(49, 'metrics', 'metric'),
	(50, 'metrics', 'reading'),
	(51, 'notes', 'note'),
	(52, 'notes', 'stroke'),
	(53, 'tasks', 'task'),
	(54, 'feedback', 'feedback'),
	(55, 'assumptions', 'assumption'),
	(56, 'decisions', 'decision'),
	(57, 'decisions', 'constraint'),
	(58, 'decisions', 'dependency'),
	(59, 'risks', 'risk'),
	(60, 'plans', 'adoptionphase'),
	(61, 'plans', 'plan'),
	(62, 'plans', 'outcome'),
	(63, 'plans', 'milestone'),
	(64, 'plans', 'initiative'),
	(65, 'plans', 'criterion'),
	(66, 'plans', 'activity'),
	(67, 'plans', 'planmetric'),
	(68, 'plans', 'planrisk'),
	(69, 'plans', 'responsibility'),
	(70, 'plans', 'waiver'),
	(71, 'plans', 'attempt'),
	(72, 'plans', 'clearance'),
	(73, 'plans', 'plantemplate'),
	(74, 'handoffs', 'handoff'),
	(75, 'handoffs', 'promise'),
	(76, 'projects', 'board'),
	(77, 'projects', 'card'),
	(78, 'projects', 'project'),
	(79, 'projects', 'stage'),
	(80, 'projects', 'move'),
	(81, 'projects', 'check'),
	(82, 'projects', 'boardview'),
	(83, 'blockers', 'blocker'),
	(84, 'scope', 'commitment'),
	(85, 'scope', 'scopechange'),
	(86, 'readiness', 'signal'),
	(87, 'readiness', 'delay'),
	(88, 'readiness', 'result'),
	(89, 'drills', 'drill'),
	(90, 'rollout', 'announcement'),
	(91, 'rollout', 'step'),
	(92, 'rollout', 'tie'),
	(93, 'outside', 'form'),
	(94, 'outside', 'submission'),
	(95, 'outside', 'share'),
	(96, 'agreed', 'planshare'),
	(97, 'agreed', 'agreement'),
	(98, 'agreed', 'daterequest'),
	(99, 'health', 'standing'),
	(100, 'insights', 'goal'),
	(101, 'reviews', 'cadence'),
	(102, 'reviews', 'review'),
	(103, 'reviews', 'agendaitem'),
	(104, 'playbooks', 'following'),
	(105, 'playbooks', 'playbook'),
	(106, 'summaries', 'briefing'),
	(107, 'summaries', 'summary'),
	(108, 'summaries', 'summarypart'),
	(109, 'rules', 'rule'),
	(110, 'rules', 'run'),
	(111, 'calendar', 'feed'),
	(112, 'infohub', 'document'),
	(113, 'infohub', 'arrival'),
	(114, 'infohub', 'conflict'),
	(115, 'api', 'answer'),
	(116, 'account', 'emailaddress'),
	(117, 'account', 'emailconfirmation'),
	(118, 'mfa', 'authenticator'),
	(119, 'usersessions', 'usersession'),
	(120, 'socialaccount', 'socialaccount'),
	(121, 'socialaccount', 'socialapp'),
	(122, 'socialaccount', 'socialtoken');




























































































































































































SELECT pg_catalog.setval('public.access_loginlink_id_seq', 1, false);
SELECT pg_catalog.setval('public.access_signin_id_seq', 1, false);
SELECT pg_catalog.setval('public.access_token_id_seq', 1, false);
SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);
SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);
SELECT pg_catalog.setval('public.agreed_agreement_id_seq', 1, false);
SELECT pg_catalog.setval('public.agreed_daterequest_id_seq', 1, false);
SELECT pg_catalog.setval('public.agreed_planshare_id_seq', 1, false);
SELECT pg_catalog.setval('public.api_answer_id_seq', 1, false);
SELECT pg_catalog.setval('public.assumptions_assumption_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_permission_id_seq', 488, true);
SELECT pg_catalog.setval('public.blockers_blocker_id_seq', 1, false);
SELECT pg_catalog.setval('public.calendar_feed_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_customer_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_customerrequest_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_opportunity_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_renewal_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_stakeholder_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_supportcase_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_teamplace_id_seq', 1, false);
SELECT pg_catalog.setval('public.customers_touchpoint_id_seq', 1, false);
SELECT pg_catalog.setval('public.deadlines_deadline_id_seq', 1, false);
SELECT pg_catalog.setval('public.deadlines_survey_id_seq', 1, false);
SELECT pg_catalog.setval('public.decisions_constraint_id_seq', 1, false);
SELECT pg_catalog.setval('public.decisions_decision_id_seq', 1, false);
SELECT pg_catalog.setval('public.decisions_dependency_id_seq', 1, false);
SELECT pg_catalog.setval('public.django_content_type_id_seq', 122, true);
SELECT pg_catalog.setval('public.django_migrations_id_seq', 184, true);
SELECT pg_catalog.setval('public.drills_drill_id_seq', 1, false);
SELECT pg_catalog.setval('public.escalations_escalation_id_seq', 1, false);
SELECT pg_catalog.setval('public.feedback_feedback_id_seq', 1, false);
SELECT pg_catalog.setval('public.handoffs_handoff_id_seq', 1, false);
SELECT pg_catalog.setval('public.handoffs_promise_id_seq', 1, false);
SELECT pg_catalog.setval('public.health_standing_id_seq', 1, false);
SELECT pg_catalog.setval('public.imports_import_id_seq', 1, false);
SELECT pg_catalog.setval('public.imports_mapping_id_seq', 1, false);
SELECT pg_catalog.setval('public.infohub_arrival_id_seq', 1, false);
SELECT pg_catalog.setval('public.infohub_conflict_id_seq', 1, false);
SELECT pg_catalog.setval('public.infohub_document_id_seq', 1, false);
SELECT pg_catalog.setval('public.insights_goal_id_seq', 1, false);
SELECT pg_catalog.setval('public.ledger_claim_id_seq', 1, false);
SELECT pg_catalog.setval('public.ledger_event_id_seq', 1, false);
SELECT pg_catalog.setval('public.metrics_metric_id_seq', 1, false);
SELECT pg_catalog.setval('public.metrics_reading_id_seq', 1, false);
SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);
SELECT pg_catalog.setval('public.notes_note_id_seq', 1, false);
SELECT pg_catalog.setval('public.notes_stroke_id_seq', 1, false);
SELECT pg_catalog.setval('public.nudges_channel_id_seq', 1, false);
SELECT pg_catalog.setval('public.nudges_delivery_id_seq', 1, false);
SELECT pg_catalog.setval('public.nudges_digest_id_seq', 1, false);
SELECT pg_catalog.setval('public.nudges_nudge_id_seq', 1, false);
SELECT pg_catalog.setval('public.nudges_preference_id_seq', 1, false);
SELECT pg_catalog.setval('public.nudges_seal_id_seq', 1, false);
SELECT pg_catalog.setval('public.outside_form_id_seq', 1, false);
SELECT pg_catalog.setval('public.outside_share_id_seq', 1, false);
SELECT pg_catalog.setval('public.outside_submission_id_seq', 1, false);
SELECT pg_catalog.setval('public.people_handover_id_seq', 1, false);
SELECT pg_catalog.setval('public.people_invitation_id_seq', 1, false);
SELECT pg_catalog.setval('public.plans_activity_id_seq', 1, false);
SELECT pg_catalog.setval('public.plans_adoptionphase_id_seq', 1, false);
SELECT pg_catalog.setval('public.plans_attempt_id_seq', 1, false);
SELECT pg_catalog.setval('public.plans_clearance_id_seq', 1, false);
SELECT pg_catalog.setval('public.plans_criterion_id_seq', 1, false);
SELECT pg_catalog.setval('public.plans_initiative_id_seq', 1, false);
SELECT pg_catalog.setval('public.plans_milestone_id_seq', 1, false);
SELECT pg_catalog.setval('public.plans_outcome_id_seq', 1, false);
SELECT pg_catalog.setval('public.plans_plan_id_seq', 1, false);
SELECT pg_catalog.setval('public.plans_planmetric_id_seq', 1, false);
SELECT pg_catalog.setval('public.plans_planrisk_id_seq', 1, false);
SELECT pg_catalog.setval('public.plans_plantemplate_id_seq', 1, false);
SELECT pg_catalog.setval('public.plans_responsibility_id_seq', 1, false);
SELECT pg_catalog.setval('public.plans_waiver_id_seq', 1, false);
SELECT pg_catalog.setval('public.playbooks_following_id_seq', 1, false);
SELECT pg_catalog.setval('public.playbooks_playbook_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);
SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);
SELECT pg_catalog.setval('public.projects_board_id_seq', 1, false);
SELECT pg_catalog.setval('public.projects_boardview_id_seq', 1, false);
SELECT pg_catalog.setval('public.projects_card_id_seq', 1, false);
SELECT pg_catalog.setval('public.projects_check_id_seq', 1, false);
SELECT pg_catalog.setval('public.projects_move_id_seq', 1, false);
SELECT pg_catalog.setval('public.projects_project_id_seq', 1, false);
SELECT pg_catalog.setval('public.projects_stage_id_seq', 1, false);
SELECT pg_catalog.setval('public.readiness_delay_id_seq', 1, false);
SELECT pg_catalog.setval('public.readiness_result_id_seq', 1, false);
SELECT pg_catalog.setval('public.readiness_signal_id_seq', 1, false);
SELECT pg_catalog.setval('public.reviews_agendaitem_id_seq', 1, false);
SELECT pg_catalog.setval('public.reviews_cadence_id_seq', 1, false);
SELECT pg_catalog.setval('public.reviews_review_id_seq', 1, false);
SELECT pg_catalog.setval('public.risks_risk_id_seq', 1, false);
SELECT pg_catalog.setval('public.rollout_announcement_id_seq', 1, false);
SELECT pg_catalog.setval('public.rollout_step_id_seq', 1, false);
SELECT pg_catalog.setval('public.rollout_tie_id_seq', 1, false);
SELECT pg_catalog.setval('public.rules_rule_id_seq', 1, false);
SELECT pg_catalog.setval('public.rules_run_id_seq', 1, false);
SELECT pg_catalog.setval('public.scope_commitment_id_seq', 1, false);
SELECT pg_catalog.setval('public.scope_scopechange_id_seq', 1, false);
SELECT pg_catalog.setval('public.search_entry_id_seq', 1, false);
SELECT pg_catalog.setval('public.search_word_id_seq', 1, false);
SELECT pg_catalog.setval('public.signing_attempt_id_seq', 1, false);
SELECT pg_catalog.setval('public.signing_spent_id_seq', 1, false);
SELECT pg_catalog.setval('public.socialaccount_socialaccount_id_seq', 1, false);
SELECT pg_catalog.setval('public.socialaccount_socialapp_id_seq', 1, false);
SELECT pg_catalog.setval('public.socialaccount_socialtoken_id_seq', 1, false);
SELECT pg_catalog.setval('public.summaries_briefing_id_seq', 1, false);
SELECT pg_catalog.setval('public.summaries_summary_id_seq', 1, false);
SELECT pg_catalog.setval('public.summaries_summarypart_id_seq', 1, false);
SELECT pg_catalog.setval('public.talk_attachment_id_seq', 1, false);
SELECT pg_catalog.setval('public.talk_comment_id_seq', 1, false);
SELECT pg_catalog.setval('public.talk_evidence_id_seq', 1, false);
SELECT pg_catalog.setval('public.talk_link_id_seq', 1, false);
SELECT pg_catalog.setval('public.tasks_task_id_seq', 1, false);
SELECT pg_catalog.setval('public.usersessions_usersession_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspaces_member_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspaces_passage_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspaces_team_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspaces_user_id_seq', 1, false);
SELECT pg_catalog.setval('public.workspaces_workspace_id_seq', 1, false);
ALTER TABLE ONLY public.access_loginlink
    ADD CONSTRAINT access_loginlink_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.access_loginlink
    ADD CONSTRAINT access_loginlink_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.access_signin
    ADD CONSTRAINT access_signin_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.access_token
    ADD CONSTRAINT access_token_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.access_token
    ADD CONSTRAINT access_token_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agreed_agreement
    ADD CONSTRAINT agreed_agreement_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.agreed_agreement
    ADD CONSTRAINT agreed_agreement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agreed_daterequest
    ADD CONSTRAINT agreed_daterequest_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.agreed_daterequest
    ADD CONSTRAINT agreed_daterequest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agreed_planshare
    ADD CONSTRAINT agreed_planshare_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.agreed_planshare
    ADD CONSTRAINT agreed_planshare_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.api_answer
    ADD CONSTRAINT answer_once UNIQUE (workspace_id, member_id, idempotency_key);
ALTER TABLE ONLY public.api_answer
    ADD CONSTRAINT api_answer_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.api_answer
    ADD CONSTRAINT api_answer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assumptions_assumption
    ADD CONSTRAINT assumptions_assumption_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.assumptions_assumption
    ADD CONSTRAINT assumptions_assumption_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.blockers_blocker
    ADD CONSTRAINT blockers_blocker_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.blockers_blocker
    ADD CONSTRAINT blockers_blocker_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT calendar_feed_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT calendar_feed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_customer
    ADD CONSTRAINT customers_customer_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.customers_customer
    ADD CONSTRAINT customers_customer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_customerrequest
    ADD CONSTRAINT customers_customerrequest_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.customers_customerrequest
    ADD CONSTRAINT customers_customerrequest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_opportunity
    ADD CONSTRAINT customers_opportunity_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.customers_opportunity
    ADD CONSTRAINT customers_opportunity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_renewal
    ADD CONSTRAINT customers_renewal_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.customers_renewal
    ADD CONSTRAINT customers_renewal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_stakeholder
    ADD CONSTRAINT customers_stakeholder_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.customers_stakeholder
    ADD CONSTRAINT customers_stakeholder_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_supportcase
    ADD CONSTRAINT customers_supportcase_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.customers_supportcase
    ADD CONSTRAINT customers_supportcase_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_teamplace
    ADD CONSTRAINT customers_teamplace_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.customers_teamplace
    ADD CONSTRAINT customers_teamplace_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers_touchpoint
    ADD CONSTRAINT customers_touchpoint_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.customers_touchpoint
    ADD CONSTRAINT customers_touchpoint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.deadlines_deadline
    ADD CONSTRAINT deadline_once UNIQUE (workspace_id, subject_kind, subject_id, name);
ALTER TABLE ONLY public.deadlines_deadline
    ADD CONSTRAINT deadlines_deadline_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.deadlines_deadline
    ADD CONSTRAINT deadlines_deadline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.deadlines_survey
    ADD CONSTRAINT deadlines_survey_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.deadlines_survey
    ADD CONSTRAINT deadlines_survey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.deadlines_survey
    ADD CONSTRAINT deadlines_survey_workspace_id_key UNIQUE (workspace_id);
ALTER TABLE ONLY public.decisions_constraint
    ADD CONSTRAINT decisions_constraint_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.decisions_constraint
    ADD CONSTRAINT decisions_constraint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.decisions_decision
    ADD CONSTRAINT decisions_decision_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.decisions_decision
    ADD CONSTRAINT decisions_decision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.decisions_dependency
    ADD CONSTRAINT decisions_dependency_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.decisions_dependency
    ADD CONSTRAINT decisions_dependency_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.nudges_delivery
    ADD CONSTRAINT delivery_once UNIQUE (workspace_id, once);
ALTER TABLE ONLY public.nudges_digest
    ADD CONSTRAINT digest_once UNIQUE (workspace_id, member_id);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.drills_drill
    ADD CONSTRAINT drills_drill_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.drills_drill
    ADD CONSTRAINT drills_drill_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalation_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT feed_digest_once UNIQUE (digest, workspace_id);
ALTER TABLE ONLY public.feedback_feedback
    ADD CONSTRAINT feedback_feedback_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.feedback_feedback
    ADD CONSTRAINT feedback_feedback_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.outside_form
    ADD CONSTRAINT form_token_once UNIQUE (token, workspace_id);
ALTER TABLE ONLY public.handoffs_handoff
    ADD CONSTRAINT handoffs_handoff_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.handoffs_handoff
    ADD CONSTRAINT handoffs_handoff_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.handoffs_promise
    ADD CONSTRAINT handoffs_promise_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.handoffs_promise
    ADD CONSTRAINT handoffs_promise_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.health_standing
    ADD CONSTRAINT health_standing_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.health_standing
    ADD CONSTRAINT health_standing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.imports_mapping
    ADD CONSTRAINT imports_mapping_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.imports_mapping
    ADD CONSTRAINT imports_mapping_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.infohub_arrival
    ADD CONSTRAINT infohub_arrival_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.infohub_arrival
    ADD CONSTRAINT infohub_arrival_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.infohub_conflict
    ADD CONSTRAINT infohub_conflict_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.infohub_conflict
    ADD CONSTRAINT infohub_conflict_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.infohub_document
    ADD CONSTRAINT infohub_document_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.infohub_document
    ADD CONSTRAINT infohub_document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.insights_goal
    ADD CONSTRAINT insights_goal_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.insights_goal
    ADD CONSTRAINT insights_goal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT invitation_digest_once UNIQUE (digest, workspace_id);
ALTER TABLE ONLY public.ledger_claim
    ADD CONSTRAINT ledger_claim_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.ledger_claim
    ADD CONSTRAINT ledger_claim_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledger_event
    ADD CONSTRAINT ledger_event_pkey PRIMARY KEY (at, id);
ALTER TABLE ONLY public.ledger_event_rest
    ADD CONSTRAINT ledger_event_rest_pkey PRIMARY KEY (at, id);
ALTER TABLE ONLY public.imports_mapping
    ADD CONSTRAINT mapping_once UNIQUE (workspace_id, kind, fingerprint);
ALTER TABLE ONLY public.metrics_metric
    ADD CONSTRAINT metrics_metric_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.metrics_metric
    ADD CONSTRAINT metrics_metric_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.metrics_reading
    ADD CONSTRAINT metrics_reading_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.metrics_reading
    ADD CONSTRAINT metrics_reading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notes_note
    ADD CONSTRAINT notes_note_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.notes_note
    ADD CONSTRAINT notes_note_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notes_stroke
    ADD CONSTRAINT notes_stroke_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.notes_stroke
    ADD CONSTRAINT notes_stroke_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.nudges_nudge
    ADD CONSTRAINT nudge_key UNIQUE (workspace_id, key);
ALTER TABLE ONLY public.nudges_nudge
    ADD CONSTRAINT nudge_once UNIQUE (workspace_id, recipient_id, occasion);
ALTER TABLE ONLY public.nudges_channel
    ADD CONSTRAINT nudges_channel_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.nudges_channel
    ADD CONSTRAINT nudges_channel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.nudges_delivery
    ADD CONSTRAINT nudges_delivery_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.nudges_delivery
    ADD CONSTRAINT nudges_delivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.nudges_digest
    ADD CONSTRAINT nudges_digest_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.nudges_digest
    ADD CONSTRAINT nudges_digest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.nudges_nudge
    ADD CONSTRAINT nudges_nudge_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.nudges_nudge
    ADD CONSTRAINT nudges_nudge_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.nudges_preference
    ADD CONSTRAINT nudges_preference_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.nudges_preference
    ADD CONSTRAINT nudges_preference_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.nudges_seal
    ADD CONSTRAINT nudges_seal_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.nudges_seal
    ADD CONSTRAINT nudges_seal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.outside_form
    ADD CONSTRAINT outside_form_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.outside_form
    ADD CONSTRAINT outside_form_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.outside_share
    ADD CONSTRAINT outside_share_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.outside_share
    ADD CONSTRAINT outside_share_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.outside_submission
    ADD CONSTRAINT outside_submission_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.outside_submission
    ADD CONSTRAINT outside_submission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_handover
    ADD CONSTRAINT people_handover_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.people_handover
    ADD CONSTRAINT people_handover_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT people_invitation_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT people_invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_activity
    ADD CONSTRAINT plans_activity_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.plans_activity
    ADD CONSTRAINT plans_activity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_adoptionphase
    ADD CONSTRAINT plans_adoptionphase_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.plans_adoptionphase
    ADD CONSTRAINT plans_adoptionphase_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_attempt
    ADD CONSTRAINT plans_attempt_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.plans_attempt
    ADD CONSTRAINT plans_attempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_clearance
    ADD CONSTRAINT plans_clearance_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.plans_clearance
    ADD CONSTRAINT plans_clearance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_criterion
    ADD CONSTRAINT plans_criterion_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.plans_criterion
    ADD CONSTRAINT plans_criterion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_initiative
    ADD CONSTRAINT plans_initiative_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.plans_initiative
    ADD CONSTRAINT plans_initiative_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_milestone
    ADD CONSTRAINT plans_milestone_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.plans_milestone
    ADD CONSTRAINT plans_milestone_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_outcome
    ADD CONSTRAINT plans_outcome_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.plans_outcome
    ADD CONSTRAINT plans_outcome_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_planmetric
    ADD CONSTRAINT plans_planmetric_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.plans_planmetric
    ADD CONSTRAINT plans_planmetric_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_planrisk
    ADD CONSTRAINT plans_planrisk_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.plans_planrisk
    ADD CONSTRAINT plans_planrisk_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_plantemplate
    ADD CONSTRAINT plans_plantemplate_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.plans_plantemplate
    ADD CONSTRAINT plans_plantemplate_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_responsibility
    ADD CONSTRAINT plans_responsibility_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.plans_responsibility
    ADD CONSTRAINT plans_responsibility_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.plans_waiver
    ADD CONSTRAINT plans_waiver_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.plans_waiver
    ADD CONSTRAINT plans_waiver_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agreed_planshare
    ADD CONSTRAINT planshare_digest_once UNIQUE (digest, workspace_id);
ALTER TABLE ONLY public.playbooks_following
    ADD CONSTRAINT playbooks_following_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.playbooks_following
    ADD CONSTRAINT playbooks_following_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.playbooks_playbook
    ADD CONSTRAINT playbooks_playbook_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.playbooks_playbook
    ADD CONSTRAINT playbooks_playbook_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.nudges_preference
    ADD CONSTRAINT preference_once UNIQUE (workspace_id, member_id);
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);
ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.projects_board
    ADD CONSTRAINT projects_board_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.projects_board
    ADD CONSTRAINT projects_board_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.projects_boardview
    ADD CONSTRAINT projects_boardview_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.projects_boardview
    ADD CONSTRAINT projects_boardview_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.projects_card
    ADD CONSTRAINT projects_card_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.projects_card
    ADD CONSTRAINT projects_card_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.projects_check
    ADD CONSTRAINT projects_check_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.projects_check
    ADD CONSTRAINT projects_check_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.projects_move
    ADD CONSTRAINT projects_move_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.projects_move
    ADD CONSTRAINT projects_move_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.projects_stage
    ADD CONSTRAINT projects_stage_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.projects_stage
    ADD CONSTRAINT projects_stage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.readiness_delay
    ADD CONSTRAINT readiness_delay_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.readiness_delay
    ADD CONSTRAINT readiness_delay_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.readiness_result
    ADD CONSTRAINT readiness_result_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.readiness_result
    ADD CONSTRAINT readiness_result_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.readiness_signal
    ADD CONSTRAINT readiness_signal_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.readiness_signal
    ADD CONSTRAINT readiness_signal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reviews_agendaitem
    ADD CONSTRAINT reviews_agendaitem_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.reviews_agendaitem
    ADD CONSTRAINT reviews_agendaitem_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reviews_cadence
    ADD CONSTRAINT reviews_cadence_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.reviews_cadence
    ADD CONSTRAINT reviews_cadence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reviews_review
    ADD CONSTRAINT reviews_review_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.reviews_review
    ADD CONSTRAINT reviews_review_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.risks_risk
    ADD CONSTRAINT risks_risk_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.risks_risk
    ADD CONSTRAINT risks_risk_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.rollout_announcement
    ADD CONSTRAINT rollout_announcement_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.rollout_announcement
    ADD CONSTRAINT rollout_announcement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.rollout_step
    ADD CONSTRAINT rollout_step_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.rollout_step
    ADD CONSTRAINT rollout_step_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.rollout_tie
    ADD CONSTRAINT rollout_tie_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.rollout_tie
    ADD CONSTRAINT rollout_tie_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.rules_rule
    ADD CONSTRAINT rules_rule_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.rules_rule
    ADD CONSTRAINT rules_rule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.rules_run
    ADD CONSTRAINT rules_run_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.rules_run
    ADD CONSTRAINT rules_run_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.rules_run
    ADD CONSTRAINT run_once UNIQUE (workspace_id, rule_id, occasion);
ALTER TABLE ONLY public.scope_commitment
    ADD CONSTRAINT scope_commitment_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.scope_commitment
    ADD CONSTRAINT scope_commitment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.scope_scopechange
    ADD CONSTRAINT scope_scopechange_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.scope_scopechange
    ADD CONSTRAINT scope_scopechange_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.nudges_seal
    ADD CONSTRAINT seal_once UNIQUE (workspace_id, channel_id);
ALTER TABLE ONLY public.search_built
    ADD CONSTRAINT search_built_pkey PRIMARY KEY (workspace_id);
ALTER TABLE ONLY public.search_entry
    ADD CONSTRAINT search_entry_once UNIQUE (workspace_id, subject_kind, subject_id);
ALTER TABLE ONLY public.search_entry
    ADD CONSTRAINT search_entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.search_word
    ADD CONSTRAINT search_word_once UNIQUE (workspace_id, word);
ALTER TABLE ONLY public.search_word
    ADD CONSTRAINT search_word_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.signing_attempt
    ADD CONSTRAINT signing_attempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.signing_spent
    ADD CONSTRAINT signing_spent_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.signing_spent
    ADD CONSTRAINT signing_spent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);
ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.health_standing
    ADD CONSTRAINT standing_customer_once UNIQUE (workspace_id, customer_id);
ALTER TABLE ONLY public.outside_submission
    ADD CONSTRAINT submission_once UNIQUE (workspace_id, stamp);
ALTER TABLE ONLY public.summaries_briefing
    ADD CONSTRAINT summaries_briefing_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.summaries_briefing
    ADD CONSTRAINT summaries_briefing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.summaries_summary
    ADD CONSTRAINT summaries_summary_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.summaries_summary
    ADD CONSTRAINT summaries_summary_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.summaries_summarypart
    ADD CONSTRAINT summaries_summarypart_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.summaries_summarypart
    ADD CONSTRAINT summaries_summarypart_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.talk_attachment
    ADD CONSTRAINT talk_attachment_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.talk_attachment
    ADD CONSTRAINT talk_attachment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.talk_comment
    ADD CONSTRAINT talk_comment_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.talk_comment
    ADD CONSTRAINT talk_comment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.talk_evidence
    ADD CONSTRAINT talk_evidence_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.talk_evidence
    ADD CONSTRAINT talk_evidence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.talk_link
    ADD CONSTRAINT talk_link_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.talk_link
    ADD CONSTRAINT talk_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT tasks_task_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT tasks_task_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_session_key_key UNIQUE (session_key);
ALTER TABLE ONLY public.workspaces_member
    ADD CONSTRAINT workspaces_member_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.workspaces_member
    ADD CONSTRAINT workspaces_member_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspaces_passage
    ADD CONSTRAINT workspaces_passage_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.workspaces_passage
    ADD CONSTRAINT workspaces_passage_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspaces_team
    ADD CONSTRAINT workspaces_team_identity UNIQUE (workspace_id, id);
ALTER TABLE ONLY public.workspaces_team
    ADD CONSTRAINT workspaces_team_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspaces_user
    ADD CONSTRAINT workspaces_user_email_key UNIQUE (email);
ALTER TABLE ONLY public.workspaces_user
    ADD CONSTRAINT workspaces_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspaces_workspace
    ADD CONSTRAINT workspaces_workspace_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workspaces_workspace
    ADD CONSTRAINT workspaces_workspace_slug_key UNIQUE (slug);
CREATE INDEX access_loginlink_digest_9f6df0b8_like ON public.access_loginlink USING btree (digest varchar_pattern_ops);
CREATE INDEX access_loginlink_user_id_ebcefa15 ON public.access_loginlink USING btree (user_id);
CREATE INDEX access_signin_user_id_b64893e0 ON public.access_signin USING btree (user_id);
CREATE UNIQUE INDEX access_token_key ON public.access_token USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX access_token_past_key ON public.access_token USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX activity_plan ON public.plans_activity USING btree (workspace_id, plan_id, "position");
CREATE INDEX adoptionphase_plan ON public.plans_adoptionphase USING btree (workspace_id, plan_id, "position");
CREATE INDEX agendaitem_review ON public.reviews_agendaitem USING btree (workspace_id, review_id, "position");
CREATE UNIQUE INDEX agreed_agreement_key ON public.agreed_agreement USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX agreed_agreement_past_key ON public.agreed_agreement USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX agreed_daterequest_key ON public.agreed_daterequest USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX agreed_daterequest_past_key ON public.agreed_daterequest USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX agreed_planshare_key ON public.agreed_planshare USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX agreed_planshare_past_key ON public.agreed_planshare USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX agreement_once ON public.agreed_agreement USING btree (workspace_id, plan_id, digest, number, name) WHERE (removed_at IS NULL);
CREATE INDEX agreement_plan ON public.agreed_agreement USING btree (workspace_id, plan_id, id DESC);
CREATE INDEX announcement_owner ON public.rollout_announcement USING btree (workspace_id, owner_id);
CREATE INDEX announcement_project ON public.rollout_announcement USING btree (workspace_id, project_id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX api_answer_key ON public.api_answer USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX api_answer_past_key ON public.api_answer USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX arrival_batch ON public.infohub_arrival USING btree (workspace_id, batch);
CREATE INDEX assumption_customer ON public.assumptions_assumption USING btree (workspace_id, customer_id);
CREATE INDEX assumption_of_owner ON public.assumptions_assumption USING btree (workspace_id, owner_id, due_on) WHERE ((removed_at IS NULL) AND ((state)::text = ANY ((ARRAY['open'::character varying, 'validated'::character varying])::text[])));
CREATE INDEX assumption_subject ON public.assumptions_assumption USING btree (workspace_id, subject) WHERE (NOT ((subject)::text = ''::text));
CREATE UNIQUE INDEX assumptions_assumption_key ON public.assumptions_assumption USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX assumptions_assumption_past_key ON public.assumptions_assumption USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX attachment_digest ON public.talk_attachment USING btree (workspace_id, digest);
CREATE INDEX attachment_subject ON public.talk_attachment USING btree (workspace_id, subject);
CREATE INDEX attempt_deal ON public.plans_attempt USING btree (workspace_id, opportunity_id, id DESC) WHERE (opportunity_id IS NOT NULL);
CREATE INDEX attempt_network ON public.signing_attempt USING btree (network, kind, at);
CREATE INDEX attempt_plan ON public.plans_attempt USING btree (workspace_id, plan_id, id DESC);
CREATE INDEX attempt_subject ON public.signing_attempt USING btree (subject, kind, at);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX blocker_customer ON public.blockers_blocker USING btree (workspace_id, customer_id);
CREATE INDEX blocker_due ON public.blockers_blocker USING btree (workspace_id, due_on) WHERE (removed_at IS NULL);
CREATE INDEX blocker_open_of_owner ON public.blockers_blocker USING btree (workspace_id, owner_id, due_on) WHERE ((removed_at IS NULL) AND ((state)::text = ANY ((ARRAY['open'::character varying, 'armed'::character varying, 'waiting'::character varying, 'refused'::character varying])::text[])));
CREATE UNIQUE INDEX blockers_blocker_key ON public.blockers_blocker USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX blockers_blocker_past_key ON public.blockers_blocker USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX board_owner ON public.projects_board USING btree (workspace_id, owner_id);
CREATE INDEX board_project ON public.projects_board USING btree (workspace_id, project_id);
CREATE INDEX cadence_project ON public.reviews_cadence USING btree (workspace_id, project_id);
CREATE UNIQUE INDEX calendar_feed_key ON public.calendar_feed USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX calendar_feed_past_key ON public.calendar_feed USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX card_board ON public.projects_card USING btree (workspace_id, board_id) WHERE (removed_at IS NULL);
CREATE INDEX card_left ON public.projects_card USING btree (workspace_id) WHERE ((removed_at IS NULL) AND (NOT (left_by = '{}'::jsonb)));
CREATE INDEX card_review ON public.projects_card USING btree (workspace_id, reviewer_id) WHERE ((removed_at IS NULL) AND ((review)::text = ANY ((ARRAY[''::character varying, 'asked'::character varying])::text[])) AND (reviewer_id IS NOT NULL));
CREATE INDEX card_stage ON public.projects_card USING btree (workspace_id, stage_id, rank) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX card_task_once ON public.projects_card USING btree (workspace_id, task_id) WHERE (removed_at IS NULL);
CREATE INDEX case_customer ON public.customers_supportcase USING btree (workspace_id, customer_id, opened_on);
CREATE INDEX check_board ON public.projects_check USING btree (workspace_id, board_id);
CREATE INDEX claim_about ON public.ledger_claim USING btree (workspace_id, reader, about_id);
CREATE INDEX claim_take ON public.ledger_claim USING btree (workspace_id, reader, not_before, id);
CREATE INDEX clearance_customer ON public.plans_clearance USING btree (workspace_id, customer_id);
CREATE UNIQUE INDEX clearance_deal_once ON public.plans_clearance USING btree (workspace_id, opportunity_id) WHERE (removed_at IS NULL);
CREATE INDEX comment_subject ON public.talk_comment USING btree (workspace_id, subject);
CREATE UNIQUE INDEX commitment_once ON public.scope_commitment USING btree (workspace_id, project_id) WHERE (removed_at IS NULL);
CREATE INDEX conflict_open ON public.infohub_conflict USING btree (workspace_id, state);
CREATE INDEX constraint_decision ON public.decisions_constraint USING btree (workspace_id, decision_id) WHERE (removed_at IS NULL);
CREATE INDEX criterion_plan ON public.plans_criterion USING btree (workspace_id, plan_id, "position");
CREATE INDEX customer_anniversary_day ON public.customers_customer USING btree (workspace_id, EXTRACT(day FROM anniversary_on)) WHERE (anniversary_on IS NOT NULL);
CREATE INDEX customer_book ON public.customers_customer USING btree (workspace_id, owner_id);
CREATE INDEX customer_by_name ON public.customers_customer USING btree (workspace_id, name);
CREATE INDEX customer_private ON public.customers_customer USING btree (workspace_id) WHERE private;
CREATE UNIQUE INDEX customers_customer_key ON public.customers_customer USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX customers_customer_past_key ON public.customers_customer USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX customers_customerrequest_key ON public.customers_customerrequest USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX customers_customerrequest_past_key ON public.customers_customerrequest USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX customers_opportunity_key ON public.customers_opportunity USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX customers_opportunity_past_key ON public.customers_opportunity USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX customers_renewal_key ON public.customers_renewal USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX customers_renewal_past_key ON public.customers_renewal USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX customers_stakeholder_key ON public.customers_stakeholder USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX customers_stakeholder_past_key ON public.customers_stakeholder USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX customers_supportcase_key ON public.customers_supportcase USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX customers_supportcase_past_key ON public.customers_supportcase USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX customers_teamplace_key ON public.customers_teamplace USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX customers_teamplace_past_key ON public.customers_teamplace USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX customers_touchpoint_key ON public.customers_touchpoint USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX customers_touchpoint_past_key ON public.customers_touchpoint USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX daterequest_open_once ON public.agreed_daterequest USING btree (workspace_id, milestone_id) WHERE ((removed_at IS NULL) AND ((state)::text = 'open'::text));
CREATE INDEX daterequest_plan ON public.agreed_daterequest USING btree (workspace_id, plan_id, id DESC);
CREATE INDEX deadline_about ON public.deadlines_deadline USING btree (workspace_id, about_id, due_at);
CREATE INDEX deadline_between ON public.deadlines_deadline USING btree (workspace_id, due_at, id);
CREATE INDEX deadline_fire_due ON public.deadlines_deadline USING btree (next_fire_at) WHERE (next_fire_at IS NOT NULL);
CREATE INDEX deadline_of_owner ON public.deadlines_deadline USING btree (workspace_id, owner_id, due_at);
CREATE INDEX decision_customer ON public.decisions_decision USING btree (workspace_id, customer_id);
CREATE INDEX decision_open_of_owner ON public.decisions_decision USING btree (workspace_id, owner_id, due_on) WHERE ((removed_at IS NULL) AND ((state)::text = ANY ((ARRAY['proposed'::character varying, 'in_review'::character varying])::text[])));
CREATE INDEX decision_subject ON public.decisions_decision USING btree (workspace_id, subject) WHERE (NOT ((subject)::text = ''::text));
CREATE UNIQUE INDEX decisions_constraint_key ON public.decisions_constraint USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX decisions_constraint_past_key ON public.decisions_constraint USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX decisions_decision_key ON public.decisions_decision USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX decisions_decision_past_key ON public.decisions_decision USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX decisions_dependency_key ON public.decisions_dependency USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX decisions_dependency_past_key ON public.decisions_dependency USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX delay_once ON public.readiness_delay USING btree (workspace_id, signal_id) WHERE ((removed_at IS NULL) AND ((state)::text = 'proposed'::text));
CREATE INDEX delay_project ON public.readiness_delay USING btree (workspace_id, project_id) WHERE (removed_at IS NULL);
CREATE INDEX delivery_forget ON public.nudges_delivery USING btree (ended_at) WHERE (ended_at IS NOT NULL);
CREATE INDEX delivery_given_up ON public.nudges_delivery USING btree (workspace_id, ended_at DESC) WHERE ((state)::text = 'given_up'::text);
CREATE INDEX delivery_send_due ON public.nudges_delivery USING btree (next_at, id) WHERE (next_at IS NOT NULL);
CREATE INDEX dependency_needs ON public.decisions_dependency USING btree (workspace_id, needs_id) WHERE ((removed_at IS NULL) AND (needs_id IS NOT NULL));
CREATE INDEX dependency_of ON public.decisions_dependency USING btree (workspace_id, decision_id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX dependency_once ON public.decisions_dependency USING btree (workspace_id, decision_id, needs_id) WHERE ((removed_at IS NULL) AND (needs_id IS NOT NULL));
CREATE INDEX dependency_owner ON public.decisions_dependency USING btree (workspace_id, owner_id) WHERE ((removed_at IS NULL) AND ((state)::text = 'open'::text));
CREATE INDEX digest_make_due ON public.nudges_digest USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE UNIQUE INDEX document_path ON public.infohub_document USING btree (workspace_id, path) WHERE (removed_at IS NULL);
CREATE INDEX drill_project ON public.drills_drill USING btree (workspace_id, project_id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX drills_drill_key ON public.drills_drill USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX drills_drill_past_key ON public.drills_drill USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX escalation_about ON public.escalations_escalation USING btree (workspace_id, about_id, since DESC);
CREATE UNIQUE INDEX escalation_open_once ON public.escalations_escalation USING btree (workspace_id, subject_kind, subject_id, cause) WHERE ((removed_at IS NULL) AND (NOT ((state)::text = 'resolved'::text)));
CREATE INDEX escalation_subject ON public.escalations_escalation USING btree (workspace_id, subject_kind, subject_id);
CREATE INDEX escalation_waiting ON public.escalations_escalation USING btree (workspace_id, owner_id, since) WHERE ((removed_at IS NULL) AND (NOT ((state)::text = 'resolved'::text)));
CREATE UNIQUE INDEX escalations_escalation_key ON public.escalations_escalation USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX escalations_escalation_past_key ON public.escalations_escalation USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX evidence_subject ON public.talk_evidence USING btree (workspace_id, subject);
CREATE INDEX evidence_target ON public.talk_evidence USING btree (workspace_id, target) WHERE (NOT ((target)::text = ''::text));
CREATE INDEX feed_member ON public.calendar_feed USING btree (workspace_id, member_id);
CREATE INDEX feedback_customer ON public.feedback_feedback USING btree (workspace_id, customer_id);
CREATE UNIQUE INDEX feedback_feedback_key ON public.feedback_feedback USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX feedback_feedback_past_key ON public.feedback_feedback USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX feedback_of_comment_once ON public.feedback_feedback USING btree (workspace_id, comment_id) WHERE ((removed_at IS NULL) AND (comment_id IS NOT NULL));
CREATE INDEX feedback_open_due ON public.feedback_feedback USING btree (workspace_id, due_at, id) WHERE ((removed_at IS NULL) AND ((state)::text = ANY ((ARRAY['open'::character varying, 'answered'::character varying])::text[])));
CREATE INDEX feedback_open_of_owner ON public.feedback_feedback USING btree (workspace_id, owner_id, due_at) WHERE ((removed_at IS NULL) AND ((state)::text = ANY ((ARRAY['open'::character varying, 'answered'::character varying])::text[])));
CREATE INDEX feedback_subject ON public.feedback_feedback USING btree (workspace_id, subject) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX following_project_once ON public.playbooks_following USING btree (workspace_id, project_id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX form_board_once ON public.outside_form USING btree (workspace_id, board_id) WHERE (removed_at IS NULL);
CREATE INDEX handoff_customer ON public.handoffs_handoff USING btree (workspace_id, customer_id);
CREATE UNIQUE INDEX handoff_of_customer_once ON public.handoffs_handoff USING btree (workspace_id, customer_id) WHERE ((removed_at IS NULL) AND ((state)::text = ANY ((ARRAY['requested'::character varying, 'returned'::character varying])::text[])) AND (plan_id IS NULL));
CREATE UNIQUE INDEX handoff_of_plan_once ON public.handoffs_handoff USING btree (workspace_id, plan_id) WHERE ((removed_at IS NULL) AND ((state)::text = ANY ((ARRAY['requested'::character varying, 'returned'::character varying])::text[])) AND (plan_id IS NOT NULL));
CREATE INDEX handoff_waiting ON public.handoffs_handoff USING btree (workspace_id, owner_id) WHERE ((removed_at IS NULL) AND ((state)::text = ANY ((ARRAY['requested'::character varying, 'returned'::character varying])::text[])));
CREATE UNIQUE INDEX handoffs_handoff_key ON public.handoffs_handoff USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX handoffs_handoff_past_key ON public.handoffs_handoff USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX handoffs_promise_key ON public.handoffs_promise USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX handoffs_promise_past_key ON public.handoffs_promise USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX handover_giver ON public.people_handover USING btree (workspace_id, giver_id);
CREATE UNIQUE INDEX health_standing_key ON public.health_standing USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX health_standing_past_key ON public.health_standing USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);
CREATE UNIQUE INDEX imports_import_key ON public.imports_import USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX imports_import_past_key ON public.imports_import USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX imports_mapping_key ON public.imports_mapping USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX imports_mapping_past_key ON public.imports_mapping USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX infohub_arrival_key ON public.infohub_arrival USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX infohub_arrival_past_key ON public.infohub_arrival USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX infohub_conflict_key ON public.infohub_conflict USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX infohub_conflict_past_key ON public.infohub_conflict USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX infohub_document_key ON public.infohub_document USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX infohub_document_past_key ON public.infohub_document USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX initiative_plan ON public.plans_initiative USING btree (workspace_id, plan_id, "position");
CREATE UNIQUE INDEX insights_goal_key ON public.insights_goal USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX insights_goal_past_key ON public.insights_goal USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX ledger_event_about_id ON ONLY public.ledger_event USING btree (workspace_id, about_id, id DESC);
CREATE INDEX ledger_event_recent ON ONLY public.ledger_event USING btree (workspace_id, at DESC, id DESC);
CREATE INDEX ledger_event_recent_id ON ONLY public.ledger_event USING btree (workspace_id, id DESC);
CREATE INDEX ledger_event_rest_about_id_new ON public.ledger_event_rest USING btree (workspace_id, about_id, id DESC);
CREATE INDEX ledger_event_rest_recent_id_new ON public.ledger_event_rest USING btree (workspace_id, id DESC);
CREATE INDEX ledger_event_subject_id ON ONLY public.ledger_event USING btree (workspace_id, subject_kind, subject_id, id DESC);
CREATE INDEX ledger_event_rest_subject_id_new ON public.ledger_event_rest USING btree (workspace_id, subject_kind, subject_id, id DESC);
CREATE INDEX ledger_event_rest_workspace_id_at_id_idx ON public.ledger_event_rest USING btree (workspace_id, at DESC, id DESC);
CREATE INDEX link_source ON public.talk_link USING btree (workspace_id, source);
CREATE INDEX link_target ON public.talk_link USING btree (workspace_id, target);
CREATE UNIQUE INDEX member_user_once ON public.workspaces_member USING btree (workspace_id, user_id) WHERE ((removed_at IS NULL) AND (user_id IS NOT NULL));
CREATE INDEX metric_customer ON public.metrics_metric USING btree (workspace_id, customer_id);
CREATE UNIQUE INDEX metrics_metric_key ON public.metrics_metric USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX metrics_metric_past_key ON public.metrics_metric USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX metrics_reading_key ON public.metrics_reading USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX metrics_reading_past_key ON public.metrics_reading USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE INDEX milestone_open ON public.plans_milestone USING btree (workspace_id, customer_id, due_on) WHERE ((removed_at IS NULL) AND ((state)::text = ANY ((ARRAY['planned'::character varying, 'in_progress'::character varying])::text[])));
CREATE INDEX milestone_open_by_date ON public.plans_milestone USING btree (workspace_id, due_on) WHERE ((removed_at IS NULL) AND ((state)::text = ANY ((ARRAY['planned'::character varying, 'in_progress'::character varying])::text[])));
CREATE INDEX milestone_open_of_owner ON public.plans_milestone USING btree (workspace_id, owner_id, due_on) WHERE ((removed_at IS NULL) AND ((state)::text = ANY ((ARRAY['planned'::character varying, 'in_progress'::character varying])::text[])));
CREATE INDEX milestone_plan ON public.plans_milestone USING btree (workspace_id, plan_id, "position");
CREATE INDEX move_card ON public.projects_move USING btree (workspace_id, card_id, id DESC);
CREATE INDEX note_customer ON public.notes_note USING btree (workspace_id, customer_id);
CREATE INDEX note_owner_fresh ON public.notes_note USING btree (workspace_id, owner_id, fresh_until) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX notes_note_key ON public.notes_note USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX notes_note_past_key ON public.notes_note USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX nudge_once_a_day ON public.nudges_nudge USING btree (workspace_id, recipient_id, subject_kind, subject_id, day) WHERE ((lane)::text = 'reminder'::text);
CREATE INDEX nudge_open ON public.nudges_nudge USING btree (workspace_id, recipient_id, id DESC) WHERE (done_at IS NULL);
CREATE INDEX nudge_open_of_subject ON public.nudges_nudge USING btree (workspace_id, subject_kind, subject_id) WHERE (done_at IS NULL);
CREATE UNIQUE INDEX nudges_channel_key ON public.nudges_channel USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX nudges_channel_past_key ON public.nudges_channel USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX opportunity_customer ON public.customers_opportunity USING btree (workspace_id, customer_id, close_on);
CREATE INDEX outcome_plan ON public.plans_outcome USING btree (workspace_id, plan_id, "position");
CREATE UNIQUE INDEX outside_form_key ON public.outside_form USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX outside_form_past_key ON public.outside_form USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX outside_share_key ON public.outside_share USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX outside_share_past_key ON public.outside_share USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX outside_submission_key ON public.outside_submission USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX outside_submission_past_key ON public.outside_submission USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX passage_digest_once ON public.workspaces_passage USING btree (digest) WHERE (NOT ((digest)::text = ''::text));
CREATE UNIQUE INDEX passage_member_once ON public.workspaces_passage USING btree (user_id, workspace_id) WHERE ((kind)::text = 'member'::text);
CREATE UNIQUE INDEX people_handover_key ON public.people_handover USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX people_handover_past_key ON public.people_handover USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX people_invitation_key ON public.people_invitation USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX people_invitation_open ON public.people_invitation USING btree (email) WHERE ((used_at IS NULL) AND (revoked_at IS NULL));
CREATE INDEX people_invitation_past_key ON public.people_invitation USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX plan_customer ON public.plans_plan USING btree (workspace_id, customer_id);
CREATE INDEX plan_owner ON public.plans_plan USING btree (workspace_id, owner_id);
CREATE UNIQUE INDEX plan_template_by_itself ON public.plans_plantemplate USING btree (workspace_id, deal_kind, tier) WHERE (by_itself AND (removed_at IS NULL));
CREATE INDEX planmetric_plan ON public.plans_planmetric USING btree (workspace_id, plan_id, "position");
CREATE INDEX planrisk_plan ON public.plans_planrisk USING btree (workspace_id, plan_id, "position");
CREATE UNIQUE INDEX plans_activity_key ON public.plans_activity USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX plans_activity_past_key ON public.plans_activity USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX plans_adoptionphase_key ON public.plans_adoptionphase USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX plans_adoptionphase_past_key ON public.plans_adoptionphase USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX plans_attempt_key ON public.plans_attempt USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX plans_attempt_past_key ON public.plans_attempt USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX plans_clearance_key ON public.plans_clearance USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX plans_clearance_past_key ON public.plans_clearance USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX plans_criterion_key ON public.plans_criterion USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX plans_criterion_past_key ON public.plans_criterion USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX plans_initiative_key ON public.plans_initiative USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX plans_initiative_past_key ON public.plans_initiative USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX plans_milestone_key ON public.plans_milestone USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX plans_milestone_past_key ON public.plans_milestone USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX plans_outcome_key ON public.plans_outcome USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX plans_outcome_past_key ON public.plans_outcome USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX plans_plan_key ON public.plans_plan USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX plans_plan_past_key ON public.plans_plan USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX plans_planmetric_key ON public.plans_planmetric USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX plans_planmetric_past_key ON public.plans_planmetric USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX plans_planrisk_key ON public.plans_planrisk USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX plans_planrisk_past_key ON public.plans_planrisk USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX plans_plantemplate_key ON public.plans_plantemplate USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX plans_plantemplate_past_key ON public.plans_plantemplate USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX plans_responsibility_key ON public.plans_responsibility USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX plans_responsibility_past_key ON public.plans_responsibility USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX plans_waiver_key ON public.plans_waiver USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX plans_waiver_past_key ON public.plans_waiver USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX planshare_plan ON public.agreed_planshare USING btree (workspace_id, plan_id, id DESC);
CREATE UNIQUE INDEX playbooks_following_key ON public.playbooks_following USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX playbooks_following_past_key ON public.playbooks_following USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX playbooks_playbook_key ON public.playbooks_playbook USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX playbooks_playbook_past_key ON public.playbooks_playbook USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);
CREATE INDEX project_customer ON public.projects_project USING btree (workspace_id, customer_id);
CREATE INDEX project_owner ON public.projects_project USING btree (workspace_id, owner_id);
CREATE UNIQUE INDEX projects_board_key ON public.projects_board USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX projects_board_past_key ON public.projects_board USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX projects_boardview_key ON public.projects_boardview USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX projects_boardview_past_key ON public.projects_boardview USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX projects_card_key ON public.projects_card USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX projects_card_past_key ON public.projects_card USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX projects_check_key ON public.projects_check USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX projects_check_past_key ON public.projects_check USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX projects_move_key ON public.projects_move USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX projects_move_past_key ON public.projects_move USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX projects_project_key ON public.projects_project USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX projects_project_past_key ON public.projects_project USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX projects_stage_key ON public.projects_stage USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX projects_stage_past_key ON public.projects_stage USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX promise_customer ON public.handoffs_promise USING btree (workspace_id, customer_id);
CREATE INDEX promise_owner ON public.handoffs_promise USING btree (workspace_id, owner_id);
CREATE UNIQUE INDEX readiness_delay_key ON public.readiness_delay USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX readiness_delay_past_key ON public.readiness_delay USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX readiness_result_key ON public.readiness_result USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX readiness_result_past_key ON public.readiness_result USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX readiness_signal_key ON public.readiness_signal USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX readiness_signal_past_key ON public.readiness_signal USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX reading_newest ON public.metrics_reading USING btree (workspace_id, metric_id, "on" DESC);
CREATE INDEX renewal_customer ON public.customers_renewal USING btree (workspace_id, customer_id, due_on);
CREATE INDEX request_customer ON public.customers_customerrequest USING btree (workspace_id, customer_id, asked_on);
CREATE INDEX request_owner ON public.customers_customerrequest USING btree (workspace_id, owner_id) WHERE ((state)::text = ANY ((ARRAY['open'::character varying, 'planned'::character varying])::text[]));
CREATE INDEX responsibility_plan ON public.plans_responsibility USING btree (workspace_id, plan_id, "position");
CREATE INDEX result_newest ON public.readiness_result USING btree (workspace_id, project_id, name, at DESC);
CREATE INDEX review_at ON public.reviews_review USING btree (workspace_id, at DESC);
CREATE INDEX review_cadence ON public.reviews_review USING btree (workspace_id, cadence_id, at DESC);
CREATE INDEX review_plan ON public.reviews_review USING btree (workspace_id, plan_id, at DESC) WHERE (plan_id IS NOT NULL);
CREATE UNIQUE INDEX review_planned_once ON public.reviews_review USING btree (workspace_id, cadence_id) WHERE ((removed_at IS NULL) AND (cadence_id IS NOT NULL) AND ((state)::text = 'planned'::text));
CREATE INDEX review_project ON public.reviews_review USING btree (workspace_id, project_id, at);
CREATE UNIQUE INDEX reviews_agendaitem_key ON public.reviews_agendaitem USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX reviews_agendaitem_past_key ON public.reviews_agendaitem USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX reviews_cadence_key ON public.reviews_cadence USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX reviews_cadence_past_key ON public.reviews_cadence USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX reviews_review_key ON public.reviews_review USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX reviews_review_past_key ON public.reviews_review USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX risk_customer ON public.risks_risk USING btree (workspace_id, customer_id);
CREATE INDEX risk_open ON public.risks_risk USING btree (workspace_id, state) WHERE ((removed_at IS NULL) AND (NOT ((state)::text = ANY ((ARRAY['mitigated'::character varying, 'accepted'::character varying])::text[]))));
CREATE INDEX risk_subject ON public.risks_risk USING btree (workspace_id, subject) WHERE (NOT ((subject)::text = ''::text));
CREATE UNIQUE INDEX risks_risk_key ON public.risks_risk USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX risks_risk_past_key ON public.risks_risk USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX rollout_announcement_key ON public.rollout_announcement USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX rollout_announcement_past_key ON public.rollout_announcement USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX rollout_step_key ON public.rollout_step USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX rollout_step_past_key ON public.rollout_step USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX rollout_tie_key ON public.rollout_tie USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX rollout_tie_past_key ON public.rollout_tie USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX rule_state ON public.rules_rule USING btree (workspace_id, state) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX rules_rule_key ON public.rules_rule USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX rules_rule_past_key ON public.rules_rule USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX run_acted ON public.rules_run USING btree (workspace_id, day) WHERE ((NOT spoken) AND ((verdict)::text = 'acted'::text));
CREATE INDEX run_newest ON public.rules_run USING btree (workspace_id, at DESC, id DESC);
CREATE INDEX run_of_rule ON public.rules_run USING btree (workspace_id, rule_id, at DESC, id DESC);
CREATE INDEX run_of_subject ON public.rules_run USING btree (workspace_id, subject_kind, subject_id, at DESC);
CREATE UNIQUE INDEX scope_commitment_key ON public.scope_commitment USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX scope_commitment_past_key ON public.scope_commitment USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX scope_scopechange_key ON public.scope_scopechange USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX scope_scopechange_past_key ON public.scope_scopechange USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX scopechange_owner ON public.scope_scopechange USING btree (workspace_id, owner_id) WHERE ((removed_at IS NULL) AND ((state)::text = ANY ((ARRAY['asked'::character varying, 'weighed'::character varying])::text[])));
CREATE INDEX scopechange_project ON public.scope_scopechange USING btree (workspace_id, project_id) WHERE (removed_at IS NULL);
CREATE INDEX search_entry_about ON public.search_entry USING btree (workspace_id, about_id);
CREATE INDEX search_entry_newest ON public.search_entry USING btree (workspace_id, changed_at DESC);
CREATE INDEX search_entry_words ON public.search_entry USING gin (vector) WITH (fastupdate=off) WHERE present;
CREATE INDEX search_word_near ON public.search_word USING gin (workspace_id, word public.gin_trgm_ops) WITH (fastupdate=off);
CREATE UNIQUE INDEX share_digest_once ON public.outside_share USING btree (digest, workspace_id) WHERE (NOT ((digest)::text = ''::text));
CREATE INDEX share_member ON public.outside_share USING btree (workspace_id, member_id) WHERE (member_id IS NOT NULL);
CREATE INDEX share_note ON public.outside_share USING btree (workspace_id, note_id) WHERE (note_id IS NOT NULL);
CREATE INDEX share_project ON public.outside_share USING btree (workspace_id, project_id);
CREATE INDEX signal_metric ON public.readiness_signal USING btree (workspace_id, metric_id) WHERE ((removed_at IS NULL) AND (metric_id IS NOT NULL));
CREATE INDEX signal_owner ON public.readiness_signal USING btree (workspace_id, owner_id) WHERE (removed_at IS NULL);
CREATE INDEX signal_project ON public.readiness_signal USING btree (workspace_id, project_id) WHERE (removed_at IS NULL);
CREATE INDEX signin_address ON public.access_signin USING btree (address, at);
CREATE INDEX signin_email ON public.access_signin USING btree (email, at);
CREATE INDEX signin_user ON public.access_signin USING btree (user_id, at);
CREATE INDEX signing_spent_digest_1a8fda91_like ON public.signing_spent USING btree (digest varchar_pattern_ops);
CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);
CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);
CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);
CREATE INDEX stage_board ON public.projects_stage USING btree (workspace_id, board_id, "position");
CREATE INDEX stage_owner ON public.projects_stage USING btree (workspace_id, owner_id);
CREATE INDEX stakeholder_customer ON public.customers_stakeholder USING btree (workspace_id, customer_id, name);
CREATE INDEX standing_blocked ON public.health_standing USING btree (workspace_id, customer_id) WHERE (NOT (blocked = '[]'::jsonb));
CREATE INDEX standing_due ON public.health_standing USING btree (holds_until) WHERE (holds_until IS NOT NULL);
CREATE INDEX standing_worst_first ON public.health_standing USING btree (workspace_id, rank, customer_id);
CREATE UNIQUE INDEX step_once ON public.rollout_step USING btree (workspace_id, project_id, customer_id, step) WHERE (removed_at IS NULL);
CREATE INDEX step_owner ON public.rollout_step USING btree (workspace_id, owner_id);
CREATE INDEX step_project ON public.rollout_step USING btree (workspace_id, project_id) WHERE (removed_at IS NULL);
CREATE INDEX stroke_left ON public.notes_stroke USING btree (at) WHERE (NOT settled);
CREATE INDEX stroke_note ON public.notes_stroke USING btree (workspace_id, note_id);
CREATE INDEX submission_form ON public.outside_submission USING btree (workspace_id, form_id, id DESC);
CREATE INDEX submission_waits ON public.outside_submission USING btree (workspace_id) WHERE ((change_id IS NULL) AND ((declined)::text = ''::text) AND (removed_at IS NULL) AND (task_id IS NULL));
CREATE UNIQUE INDEX summaries_briefing_key ON public.summaries_briefing USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX summaries_briefing_past_key ON public.summaries_briefing USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX summaries_summary_key ON public.summaries_summary USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX summaries_summary_past_key ON public.summaries_summary USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX summaries_summarypart_key ON public.summaries_summarypart USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX summaries_summarypart_past_key ON public.summaries_summarypart USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX summary_newest ON public.summaries_summary USING btree (workspace_id, kind, at DESC) WHERE (removed_at IS NULL);
CREATE INDEX summarypart_summary ON public.summaries_summarypart USING btree (workspace_id, summary_id);
CREATE UNIQUE INDEX talk_attachment_key ON public.talk_attachment USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX talk_attachment_past_key ON public.talk_attachment USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX talk_comment_key ON public.talk_comment USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX talk_comment_past_key ON public.talk_comment USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX talk_evidence_key ON public.talk_evidence USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX talk_evidence_past_key ON public.talk_evidence USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE UNIQUE INDEX talk_link_key ON public.talk_link USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX talk_link_past_key ON public.talk_link USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX task_customer ON public.tasks_task USING btree (workspace_id, customer_id, due_on);
CREATE INDEX task_key ON public.tasks_task USING btree (workspace_id, key);
CREATE INDEX task_open_of_owner ON public.tasks_task USING btree (workspace_id, owner_id, due_on) WHERE ((removed_at IS NULL) AND ((state)::text = ANY ((ARRAY['open'::character varying, 'in_progress'::character varying, 'blocked'::character varying])::text[])));
CREATE UNIQUE INDEX tasks_task_key ON public.tasks_task USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX tasks_task_past_key ON public.tasks_task USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX teamplace_customer ON public.customers_teamplace USING btree (workspace_id, customer_id);
CREATE UNIQUE INDEX tie_once ON public.rollout_tie USING btree (workspace_id, subject_kind, subject_id, field) WHERE (removed_at IS NULL);
CREATE INDEX tie_project ON public.rollout_tie USING btree (workspace_id, project_id) WHERE (removed_at IS NULL);
CREATE INDEX touchpoint_newest ON public.customers_touchpoint USING btree (workspace_id, customer_id, "on" DESC);
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE UNIQUE INDEX user_email_any_case ON public.workspaces_user USING btree (lower((email)::text));
CREATE INDEX usersessions_usersession_session_key_fd35de43_like ON public.usersessions_usersession USING btree (session_key varchar_pattern_ops);
CREATE INDEX usersessions_usersession_user_id_af5e0a6d ON public.usersessions_usersession USING btree (user_id);
CREATE INDEX view_board ON public.projects_boardview USING btree (workspace_id, board_id);
CREATE INDEX waiver_customer ON public.plans_waiver USING btree (workspace_id, customer_id);
CREATE UNIQUE INDEX workspaces_member_key ON public.workspaces_member USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX workspaces_member_past_key ON public.workspaces_member USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX workspaces_member_user_id_5cbd3867 ON public.workspaces_member USING btree (user_id);
CREATE INDEX workspaces_passage_slug_91fa1dc5 ON public.workspaces_passage USING btree (slug);
CREATE INDEX workspaces_passage_slug_91fa1dc5_like ON public.workspaces_passage USING btree (slug varchar_pattern_ops);
CREATE INDEX workspaces_passage_user_id_6b74d7cd ON public.workspaces_passage USING btree (user_id);
CREATE INDEX workspaces_passage_workspace_id_1d918d0f ON public.workspaces_passage USING btree (workspace_id);
CREATE UNIQUE INDEX workspaces_team_key ON public.workspaces_team USING btree (workspace_id, key) WHERE (removed_at IS NULL);
CREATE INDEX workspaces_team_past_key ON public.workspaces_team USING btree (workspace_id, key) WHERE (removed_at IS NOT NULL);
CREATE INDEX workspaces_user_email_b817d139_like ON public.workspaces_user USING btree (email varchar_pattern_ops);
CREATE INDEX workspaces_workspace_slug_c37054a2_like ON public.workspaces_workspace USING btree (slug varchar_pattern_ops);
ALTER INDEX public.ledger_event_about_id ATTACH PARTITION public.ledger_event_rest_about_id_new;
ALTER INDEX public.ledger_event_pkey ATTACH PARTITION public.ledger_event_rest_pkey;
ALTER INDEX public.ledger_event_recent_id ATTACH PARTITION public.ledger_event_rest_recent_id_new;
ALTER INDEX public.ledger_event_subject_id ATTACH PARTITION public.ledger_event_rest_subject_id_new;
ALTER INDEX public.ledger_event_recent ATTACH PARTITION public.ledger_event_rest_workspace_id_at_id_idx;
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();
ALTER TABLE ONLY public.access_loginlink
    ADD CONSTRAINT access_loginlink_user_id_ebcefa15_fk_workspaces_user_id FOREIGN KEY (user_id) REFERENCES public.workspaces_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_signin
    ADD CONSTRAINT access_signin_user_id_b64893e0_fk_workspaces_user_id FOREIGN KEY (user_id) REFERENCES public.workspaces_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_token
    ADD CONSTRAINT access_token_member_id_tenant FOREIGN KEY (workspace_id, member_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_token
    ADD CONSTRAINT access_token_workspace_id_30dd2b0c_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_workspaces_user_id FOREIGN KEY (user_id) REFERENCES public.workspaces_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_agreement
    ADD CONSTRAINT agreed_agreement_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_agreement
    ADD CONSTRAINT agreed_agreement_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_agreement
    ADD CONSTRAINT agreed_agreement_share_id_tenant FOREIGN KEY (workspace_id, share_id) REFERENCES public.agreed_planshare(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_agreement
    ADD CONSTRAINT agreed_agreement_workspace_id_bddadfe1_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_daterequest
    ADD CONSTRAINT agreed_daterequest_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_daterequest
    ADD CONSTRAINT agreed_daterequest_decided_by_id_tenant FOREIGN KEY (workspace_id, decided_by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_daterequest
    ADD CONSTRAINT agreed_daterequest_milestone_id_tenant FOREIGN KEY (workspace_id, milestone_id) REFERENCES public.plans_milestone(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_daterequest
    ADD CONSTRAINT agreed_daterequest_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_daterequest
    ADD CONSTRAINT agreed_daterequest_share_id_tenant FOREIGN KEY (workspace_id, share_id) REFERENCES public.agreed_planshare(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_daterequest
    ADD CONSTRAINT agreed_daterequest_workspace_id_67e62036_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_planshare
    ADD CONSTRAINT agreed_planshare_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_planshare
    ADD CONSTRAINT agreed_planshare_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_planshare
    ADD CONSTRAINT agreed_planshare_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_planshare
    ADD CONSTRAINT agreed_planshare_stakeholder_id_tenant FOREIGN KEY (workspace_id, stakeholder_id) REFERENCES public.customers_stakeholder(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agreed_planshare
    ADD CONSTRAINT agreed_planshare_workspace_id_933a0b7b_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.api_answer
    ADD CONSTRAINT api_answer_workspace_id_134ae868_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assumptions_assumption
    ADD CONSTRAINT assumptions_assumpti_workspace_id_363458bd_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assumptions_assumption
    ADD CONSTRAINT assumptions_assumption_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assumptions_assumption
    ADD CONSTRAINT assumptions_assumption_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.blockers_blocker
    ADD CONSTRAINT blockers_blocker_armed_by_id_tenant FOREIGN KEY (workspace_id, armed_by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.blockers_blocker
    ADD CONSTRAINT blockers_blocker_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.blockers_blocker
    ADD CONSTRAINT blockers_blocker_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.blockers_blocker
    ADD CONSTRAINT blockers_blocker_workspace_id_b68ccf23_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT calendar_feed_member_id_tenant FOREIGN KEY (workspace_id, member_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT calendar_feed_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT calendar_feed_workspace_id_1f7c9dc1_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customer
    ADD CONSTRAINT customers_customer_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customer
    ADD CONSTRAINT customers_customer_parent_id_tenant FOREIGN KEY (workspace_id, parent_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customer
    ADD CONSTRAINT customers_customer_workspace_id_9c4ede06_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customerrequest
    ADD CONSTRAINT customers_customerre_workspace_id_8c235cab_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customerrequest
    ADD CONSTRAINT customers_customerrequest_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_customerrequest
    ADD CONSTRAINT customers_customerrequest_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_opportunity
    ADD CONSTRAINT customers_opportunit_workspace_id_aeef2f31_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_opportunity
    ADD CONSTRAINT customers_opportunity_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_opportunity
    ADD CONSTRAINT customers_opportunity_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_renewal
    ADD CONSTRAINT customers_renewal_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_renewal
    ADD CONSTRAINT customers_renewal_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_renewal
    ADD CONSTRAINT customers_renewal_workspace_id_beed5d43_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_stakeholder
    ADD CONSTRAINT customers_stakeholde_workspace_id_869b64fb_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_stakeholder
    ADD CONSTRAINT customers_stakeholder_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_supportcase
    ADD CONSTRAINT customers_supportcas_workspace_id_aea92d1c_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_supportcase
    ADD CONSTRAINT customers_supportcase_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_teamplace
    ADD CONSTRAINT customers_teamplace_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_teamplace
    ADD CONSTRAINT customers_teamplace_member_id_tenant FOREIGN KEY (workspace_id, member_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_teamplace
    ADD CONSTRAINT customers_teamplace_workspace_id_e4baa145_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_touchpoint
    ADD CONSTRAINT customers_touchpoint_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_touchpoint
    ADD CONSTRAINT customers_touchpoint_member_id_tenant FOREIGN KEY (workspace_id, member_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.customers_touchpoint
    ADD CONSTRAINT customers_touchpoint_workspace_id_2dc86cd4_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.deadlines_deadline
    ADD CONSTRAINT deadlines_deadline_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.deadlines_deadline
    ADD CONSTRAINT deadlines_deadline_workspace_id_74749b3e_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.deadlines_survey
    ADD CONSTRAINT deadlines_survey_workspace_id_50bddec2_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_constraint
    ADD CONSTRAINT decisions_constraint_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_constraint
    ADD CONSTRAINT decisions_constraint_decision_id_tenant FOREIGN KEY (workspace_id, decision_id) REFERENCES public.decisions_decision(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_constraint
    ADD CONSTRAINT decisions_constraint_workspace_id_7103e308_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_decision
    ADD CONSTRAINT decisions_decision_asked_by_id_tenant FOREIGN KEY (workspace_id, asked_by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_decision
    ADD CONSTRAINT decisions_decision_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_decision
    ADD CONSTRAINT decisions_decision_decided_by_id_tenant FOREIGN KEY (workspace_id, decided_by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_decision
    ADD CONSTRAINT decisions_decision_delegate_id_tenant FOREIGN KEY (workspace_id, delegate_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_decision
    ADD CONSTRAINT decisions_decision_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_decision
    ADD CONSTRAINT decisions_decision_replaced_by_id_tenant FOREIGN KEY (workspace_id, replaced_by_id) REFERENCES public.decisions_decision(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_decision
    ADD CONSTRAINT decisions_decision_workspace_id_5c490588_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_dependency
    ADD CONSTRAINT decisions_dependency_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_dependency
    ADD CONSTRAINT decisions_dependency_decision_id_tenant FOREIGN KEY (workspace_id, decision_id) REFERENCES public.decisions_decision(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_dependency
    ADD CONSTRAINT decisions_dependency_needs_id_tenant FOREIGN KEY (workspace_id, needs_id) REFERENCES public.decisions_decision(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_dependency
    ADD CONSTRAINT decisions_dependency_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.decisions_dependency
    ADD CONSTRAINT decisions_dependency_workspace_id_ce69eb7a_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.drills_drill
    ADD CONSTRAINT drills_drill_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.drills_drill
    ADD CONSTRAINT drills_drill_held_by_id_tenant FOREIGN KEY (workspace_id, held_by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.drills_drill
    ADD CONSTRAINT drills_drill_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.drills_drill
    ADD CONSTRAINT drills_drill_workspace_id_100a5194_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalati_workspace_id_bfe61e5f_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalation_ended_by_id_tenant FOREIGN KEY (workspace_id, ended_by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.escalations_escalation
    ADD CONSTRAINT escalations_escalation_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.feedback_feedback
    ADD CONSTRAINT feedback_feedback_asked_by_id_tenant FOREIGN KEY (workspace_id, asked_by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.feedback_feedback
    ADD CONSTRAINT feedback_feedback_comment_id_tenant FOREIGN KEY (workspace_id, comment_id) REFERENCES public.talk_comment(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.feedback_feedback
    ADD CONSTRAINT feedback_feedback_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.feedback_feedback
    ADD CONSTRAINT feedback_feedback_ended_by_id_tenant FOREIGN KEY (workspace_id, ended_by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.feedback_feedback
    ADD CONSTRAINT feedback_feedback_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.feedback_feedback
    ADD CONSTRAINT feedback_feedback_workspace_id_04220d4b_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handoffs_handoff
    ADD CONSTRAINT handoffs_handoff_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handoffs_handoff
    ADD CONSTRAINT handoffs_handoff_giver_id_tenant FOREIGN KEY (workspace_id, giver_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handoffs_handoff
    ADD CONSTRAINT handoffs_handoff_opportunity_id_tenant FOREIGN KEY (workspace_id, opportunity_id) REFERENCES public.customers_opportunity(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handoffs_handoff
    ADD CONSTRAINT handoffs_handoff_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handoffs_handoff
    ADD CONSTRAINT handoffs_handoff_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handoffs_handoff
    ADD CONSTRAINT handoffs_handoff_workspace_id_5cc5ffc0_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handoffs_promise
    ADD CONSTRAINT handoffs_promise_criterion_id_tenant FOREIGN KEY (workspace_id, criterion_id) REFERENCES public.plans_criterion(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handoffs_promise
    ADD CONSTRAINT handoffs_promise_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handoffs_promise
    ADD CONSTRAINT handoffs_promise_opportunity_id_tenant FOREIGN KEY (workspace_id, opportunity_id) REFERENCES public.customers_opportunity(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handoffs_promise
    ADD CONSTRAINT handoffs_promise_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handoffs_promise
    ADD CONSTRAINT handoffs_promise_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.handoffs_promise
    ADD CONSTRAINT handoffs_promise_workspace_id_d01a5075_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.health_standing
    ADD CONSTRAINT health_standing_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.health_standing
    ADD CONSTRAINT health_standing_workspace_id_98f67bb1_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_import
    ADD CONSTRAINT imports_import_workspace_id_1ab33ba4_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.imports_mapping
    ADD CONSTRAINT imports_mapping_workspace_id_5d7384dd_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.infohub_arrival
    ADD CONSTRAINT infohub_arrival_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.infohub_arrival
    ADD CONSTRAINT infohub_arrival_workspace_id_76c7bfd1_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.infohub_conflict
    ADD CONSTRAINT infohub_conflict_arrival_id_tenant FOREIGN KEY (workspace_id, arrival_id) REFERENCES public.infohub_arrival(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.infohub_conflict
    ADD CONSTRAINT infohub_conflict_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.infohub_conflict
    ADD CONSTRAINT infohub_conflict_decided_by_id_tenant FOREIGN KEY (workspace_id, decided_by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.infohub_conflict
    ADD CONSTRAINT infohub_conflict_workspace_id_18d432e5_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.infohub_document
    ADD CONSTRAINT infohub_document_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.infohub_document
    ADD CONSTRAINT infohub_document_workspace_id_33881a0a_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.insights_goal
    ADD CONSTRAINT insights_goal_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.insights_goal
    ADD CONSTRAINT insights_goal_workspace_id_3a9085d1_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_claim
    ADD CONSTRAINT ledger_claim_workspace_id_549b1c60_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE public.ledger_event
    ADD CONSTRAINT ledger_event_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.metrics_metric
    ADD CONSTRAINT metrics_metric_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_metric
    ADD CONSTRAINT metrics_metric_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_metric
    ADD CONSTRAINT metrics_metric_workspace_id_e01c9053_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_reading
    ADD CONSTRAINT metrics_reading_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_reading
    ADD CONSTRAINT metrics_reading_metric_id_tenant FOREIGN KEY (workspace_id, metric_id) REFERENCES public.metrics_metric(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.metrics_reading
    ADD CONSTRAINT metrics_reading_workspace_id_c4cfa5e5_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_workspaces_user_id FOREIGN KEY (user_id) REFERENCES public.workspaces_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notes_note
    ADD CONSTRAINT notes_note_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notes_note
    ADD CONSTRAINT notes_note_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notes_note
    ADD CONSTRAINT notes_note_workspace_id_5db1d153_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notes_stroke
    ADD CONSTRAINT notes_stroke_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notes_stroke
    ADD CONSTRAINT notes_stroke_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notes_stroke
    ADD CONSTRAINT notes_stroke_note_id_tenant FOREIGN KEY (workspace_id, note_id) REFERENCES public.notes_note(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notes_stroke
    ADD CONSTRAINT notes_stroke_workspace_id_07e709f9_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.nudges_channel
    ADD CONSTRAINT nudges_channel_member_id_tenant FOREIGN KEY (workspace_id, member_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.nudges_channel
    ADD CONSTRAINT nudges_channel_workspace_id_4566fd37_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.nudges_delivery
    ADD CONSTRAINT nudges_delivery_channel_id_tenant FOREIGN KEY (workspace_id, channel_id) REFERENCES public.nudges_channel(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.nudges_delivery
    ADD CONSTRAINT nudges_delivery_member_id_tenant FOREIGN KEY (workspace_id, member_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.nudges_delivery
    ADD CONSTRAINT nudges_delivery_nudge_id_tenant FOREIGN KEY (workspace_id, nudge_id) REFERENCES public.nudges_nudge(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.nudges_delivery
    ADD CONSTRAINT nudges_delivery_workspace_id_ef6d6dc7_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.nudges_digest
    ADD CONSTRAINT nudges_digest_member_id_tenant FOREIGN KEY (workspace_id, member_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.nudges_digest
    ADD CONSTRAINT nudges_digest_workspace_id_9bc16c7b_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.nudges_nudge
    ADD CONSTRAINT nudges_nudge_recipient_id_tenant FOREIGN KEY (workspace_id, recipient_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.nudges_nudge
    ADD CONSTRAINT nudges_nudge_workspace_id_cbfeff5b_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.nudges_preference
    ADD CONSTRAINT nudges_preference_member_id_tenant FOREIGN KEY (workspace_id, member_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.nudges_preference
    ADD CONSTRAINT nudges_preference_workspace_id_76f11550_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.nudges_seal
    ADD CONSTRAINT nudges_seal_channel_id_tenant FOREIGN KEY (workspace_id, channel_id) REFERENCES public.nudges_channel(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.nudges_seal
    ADD CONSTRAINT nudges_seal_workspace_id_c796de88_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_form
    ADD CONSTRAINT outside_form_board_id_tenant FOREIGN KEY (workspace_id, board_id) REFERENCES public.projects_board(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_form
    ADD CONSTRAINT outside_form_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_form
    ADD CONSTRAINT outside_form_workspace_id_abf39f1d_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_share
    ADD CONSTRAINT outside_share_board_id_tenant FOREIGN KEY (workspace_id, board_id) REFERENCES public.projects_board(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_share
    ADD CONSTRAINT outside_share_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_share
    ADD CONSTRAINT outside_share_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_share
    ADD CONSTRAINT outside_share_member_id_tenant FOREIGN KEY (workspace_id, member_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_share
    ADD CONSTRAINT outside_share_note_id_tenant FOREIGN KEY (workspace_id, note_id) REFERENCES public.notes_note(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_share
    ADD CONSTRAINT outside_share_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_share
    ADD CONSTRAINT outside_share_workspace_id_abf03cce_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_submission
    ADD CONSTRAINT outside_submission_change_id_tenant FOREIGN KEY (workspace_id, change_id) REFERENCES public.scope_scopechange(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_submission
    ADD CONSTRAINT outside_submission_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_submission
    ADD CONSTRAINT outside_submission_form_id_tenant FOREIGN KEY (workspace_id, form_id) REFERENCES public.outside_form(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_submission
    ADD CONSTRAINT outside_submission_task_id_tenant FOREIGN KEY (workspace_id, task_id) REFERENCES public.tasks_task(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outside_submission
    ADD CONSTRAINT outside_submission_workspace_id_5e7bc9ea_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_handover
    ADD CONSTRAINT people_handover_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_handover
    ADD CONSTRAINT people_handover_giver_id_tenant FOREIGN KEY (workspace_id, giver_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_handover
    ADD CONSTRAINT people_handover_workspace_id_7d761852_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT people_invitation_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT people_invitation_member_id_tenant FOREIGN KEY (workspace_id, member_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT people_invitation_team_id_tenant FOREIGN KEY (workspace_id, team_id) REFERENCES public.workspaces_team(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT people_invitation_workspace_id_76ee439b_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_activity
    ADD CONSTRAINT plans_activity_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_activity
    ADD CONSTRAINT plans_activity_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_activity
    ADD CONSTRAINT plans_activity_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_activity
    ADD CONSTRAINT plans_activity_workspace_id_66cd5825_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_adoptionphase
    ADD CONSTRAINT plans_adoptionphase_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_adoptionphase
    ADD CONSTRAINT plans_adoptionphase_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_adoptionphase
    ADD CONSTRAINT plans_adoptionphase_workspace_id_b7978661_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_attempt
    ADD CONSTRAINT plans_attempt_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_attempt
    ADD CONSTRAINT plans_attempt_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_attempt
    ADD CONSTRAINT plans_attempt_opportunity_id_tenant FOREIGN KEY (workspace_id, opportunity_id) REFERENCES public.customers_opportunity(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_attempt
    ADD CONSTRAINT plans_attempt_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_attempt
    ADD CONSTRAINT plans_attempt_workspace_id_5b3ffae5_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_clearance
    ADD CONSTRAINT plans_clearance_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_clearance
    ADD CONSTRAINT plans_clearance_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_clearance
    ADD CONSTRAINT plans_clearance_opportunity_id_tenant FOREIGN KEY (workspace_id, opportunity_id) REFERENCES public.customers_opportunity(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_clearance
    ADD CONSTRAINT plans_clearance_workspace_id_29219978_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_criterion
    ADD CONSTRAINT plans_criterion_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_criterion
    ADD CONSTRAINT plans_criterion_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_criterion
    ADD CONSTRAINT plans_criterion_workspace_id_24986a84_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_initiative
    ADD CONSTRAINT plans_initiative_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_initiative
    ADD CONSTRAINT plans_initiative_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_initiative
    ADD CONSTRAINT plans_initiative_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_initiative
    ADD CONSTRAINT plans_initiative_workspace_id_125452f9_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_milestone
    ADD CONSTRAINT plans_milestone_adoption_phase_id_tenant FOREIGN KEY (workspace_id, adoption_phase_id) REFERENCES public.plans_adoptionphase(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_milestone
    ADD CONSTRAINT plans_milestone_counterpart_id_tenant FOREIGN KEY (workspace_id, counterpart_id) REFERENCES public.customers_stakeholder(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_milestone
    ADD CONSTRAINT plans_milestone_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_milestone
    ADD CONSTRAINT plans_milestone_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_milestone
    ADD CONSTRAINT plans_milestone_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_milestone
    ADD CONSTRAINT plans_milestone_workspace_id_cdebcd0b_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_outcome
    ADD CONSTRAINT plans_outcome_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_outcome
    ADD CONSTRAINT plans_outcome_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_outcome
    ADD CONSTRAINT plans_outcome_workspace_id_78960a24_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_opportunity_id_tenant FOREIGN KEY (workspace_id, opportunity_id) REFERENCES public.customers_opportunity(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_plan
    ADD CONSTRAINT plans_plan_workspace_id_92716c49_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_planmetric
    ADD CONSTRAINT plans_planmetric_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_planmetric
    ADD CONSTRAINT plans_planmetric_metric_id_tenant FOREIGN KEY (workspace_id, metric_id) REFERENCES public.metrics_metric(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_planmetric
    ADD CONSTRAINT plans_planmetric_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_planmetric
    ADD CONSTRAINT plans_planmetric_workspace_id_93b4ed9b_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_planrisk
    ADD CONSTRAINT plans_planrisk_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_planrisk
    ADD CONSTRAINT plans_planrisk_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_planrisk
    ADD CONSTRAINT plans_planrisk_risk_id_tenant FOREIGN KEY (workspace_id, risk_id) REFERENCES public.risks_risk(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_planrisk
    ADD CONSTRAINT plans_planrisk_workspace_id_e430eb25_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_plantemplate
    ADD CONSTRAINT plans_plantemplate_workspace_id_b414f69f_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_responsibility
    ADD CONSTRAINT plans_responsibility_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_responsibility
    ADD CONSTRAINT plans_responsibility_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_responsibility
    ADD CONSTRAINT plans_responsibility_workspace_id_6b7f97b5_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_waiver
    ADD CONSTRAINT plans_waiver_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_waiver
    ADD CONSTRAINT plans_waiver_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_waiver
    ADD CONSTRAINT plans_waiver_opportunity_id_tenant FOREIGN KEY (workspace_id, opportunity_id) REFERENCES public.customers_opportunity(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.plans_waiver
    ADD CONSTRAINT plans_waiver_workspace_id_1d5e1186_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.playbooks_following
    ADD CONSTRAINT playbooks_following_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.playbooks_following
    ADD CONSTRAINT playbooks_following_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.playbooks_following
    ADD CONSTRAINT playbooks_following_workspace_id_e10c3082_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.playbooks_playbook
    ADD CONSTRAINT playbooks_playbook_workspace_id_433fa03b_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);
ALTER TABLE ONLY public.projects_board
    ADD CONSTRAINT projects_board_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_board
    ADD CONSTRAINT projects_board_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_board
    ADD CONSTRAINT projects_board_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_board
    ADD CONSTRAINT projects_board_workspace_id_f1320b5b_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_boardview
    ADD CONSTRAINT projects_boardview_board_id_tenant FOREIGN KEY (workspace_id, board_id) REFERENCES public.projects_board(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_boardview
    ADD CONSTRAINT projects_boardview_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_boardview
    ADD CONSTRAINT projects_boardview_member_id_tenant FOREIGN KEY (workspace_id, member_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_boardview
    ADD CONSTRAINT projects_boardview_workspace_id_d6c6e2dc_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_card
    ADD CONSTRAINT projects_card_board_id_tenant FOREIGN KEY (workspace_id, board_id) REFERENCES public.projects_board(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_card
    ADD CONSTRAINT projects_card_context_owner_id_tenant FOREIGN KEY (workspace_id, context_owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_card
    ADD CONSTRAINT projects_card_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_card
    ADD CONSTRAINT projects_card_reviewer_id_tenant FOREIGN KEY (workspace_id, reviewer_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_card
    ADD CONSTRAINT projects_card_stage_id_tenant FOREIGN KEY (workspace_id, stage_id) REFERENCES public.projects_stage(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_card
    ADD CONSTRAINT projects_card_task_id_tenant FOREIGN KEY (workspace_id, task_id) REFERENCES public.tasks_task(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_card
    ADD CONSTRAINT projects_card_workspace_id_095dda23_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_check
    ADD CONSTRAINT projects_check_board_id_tenant FOREIGN KEY (workspace_id, board_id) REFERENCES public.projects_board(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_check
    ADD CONSTRAINT projects_check_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_check
    ADD CONSTRAINT projects_check_stage_id_tenant FOREIGN KEY (workspace_id, stage_id) REFERENCES public.projects_stage(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_check
    ADD CONSTRAINT projects_check_workspace_id_3df4bd74_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_move
    ADD CONSTRAINT projects_move_board_id_tenant FOREIGN KEY (workspace_id, board_id) REFERENCES public.projects_board(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_move
    ADD CONSTRAINT projects_move_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_move
    ADD CONSTRAINT projects_move_came_id_tenant FOREIGN KEY (workspace_id, came_id) REFERENCES public.projects_stage(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_move
    ADD CONSTRAINT projects_move_card_id_tenant FOREIGN KEY (workspace_id, card_id) REFERENCES public.projects_card(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_move
    ADD CONSTRAINT projects_move_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_move
    ADD CONSTRAINT projects_move_goes_id_tenant FOREIGN KEY (workspace_id, goes_id) REFERENCES public.projects_stage(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_move
    ADD CONSTRAINT projects_move_workspace_id_a3b63e66_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_metric_id_tenant FOREIGN KEY (workspace_id, metric_id) REFERENCES public.metrics_metric(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_post_launch_owner_id_tenant FOREIGN KEY (workspace_id, post_launch_owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_project
    ADD CONSTRAINT projects_project_workspace_id_7ea54f67_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_stage
    ADD CONSTRAINT projects_stage_board_id_tenant FOREIGN KEY (workspace_id, board_id) REFERENCES public.projects_board(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_stage
    ADD CONSTRAINT projects_stage_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_stage
    ADD CONSTRAINT projects_stage_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.projects_stage
    ADD CONSTRAINT projects_stage_workspace_id_8672d5bf_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readiness_delay
    ADD CONSTRAINT readiness_delay_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readiness_delay
    ADD CONSTRAINT readiness_delay_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readiness_delay
    ADD CONSTRAINT readiness_delay_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readiness_delay
    ADD CONSTRAINT readiness_delay_signal_id_tenant FOREIGN KEY (workspace_id, signal_id) REFERENCES public.readiness_signal(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readiness_delay
    ADD CONSTRAINT readiness_delay_workspace_id_dc18d217_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readiness_result
    ADD CONSTRAINT readiness_result_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readiness_result
    ADD CONSTRAINT readiness_result_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readiness_result
    ADD CONSTRAINT readiness_result_workspace_id_d402c9a3_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readiness_signal
    ADD CONSTRAINT readiness_signal_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readiness_signal
    ADD CONSTRAINT readiness_signal_metric_id_tenant FOREIGN KEY (workspace_id, metric_id) REFERENCES public.metrics_metric(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readiness_signal
    ADD CONSTRAINT readiness_signal_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readiness_signal
    ADD CONSTRAINT readiness_signal_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readiness_signal
    ADD CONSTRAINT readiness_signal_stage_id_tenant FOREIGN KEY (workspace_id, stage_id) REFERENCES public.projects_stage(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readiness_signal
    ADD CONSTRAINT readiness_signal_workspace_id_af037e5f_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reviews_agendaitem
    ADD CONSTRAINT reviews_agendaitem_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reviews_agendaitem
    ADD CONSTRAINT reviews_agendaitem_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reviews_agendaitem
    ADD CONSTRAINT reviews_agendaitem_review_id_tenant FOREIGN KEY (workspace_id, review_id) REFERENCES public.reviews_review(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reviews_agendaitem
    ADD CONSTRAINT reviews_agendaitem_workspace_id_d87fece9_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reviews_cadence
    ADD CONSTRAINT reviews_cadence_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reviews_cadence
    ADD CONSTRAINT reviews_cadence_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reviews_cadence
    ADD CONSTRAINT reviews_cadence_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reviews_cadence
    ADD CONSTRAINT reviews_cadence_workspace_id_6cbed4b3_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reviews_review
    ADD CONSTRAINT reviews_review_cadence_id_tenant FOREIGN KEY (workspace_id, cadence_id) REFERENCES public.reviews_cadence(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reviews_review
    ADD CONSTRAINT reviews_review_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reviews_review
    ADD CONSTRAINT reviews_review_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reviews_review
    ADD CONSTRAINT reviews_review_plan_id_tenant FOREIGN KEY (workspace_id, plan_id) REFERENCES public.plans_plan(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reviews_review
    ADD CONSTRAINT reviews_review_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reviews_review
    ADD CONSTRAINT reviews_review_workspace_id_7eea5126_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.risks_risk
    ADD CONSTRAINT risks_risk_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.risks_risk
    ADD CONSTRAINT risks_risk_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.risks_risk
    ADD CONSTRAINT risks_risk_threatens_id_tenant FOREIGN KEY (workspace_id, threatens_id) REFERENCES public.metrics_metric(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.risks_risk
    ADD CONSTRAINT risks_risk_workspace_id_cbb35fad_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rollout_announcement
    ADD CONSTRAINT rollout_announcement_answers_id_tenant FOREIGN KEY (workspace_id, answers_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rollout_announcement
    ADD CONSTRAINT rollout_announcement_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rollout_announcement
    ADD CONSTRAINT rollout_announcement_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rollout_announcement
    ADD CONSTRAINT rollout_announcement_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rollout_announcement
    ADD CONSTRAINT rollout_announcement_risk_id_tenant FOREIGN KEY (workspace_id, risk_id) REFERENCES public.risks_risk(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rollout_announcement
    ADD CONSTRAINT rollout_announcement_workspace_id_5ffc8315_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rollout_step
    ADD CONSTRAINT rollout_step_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rollout_step
    ADD CONSTRAINT rollout_step_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rollout_step
    ADD CONSTRAINT rollout_step_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rollout_step
    ADD CONSTRAINT rollout_step_workspace_id_6187f37c_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rollout_tie
    ADD CONSTRAINT rollout_tie_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rollout_tie
    ADD CONSTRAINT rollout_tie_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rollout_tie
    ADD CONSTRAINT rollout_tie_workspace_id_e2acc905_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rules_rule
    ADD CONSTRAINT rules_rule_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rules_rule
    ADD CONSTRAINT rules_rule_workspace_id_06003db7_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rules_run
    ADD CONSTRAINT rules_run_rule_id_tenant FOREIGN KEY (workspace_id, rule_id) REFERENCES public.rules_rule(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.rules_run
    ADD CONSTRAINT rules_run_workspace_id_122ae10d_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.scope_commitment
    ADD CONSTRAINT scope_commitment_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.scope_commitment
    ADD CONSTRAINT scope_commitment_locked_by_id_tenant FOREIGN KEY (workspace_id, locked_by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.scope_commitment
    ADD CONSTRAINT scope_commitment_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.scope_commitment
    ADD CONSTRAINT scope_commitment_workspace_id_697c655c_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.scope_scopechange
    ADD CONSTRAINT scope_scopechange_asked_by_id_tenant FOREIGN KEY (workspace_id, asked_by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.scope_scopechange
    ADD CONSTRAINT scope_scopechange_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.scope_scopechange
    ADD CONSTRAINT scope_scopechange_decided_by_id_tenant FOREIGN KEY (workspace_id, decided_by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.scope_scopechange
    ADD CONSTRAINT scope_scopechange_metric_id_tenant FOREIGN KEY (workspace_id, metric_id) REFERENCES public.metrics_metric(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.scope_scopechange
    ADD CONSTRAINT scope_scopechange_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.scope_scopechange
    ADD CONSTRAINT scope_scopechange_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.scope_scopechange
    ADD CONSTRAINT scope_scopechange_workspace_id_2219faae_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.search_built
    ADD CONSTRAINT search_built_workspace_id_48ff7176_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.search_entry
    ADD CONSTRAINT search_entry_workspace_id_147f38bd_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.search_word
    ADD CONSTRAINT search_word_workspace_id_671cdbb7_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_social_user_id_8146e70c_fk_workspace FOREIGN KEY (user_id) REFERENCES public.workspaces_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.summaries_briefing
    ADD CONSTRAINT summaries_briefing_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.summaries_briefing
    ADD CONSTRAINT summaries_briefing_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.summaries_briefing
    ADD CONSTRAINT summaries_briefing_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.summaries_briefing
    ADD CONSTRAINT summaries_briefing_workspace_id_5e23ef67_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.summaries_summary
    ADD CONSTRAINT summaries_summary_before_id_tenant FOREIGN KEY (workspace_id, before_id) REFERENCES public.summaries_summary(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.summaries_summary
    ADD CONSTRAINT summaries_summary_briefing_id_tenant FOREIGN KEY (workspace_id, briefing_id) REFERENCES public.summaries_briefing(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.summaries_summary
    ADD CONSTRAINT summaries_summary_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.summaries_summary
    ADD CONSTRAINT summaries_summary_project_id_tenant FOREIGN KEY (workspace_id, project_id) REFERENCES public.projects_project(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.summaries_summary
    ADD CONSTRAINT summaries_summary_workspace_id_c7b91ee6_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.summaries_summarypart
    ADD CONSTRAINT summaries_summarypar_workspace_id_2711cd50_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.summaries_summarypart
    ADD CONSTRAINT summaries_summarypart_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.summaries_summarypart
    ADD CONSTRAINT summaries_summarypart_summary_id_tenant FOREIGN KEY (workspace_id, summary_id) REFERENCES public.summaries_summary(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.talk_attachment
    ADD CONSTRAINT talk_attachment_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.talk_attachment
    ADD CONSTRAINT talk_attachment_workspace_id_79e2c9ab_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.talk_comment
    ADD CONSTRAINT talk_comment_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.talk_comment
    ADD CONSTRAINT talk_comment_parent_id_tenant FOREIGN KEY (workspace_id, parent_id) REFERENCES public.talk_comment(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.talk_comment
    ADD CONSTRAINT talk_comment_resolved_by_id_tenant FOREIGN KEY (workspace_id, resolved_by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.talk_comment
    ADD CONSTRAINT talk_comment_workspace_id_817246b5_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.talk_evidence
    ADD CONSTRAINT talk_evidence_by_id_tenant FOREIGN KEY (workspace_id, by_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.talk_evidence
    ADD CONSTRAINT talk_evidence_workspace_id_5a1e0377_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.talk_link
    ADD CONSTRAINT talk_link_workspace_id_39dfadc3_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT tasks_task_customer_id_tenant FOREIGN KEY (workspace_id, customer_id) REFERENCES public.customers_customer(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT tasks_task_owner_id_tenant FOREIGN KEY (workspace_id, owner_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.tasks_task
    ADD CONSTRAINT tasks_task_workspace_id_f79e2ad7_fk_workspaces_workspace_id FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_user_id_af5e0a6d_fk_workspaces_user_id FOREIGN KEY (user_id) REFERENCES public.workspaces_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspaces_member
    ADD CONSTRAINT workspaces_member_manager_id_tenant FOREIGN KEY (workspace_id, manager_id) REFERENCES public.workspaces_member(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspaces_member
    ADD CONSTRAINT workspaces_member_team_id_tenant FOREIGN KEY (workspace_id, team_id) REFERENCES public.workspaces_team(workspace_id, id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspaces_member
    ADD CONSTRAINT workspaces_member_user_id_5cbd3867_fk_workspaces_user_id FOREIGN KEY (user_id) REFERENCES public.workspaces_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspaces_member
    ADD CONSTRAINT workspaces_member_workspace_id_675b8450_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspaces_passage
    ADD CONSTRAINT workspaces_passage_user_id_6b74d7cd_fk_workspaces_user_id FOREIGN KEY (user_id) REFERENCES public.workspaces_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspaces_passage
    ADD CONSTRAINT workspaces_passage_workspace_id_1d918d0f_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.workspaces_team
    ADD CONSTRAINT workspaces_team_workspace_id_0fabad72_fk_workspace FOREIGN KEY (workspace_id) REFERENCES public.workspaces_workspace(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE public.access_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.agreed_agreement ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.agreed_daterequest ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.agreed_planshare ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.api_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.assumptions_assumption ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.blockers_blocker ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.calendar_feed ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.customers_customer ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.customers_customerrequest ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.customers_opportunity ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.customers_renewal ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.customers_stakeholder ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.customers_supportcase ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.customers_teamplace ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.customers_touchpoint ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.deadlines_deadline ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.deadlines_survey ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.decisions_constraint ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.decisions_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.decisions_dependency ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.drills_drill ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.escalations_escalation ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.feedback_feedback ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.handoffs_handoff ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.handoffs_promise ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.health_standing ENABLE ROW LEVEL SECURITY;
CREATE POLICY hidden ON public.agreed_agreement AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.agreed_daterequest AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.agreed_planshare AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.assumptions_assumption AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.blockers_blocker AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.customers_customer AS RESTRICTIVE USING ((id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.customers_customerrequest AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.customers_opportunity AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.customers_renewal AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.customers_stakeholder AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.customers_supportcase AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.customers_teamplace AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.customers_touchpoint AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.deadlines_deadline AS RESTRICTIVE USING (((about_id IS NULL) OR (about_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((about_id IS NULL) OR (about_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.decisions_constraint AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.decisions_decision AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.decisions_dependency AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.drills_drill AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.escalations_escalation AS RESTRICTIVE USING (((about_id IS NULL) OR (about_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((about_id IS NULL) OR (about_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.feedback_feedback AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.handoffs_handoff AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.handoffs_promise AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.health_standing AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.infohub_conflict AS RESTRICTIVE USING ((((customer_id IS NULL) AND (cardinality(( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")) = 0)) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK ((((customer_id IS NULL) AND (cardinality(( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")) = 0)) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.infohub_document AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.ledger_claim AS RESTRICTIVE USING (((about_id IS NULL) OR (about_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((about_id IS NULL) OR (about_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.ledger_event AS RESTRICTIVE USING (((about_id IS NULL) OR (about_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((about_id IS NULL) OR (about_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.metrics_metric AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.metrics_reading AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.notes_note AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.notes_stroke AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.nudges_nudge AS RESTRICTIVE USING (((about_id IS NULL) OR (about_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((about_id IS NULL) OR (about_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.outside_form AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.outside_share AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.outside_submission AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.plans_activity AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.plans_adoptionphase AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.plans_attempt AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.plans_clearance AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.plans_criterion AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.plans_initiative AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.plans_milestone AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.plans_outcome AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.plans_plan AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.plans_planmetric AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.plans_planrisk AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.plans_responsibility AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.plans_waiver AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.playbooks_following AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.projects_board AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.projects_boardview AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.projects_card AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.projects_check AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.projects_move AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.projects_project AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.projects_stage AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.readiness_delay AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.readiness_result AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.readiness_signal AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.reviews_agendaitem AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.reviews_cadence AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.reviews_review AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.risks_risk AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.rollout_announcement AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.rollout_step AS RESTRICTIVE USING ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))) WITH CHECK ((customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])));
CREATE POLICY hidden ON public.rollout_tie AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.rules_run AS RESTRICTIVE USING (((about_id IS NULL) OR (about_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((about_id IS NULL) OR (about_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.scope_commitment AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.scope_scopechange AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.search_entry AS RESTRICTIVE USING (((about_id IS NULL) OR (about_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((about_id IS NULL) OR (about_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.summaries_briefing AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.summaries_summary AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.summaries_summarypart AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
CREATE POLICY hidden ON public.talk_attachment AS RESTRICTIVE USING ((( SELECT (COALESCE(current_setting('handrail.hidden'::text, true), ''::text) = ''::text)) OR public.handrail_named_is_seen((subject)::text))) WITH CHECK ((( SELECT (COALESCE(current_setting('handrail.hidden'::text, true), ''::text) = ''::text)) OR public.handrail_named_is_seen((subject)::text)));
CREATE POLICY hidden ON public.talk_comment AS RESTRICTIVE USING ((( SELECT (COALESCE(current_setting('handrail.hidden'::text, true), ''::text) = ''::text)) OR public.handrail_named_is_seen((subject)::text))) WITH CHECK ((( SELECT (COALESCE(current_setting('handrail.hidden'::text, true), ''::text) = ''::text)) OR public.handrail_named_is_seen((subject)::text)));
CREATE POLICY hidden ON public.talk_evidence AS RESTRICTIVE USING ((( SELECT (COALESCE(current_setting('handrail.hidden'::text, true), ''::text) = ''::text)) OR (public.handrail_named_is_seen((subject)::text) AND public.handrail_named_is_seen((target)::text)))) WITH CHECK ((( SELECT (COALESCE(current_setting('handrail.hidden'::text, true), ''::text) = ''::text)) OR (public.handrail_named_is_seen((subject)::text) AND public.handrail_named_is_seen((target)::text))));
CREATE POLICY hidden ON public.talk_link AS RESTRICTIVE USING ((( SELECT (COALESCE(current_setting('handrail.hidden'::text, true), ''::text) = ''::text)) OR (public.handrail_named_is_seen((source)::text) AND public.handrail_named_is_seen((target)::text)))) WITH CHECK ((( SELECT (COALESCE(current_setting('handrail.hidden'::text, true), ''::text) = ''::text)) OR (public.handrail_named_is_seen((source)::text) AND public.handrail_named_is_seen((target)::text))));
CREATE POLICY hidden ON public.tasks_task AS RESTRICTIVE USING (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[])))) WITH CHECK (((customer_id IS NULL) OR (customer_id <> ALL (( SELECT (COALESCE(NULLIF(current_setting('handrail.hidden'::text, true), ''::text), '{}'::text))::bigint[] AS "coalesce")::bigint[]))));
ALTER TABLE public.imports_import ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.imports_mapping ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.infohub_arrival ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.infohub_conflict ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.infohub_document ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.insights_goal ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.ledger_claim ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.ledger_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.metrics_metric ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.metrics_reading ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.notes_note ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.notes_stroke ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.nudges_channel ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.nudges_delivery ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.nudges_digest ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.nudges_nudge ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.nudges_preference ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.nudges_seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.outside_form ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.outside_share ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.outside_submission ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.people_handover ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.people_invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans_activity ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans_adoptionphase ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans_clearance ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans_criterion ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans_initiative ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans_milestone ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans_outcome ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans_plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans_planmetric ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans_planrisk ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans_plantemplate ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans_responsibility ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.plans_waiver ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.playbooks_following ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.playbooks_playbook ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.projects_board ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.projects_boardview ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.projects_card ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.projects_check ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.projects_move ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.projects_project ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.projects_stage ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.readiness_delay ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.readiness_result ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.readiness_signal ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.reviews_agendaitem ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.reviews_cadence ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.reviews_review ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.risks_risk ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.rollout_announcement ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.rollout_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.rollout_tie ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.rules_rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.rules_run ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.scope_commitment ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.scope_scopechange ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.search_built ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.search_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.search_word ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.summaries_briefing ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.summaries_summary ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.summaries_summarypart ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON public.access_token FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.agreed_agreement FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.agreed_daterequest FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.agreed_planshare FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.api_answer FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.assumptions_assumption FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.blockers_blocker FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.calendar_feed FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.customers_customer FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.customers_customerrequest FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.customers_opportunity FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.customers_renewal FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.customers_stakeholder FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.customers_supportcase FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.customers_teamplace FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.customers_touchpoint FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.deadlines_deadline FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.deadlines_survey FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.decisions_constraint FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.decisions_decision FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.decisions_dependency FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.drills_drill FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.escalations_escalation FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.feedback_feedback FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.handoffs_handoff FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.handoffs_promise FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.health_standing FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.imports_import FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.imports_mapping FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.infohub_arrival FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.infohub_conflict FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.infohub_document FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.insights_goal FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.ledger_claim FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.ledger_event FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.metrics_metric FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.metrics_reading FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.notes_note FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.notes_stroke FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.nudges_channel FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.nudges_delivery FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.nudges_digest FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.nudges_nudge FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.nudges_preference FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.nudges_seal FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.outside_form FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.outside_share FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.outside_submission FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.people_handover FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.people_invitation FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.plans_activity FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.plans_adoptionphase FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.plans_attempt FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.plans_clearance FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.plans_criterion FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.plans_initiative FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.plans_milestone FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.plans_outcome FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.plans_plan FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.plans_planmetric FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.plans_planrisk FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.plans_plantemplate FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.plans_responsibility FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.plans_waiver FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.playbooks_following FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.playbooks_playbook FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.projects_board FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.projects_boardview FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.projects_card FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.projects_check FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.projects_move FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.projects_project FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.projects_stage FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.readiness_delay FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.readiness_result FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.readiness_signal FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.reviews_agendaitem FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.reviews_cadence FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.reviews_review FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.risks_risk FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.rollout_announcement FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.rollout_step FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.rollout_tie FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.rules_rule FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.rules_run FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.scope_commitment FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.scope_scopechange FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.search_built FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.search_entry FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.search_word FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.summaries_briefing FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.summaries_summary FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.summaries_summarypart FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.talk_attachment FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.talk_comment FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.talk_evidence FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.talk_link FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.tasks_task FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.workspaces_member FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.workspaces_passage FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.workspaces_team FOR SELECT TO handrail_system USING (true);
CREATE POLICY system ON public.workspaces_workspace FOR SELECT TO handrail_system USING (true);
ALTER TABLE public.talk_attachment ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.talk_comment ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.talk_evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.talk_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.tasks_task ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON public.access_token USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.agreed_agreement USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.agreed_daterequest USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.agreed_planshare USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.api_answer USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.assumptions_assumption USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.blockers_blocker USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.calendar_feed USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.customers_customer USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.customers_customerrequest USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.customers_opportunity USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.customers_renewal USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.customers_stakeholder USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.customers_supportcase USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.customers_teamplace USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.customers_touchpoint USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.deadlines_deadline USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.deadlines_survey USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.decisions_constraint USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.decisions_decision USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.decisions_dependency USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.drills_drill USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.escalations_escalation USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.feedback_feedback USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.handoffs_handoff USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.handoffs_promise USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.health_standing USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.imports_import USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.imports_mapping USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.infohub_arrival USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.infohub_conflict USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.infohub_document USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.insights_goal USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.ledger_claim USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.ledger_event USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.metrics_metric USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.metrics_reading USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.notes_note USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.notes_stroke USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.nudges_channel USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.nudges_delivery USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.nudges_digest USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.nudges_nudge USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.nudges_preference USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.nudges_seal USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.outside_form USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.outside_share USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.outside_submission USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.people_handover USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.people_invitation USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.plans_activity USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.plans_adoptionphase USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.plans_attempt USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.plans_clearance USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.plans_criterion USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.plans_initiative USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.plans_milestone USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.plans_outcome USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.plans_plan USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.plans_planmetric USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.plans_planrisk USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.plans_plantemplate USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.plans_responsibility USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.plans_waiver USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.playbooks_following USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.playbooks_playbook USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.projects_board USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.projects_boardview USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.projects_card USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.projects_check USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.projects_move USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.projects_project USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.projects_stage USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.readiness_delay USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.readiness_result USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.readiness_signal USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.reviews_agendaitem USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.reviews_cadence USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.reviews_review USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.risks_risk USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.rollout_announcement USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.rollout_step USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.rollout_tie USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.rules_rule USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.rules_run USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.scope_commitment USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.scope_scopechange USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.search_built USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.search_entry USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.search_word USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.summaries_briefing USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.summaries_summary USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.summaries_summarypart USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.talk_attachment USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.talk_comment USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.talk_evidence USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.talk_link USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.tasks_task USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.workspaces_member USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.workspaces_passage USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.workspaces_team USING ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((workspace_id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
CREATE POLICY tenant ON public.workspaces_workspace USING ((id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint)) WITH CHECK ((id = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint));
ALTER TABLE public.workspaces_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.workspaces_passage ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.workspaces_team ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.workspaces_workspace ENABLE ROW LEVEL SECURITY;
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO handrail_app;
GRANT USAGE ON SCHEMA public TO handrail_system;
REVOKE ALL ON FUNCTION public.handrail_enter(wanted text, visitor bigint, secret text, moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_enter(wanted text, visitor bigint, secret text, moment timestamp with time zone) TO handrail_app;
GRANT ALL ON FUNCTION public.handrail_enter(wanted text, visitor bigint, secret text, moment timestamp with time zone) TO handrail_system;
REVOKE ALL ON FUNCTION public.handrail_expected(mail text, moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_expected(mail text, moment timestamp with time zone) TO handrail_app;
REVOKE ALL ON FUNCTION public.handrail_feed(secret text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_feed(secret text) TO handrail_app;
REVOKE ALL ON FUNCTION public.handrail_forget_sign_ins() FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_forget_sign_ins() TO handrail_app;
GRANT ALL ON FUNCTION public.handrail_forget_sign_ins() TO handrail_system;
REVOKE ALL ON FUNCTION public.handrail_form(address text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_form(address text) TO handrail_app;
REVOKE ALL ON FUNCTION public.handrail_hidden_from(place bigint, who bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.handrail_invited(secret text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_invited(secret text) TO handrail_app;
REVOKE ALL ON FUNCTION public.handrail_lexeme(place bigint, word text, tail text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_lexeme(place bigint, word text, tail text) TO handrail_app;
GRANT ALL ON FUNCTION public.handrail_lexeme(place bigint, word text, tail text) TO handrail_system;
GRANT ALL ON FUNCTION public.handrail_named_is_seen(named text) TO handrail_app;
GRANT ALL ON FUNCTION public.handrail_named_is_seen(named text) TO handrail_system;
REVOKE ALL ON FUNCTION public.handrail_plan_share(secret text, moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_plan_share(secret text, moment timestamp with time zone) TO handrail_app;
REVOKE ALL ON FUNCTION public.handrail_search(terms text[], name text, kinds text[], about bigint, mine bigint, moment timestamp with time zone, skip integer, most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_search(terms text[], name text, kinds text[], about bigint, mine bigint, moment timestamp with time zone, skip integer, most integer) TO handrail_app;
GRANT ALL ON FUNCTION public.handrail_search(terms text[], name text, kinds text[], about bigint, mine bigint, moment timestamp with time zone, skip integer, most integer) TO handrail_system;
REVOKE ALL ON FUNCTION public.handrail_share(secret text, moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_share(secret text, moment timestamp with time zone) TO handrail_app;
REVOKE ALL ON FUNCTION public.handrail_spelled(place bigint, wrong text, enough real) FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_spelled(place bigint, wrong text, enough real) TO handrail_app;
GRANT ALL ON FUNCTION public.handrail_spelled(place bigint, wrong text, enough real) TO handrail_system;
REVOKE ALL ON FUNCTION public.handrail_veil(who bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_veil(who bigint) TO handrail_app;
REVOKE ALL ON FUNCTION public.handrail_workspace_id(wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_workspace_id(wanted text) TO handrail_app;
GRANT ALL ON FUNCTION public.handrail_workspace_id(wanted text) TO handrail_system;
REVOKE ALL ON FUNCTION public.handrail_workspace_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_workspace_ids() TO handrail_app;
GRANT ALL ON FUNCTION public.handrail_workspace_ids() TO handrail_system;
REVOKE ALL ON FUNCTION public.handrail_workspaces_of(visitor bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.handrail_workspaces_of(visitor bigint) TO handrail_app;
GRANT ALL ON FUNCTION public.handrail_workspaces_of(visitor bigint) TO handrail_system;
REVOKE ALL ON FUNCTION public.ledger_make_partition(month date) FROM PUBLIC;
GRANT ALL ON FUNCTION public.ledger_make_partition(month date) TO handrail_app;
GRANT ALL ON FUNCTION public.ledger_make_partition(month date) TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_jobs TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_jobs TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_notify_queue_abort_job_v1() TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_notify_queue_abort_job_v1() TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_notify_queue_job_inserted_v1() TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_notify_queue_job_inserted_v1() TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_register_worker_v1() TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_register_worker_v1() TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_trigger_function_status_events_update_v1() TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_trigger_function_status_events_update_v1() TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_unlink_periodic_defers_v1() TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_unlink_periodic_defers_v1() TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) TO handrail_system;
GRANT ALL ON FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) TO handrail_app;
GRANT ALL ON FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.access_loginlink TO handrail_app;
GRANT USAGE ON SEQUENCE public.access_loginlink_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.access_loginlink_id_seq TO handrail_system;
GRANT SELECT,INSERT ON TABLE public.access_signin TO handrail_app;
GRANT UPDATE(email) ON TABLE public.access_signin TO handrail_app;
GRANT UPDATE(address) ON TABLE public.access_signin TO handrail_app;
GRANT UPDATE(user_id) ON TABLE public.access_signin TO handrail_app;
GRANT UPDATE(agent) ON TABLE public.access_signin TO handrail_app;
GRANT USAGE ON SEQUENCE public.access_signin_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.access_signin_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.access_token TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.access_token TO handrail_system;
GRANT USAGE ON SEQUENCE public.access_token_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.access_token_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account_emailaddress TO handrail_app;
GRANT USAGE ON SEQUENCE public.account_emailaddress_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.account_emailaddress_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account_emailconfirmation TO handrail_app;
GRANT USAGE ON SEQUENCE public.account_emailconfirmation_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.account_emailconfirmation_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.agreed_agreement TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.agreed_agreement TO handrail_system;
GRANT USAGE ON SEQUENCE public.agreed_agreement_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.agreed_agreement_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.agreed_daterequest TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.agreed_daterequest TO handrail_system;
GRANT USAGE ON SEQUENCE public.agreed_daterequest_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.agreed_daterequest_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.agreed_planshare TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.agreed_planshare TO handrail_system;
GRANT USAGE ON SEQUENCE public.agreed_planshare_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.agreed_planshare_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.api_answer TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.api_answer TO handrail_system;
GRANT USAGE ON SEQUENCE public.api_answer_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.api_answer_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.assumptions_assumption TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.assumptions_assumption TO handrail_system;
GRANT USAGE ON SEQUENCE public.assumptions_assumption_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.assumptions_assumption_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group TO handrail_system;
GRANT USAGE ON SEQUENCE public.auth_group_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.auth_group_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group_permissions TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group_permissions TO handrail_system;
GRANT USAGE ON SEQUENCE public.auth_group_permissions_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.auth_group_permissions_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_permission TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_permission TO handrail_system;
GRANT USAGE ON SEQUENCE public.auth_permission_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.auth_permission_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.blockers_blocker TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.blockers_blocker TO handrail_system;
GRANT USAGE ON SEQUENCE public.blockers_blocker_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.blockers_blocker_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.calendar_feed TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.calendar_feed TO handrail_system;
GRANT USAGE ON SEQUENCE public.calendar_feed_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.calendar_feed_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_customer TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_customer TO handrail_system;
GRANT USAGE ON SEQUENCE public.customers_customer_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.customers_customer_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_customerrequest TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_customerrequest TO handrail_system;
GRANT USAGE ON SEQUENCE public.customers_customerrequest_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.customers_customerrequest_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_opportunity TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_opportunity TO handrail_system;
GRANT USAGE ON SEQUENCE public.customers_opportunity_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.customers_opportunity_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_renewal TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_renewal TO handrail_system;
GRANT USAGE ON SEQUENCE public.customers_renewal_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.customers_renewal_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_stakeholder TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_stakeholder TO handrail_system;
GRANT USAGE ON SEQUENCE public.customers_stakeholder_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.customers_stakeholder_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_supportcase TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_supportcase TO handrail_system;
GRANT USAGE ON SEQUENCE public.customers_supportcase_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.customers_supportcase_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_teamplace TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_teamplace TO handrail_system;
GRANT USAGE ON SEQUENCE public.customers_teamplace_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.customers_teamplace_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_touchpoint TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.customers_touchpoint TO handrail_system;
GRANT USAGE ON SEQUENCE public.customers_touchpoint_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.customers_touchpoint_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.deadlines_deadline TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.deadlines_deadline TO handrail_system;
GRANT USAGE ON SEQUENCE public.deadlines_deadline_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.deadlines_deadline_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.deadlines_survey TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.deadlines_survey TO handrail_system;
GRANT USAGE ON SEQUENCE public.deadlines_survey_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.deadlines_survey_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.decisions_constraint TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.decisions_constraint TO handrail_system;
GRANT USAGE ON SEQUENCE public.decisions_constraint_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.decisions_constraint_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.decisions_decision TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.decisions_decision TO handrail_system;
GRANT USAGE ON SEQUENCE public.decisions_decision_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.decisions_decision_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.decisions_dependency TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.decisions_dependency TO handrail_system;
GRANT USAGE ON SEQUENCE public.decisions_dependency_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.decisions_dependency_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_content_type TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_content_type TO handrail_system;
GRANT USAGE ON SEQUENCE public.django_content_type_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.django_content_type_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_migrations TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_migrations TO handrail_system;
GRANT USAGE ON SEQUENCE public.django_migrations_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.django_migrations_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_session TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.drills_drill TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.drills_drill TO handrail_system;
GRANT USAGE ON SEQUENCE public.drills_drill_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.drills_drill_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.escalations_escalation TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.escalations_escalation TO handrail_system;
GRANT USAGE ON SEQUENCE public.escalations_escalation_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.escalations_escalation_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.feedback_feedback TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.feedback_feedback TO handrail_system;
GRANT USAGE ON SEQUENCE public.feedback_feedback_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.feedback_feedback_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.handoffs_handoff TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.handoffs_handoff TO handrail_system;
GRANT USAGE ON SEQUENCE public.handoffs_handoff_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.handoffs_handoff_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.handoffs_promise TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.handoffs_promise TO handrail_system;
GRANT USAGE ON SEQUENCE public.handoffs_promise_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.handoffs_promise_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.health_standing TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.health_standing TO handrail_system;
GRANT USAGE ON SEQUENCE public.health_standing_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.health_standing_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.imports_import TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.imports_import TO handrail_system;
GRANT USAGE ON SEQUENCE public.imports_import_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.imports_import_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.imports_mapping TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.imports_mapping TO handrail_system;
GRANT USAGE ON SEQUENCE public.imports_mapping_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.imports_mapping_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.infohub_arrival TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.infohub_arrival TO handrail_system;
GRANT USAGE ON SEQUENCE public.infohub_arrival_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.infohub_arrival_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.infohub_conflict TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.infohub_conflict TO handrail_system;
GRANT USAGE ON SEQUENCE public.infohub_conflict_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.infohub_conflict_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.infohub_document TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.infohub_document TO handrail_system;
GRANT USAGE ON SEQUENCE public.infohub_document_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.infohub_document_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.insights_goal TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.insights_goal TO handrail_system;
GRANT USAGE ON SEQUENCE public.insights_goal_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.insights_goal_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.ledger_claim TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.ledger_claim TO handrail_system;
GRANT USAGE ON SEQUENCE public.ledger_claim_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.ledger_claim_id_seq TO handrail_system;
GRANT USAGE ON SEQUENCE public.ledger_event_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.ledger_event_id_seq TO handrail_system;
GRANT SELECT,INSERT ON TABLE public.ledger_event TO handrail_app;
GRANT SELECT,INSERT ON TABLE public.ledger_event TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.metrics_metric TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.metrics_metric TO handrail_system;
GRANT USAGE ON SEQUENCE public.metrics_metric_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.metrics_metric_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.metrics_reading TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.metrics_reading TO handrail_system;
GRANT USAGE ON SEQUENCE public.metrics_reading_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.metrics_reading_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mfa_authenticator TO handrail_app;
GRANT USAGE ON SEQUENCE public.mfa_authenticator_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.mfa_authenticator_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.notes_note TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.notes_note TO handrail_system;
GRANT USAGE ON SEQUENCE public.notes_note_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.notes_note_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.notes_stroke TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.notes_stroke TO handrail_system;
GRANT USAGE ON SEQUENCE public.notes_stroke_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.notes_stroke_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.nudges_channel TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.nudges_channel TO handrail_system;
GRANT USAGE ON SEQUENCE public.nudges_channel_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.nudges_channel_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.nudges_delivery TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.nudges_delivery TO handrail_system;
GRANT USAGE ON SEQUENCE public.nudges_delivery_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.nudges_delivery_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.nudges_digest TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.nudges_digest TO handrail_system;
GRANT USAGE ON SEQUENCE public.nudges_digest_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.nudges_digest_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.nudges_nudge TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.nudges_nudge TO handrail_system;
GRANT USAGE ON SEQUENCE public.nudges_nudge_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.nudges_nudge_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.nudges_preference TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.nudges_preference TO handrail_system;
GRANT USAGE ON SEQUENCE public.nudges_preference_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.nudges_preference_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.nudges_seal TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.nudges_seal TO handrail_system;
GRANT USAGE ON SEQUENCE public.nudges_seal_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.nudges_seal_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outside_form TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outside_form TO handrail_system;
GRANT USAGE ON SEQUENCE public.outside_form_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.outside_form_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outside_share TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outside_share TO handrail_system;
GRANT USAGE ON SEQUENCE public.outside_share_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.outside_share_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outside_submission TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outside_submission TO handrail_system;
GRANT USAGE ON SEQUENCE public.outside_submission_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.outside_submission_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.people_handover TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.people_handover TO handrail_system;
GRANT USAGE ON SEQUENCE public.people_handover_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.people_handover_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.people_invitation TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.people_invitation TO handrail_system;
GRANT USAGE ON SEQUENCE public.people_invitation_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.people_invitation_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_activity TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_activity TO handrail_system;
GRANT USAGE ON SEQUENCE public.plans_activity_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.plans_activity_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_adoptionphase TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_adoptionphase TO handrail_system;
GRANT USAGE ON SEQUENCE public.plans_adoptionphase_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.plans_adoptionphase_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_attempt TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_attempt TO handrail_system;
GRANT USAGE ON SEQUENCE public.plans_attempt_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.plans_attempt_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_clearance TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_clearance TO handrail_system;
GRANT USAGE ON SEQUENCE public.plans_clearance_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.plans_clearance_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_criterion TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_criterion TO handrail_system;
GRANT USAGE ON SEQUENCE public.plans_criterion_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.plans_criterion_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_initiative TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_initiative TO handrail_system;
GRANT USAGE ON SEQUENCE public.plans_initiative_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.plans_initiative_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_milestone TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_milestone TO handrail_system;
GRANT USAGE ON SEQUENCE public.plans_milestone_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.plans_milestone_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_outcome TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_outcome TO handrail_system;
GRANT USAGE ON SEQUENCE public.plans_outcome_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.plans_outcome_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_plan TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_plan TO handrail_system;
GRANT USAGE ON SEQUENCE public.plans_plan_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.plans_plan_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_planmetric TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_planmetric TO handrail_system;
GRANT USAGE ON SEQUENCE public.plans_planmetric_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.plans_planmetric_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_planrisk TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_planrisk TO handrail_system;
GRANT USAGE ON SEQUENCE public.plans_planrisk_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.plans_planrisk_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_plantemplate TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_plantemplate TO handrail_system;
GRANT USAGE ON SEQUENCE public.plans_plantemplate_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.plans_plantemplate_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_responsibility TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_responsibility TO handrail_system;
GRANT USAGE ON SEQUENCE public.plans_responsibility_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.plans_responsibility_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_waiver TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.plans_waiver TO handrail_system;
GRANT USAGE ON SEQUENCE public.plans_waiver_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.plans_waiver_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.playbooks_following TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.playbooks_following TO handrail_system;
GRANT USAGE ON SEQUENCE public.playbooks_following_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.playbooks_following_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.playbooks_playbook TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.playbooks_playbook TO handrail_system;
GRANT USAGE ON SEQUENCE public.playbooks_playbook_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.playbooks_playbook_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_events TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_events TO handrail_system;
GRANT USAGE ON SEQUENCE public.procrastinate_events_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.procrastinate_events_id_seq TO handrail_system;
GRANT USAGE ON SEQUENCE public.procrastinate_jobs_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.procrastinate_jobs_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_periodic_defers TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_periodic_defers TO handrail_system;
GRANT USAGE ON SEQUENCE public.procrastinate_periodic_defers_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.procrastinate_periodic_defers_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_workers TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_workers TO handrail_system;
GRANT USAGE ON SEQUENCE public.procrastinate_workers_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.procrastinate_workers_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects_board TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects_board TO handrail_system;
GRANT USAGE ON SEQUENCE public.projects_board_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.projects_board_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects_boardview TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects_boardview TO handrail_system;
GRANT USAGE ON SEQUENCE public.projects_boardview_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.projects_boardview_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects_card TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects_card TO handrail_system;
GRANT USAGE ON SEQUENCE public.projects_card_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.projects_card_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects_check TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects_check TO handrail_system;
GRANT USAGE ON SEQUENCE public.projects_check_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.projects_check_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects_move TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects_move TO handrail_system;
GRANT USAGE ON SEQUENCE public.projects_move_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.projects_move_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects_project TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects_project TO handrail_system;
GRANT USAGE ON SEQUENCE public.projects_project_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.projects_project_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects_stage TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.projects_stage TO handrail_system;
GRANT USAGE ON SEQUENCE public.projects_stage_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.projects_stage_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.readiness_delay TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.readiness_delay TO handrail_system;
GRANT USAGE ON SEQUENCE public.readiness_delay_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.readiness_delay_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.readiness_result TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.readiness_result TO handrail_system;
GRANT USAGE ON SEQUENCE public.readiness_result_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.readiness_result_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.readiness_signal TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.readiness_signal TO handrail_system;
GRANT USAGE ON SEQUENCE public.readiness_signal_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.readiness_signal_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reviews_agendaitem TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reviews_agendaitem TO handrail_system;
GRANT USAGE ON SEQUENCE public.reviews_agendaitem_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.reviews_agendaitem_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reviews_cadence TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reviews_cadence TO handrail_system;
GRANT USAGE ON SEQUENCE public.reviews_cadence_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.reviews_cadence_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reviews_review TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.reviews_review TO handrail_system;
GRANT USAGE ON SEQUENCE public.reviews_review_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.reviews_review_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.risks_risk TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.risks_risk TO handrail_system;
GRANT USAGE ON SEQUENCE public.risks_risk_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.risks_risk_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rollout_announcement TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rollout_announcement TO handrail_system;
GRANT USAGE ON SEQUENCE public.rollout_announcement_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.rollout_announcement_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rollout_step TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rollout_step TO handrail_system;
GRANT USAGE ON SEQUENCE public.rollout_step_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.rollout_step_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rollout_tie TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rollout_tie TO handrail_system;
GRANT USAGE ON SEQUENCE public.rollout_tie_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.rollout_tie_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rules_rule TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rules_rule TO handrail_system;
GRANT USAGE ON SEQUENCE public.rules_rule_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.rules_rule_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rules_run TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.rules_run TO handrail_system;
GRANT USAGE ON SEQUENCE public.rules_run_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.rules_run_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.scope_commitment TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.scope_commitment TO handrail_system;
GRANT USAGE ON SEQUENCE public.scope_commitment_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.scope_commitment_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.scope_scopechange TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.scope_scopechange TO handrail_system;
GRANT USAGE ON SEQUENCE public.scope_scopechange_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.scope_scopechange_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.search_built TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.search_built TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.search_entry TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.search_entry TO handrail_system;
GRANT USAGE ON SEQUENCE public.search_entry_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.search_entry_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.search_word TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.search_word TO handrail_system;
GRANT USAGE ON SEQUENCE public.search_word_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.search_word_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.signing_attempt TO handrail_app;
GRANT USAGE ON SEQUENCE public.signing_attempt_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.signing_attempt_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.signing_spent TO handrail_app;
GRANT USAGE ON SEQUENCE public.signing_spent_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.signing_spent_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.socialaccount_socialaccount TO handrail_app;
GRANT USAGE ON SEQUENCE public.socialaccount_socialaccount_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.socialaccount_socialaccount_id_seq TO handrail_system;
GRANT SELECT ON TABLE public.socialaccount_socialapp TO handrail_app;
GRANT USAGE ON SEQUENCE public.socialaccount_socialapp_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.socialaccount_socialapp_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.socialaccount_socialtoken TO handrail_app;
GRANT USAGE ON SEQUENCE public.socialaccount_socialtoken_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.socialaccount_socialtoken_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.summaries_briefing TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.summaries_briefing TO handrail_system;
GRANT USAGE ON SEQUENCE public.summaries_briefing_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.summaries_briefing_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.summaries_summary TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.summaries_summary TO handrail_system;
GRANT USAGE ON SEQUENCE public.summaries_summary_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.summaries_summary_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.summaries_summarypart TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.summaries_summarypart TO handrail_system;
GRANT USAGE ON SEQUENCE public.summaries_summarypart_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.summaries_summarypart_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.talk_attachment TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.talk_attachment TO handrail_system;
GRANT USAGE ON SEQUENCE public.talk_attachment_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.talk_attachment_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.talk_comment TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.talk_comment TO handrail_system;
GRANT USAGE ON SEQUENCE public.talk_comment_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.talk_comment_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.talk_evidence TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.talk_evidence TO handrail_system;
GRANT USAGE ON SEQUENCE public.talk_evidence_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.talk_evidence_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.talk_link TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.talk_link TO handrail_system;
GRANT USAGE ON SEQUENCE public.talk_link_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.talk_link_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.tasks_task TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.tasks_task TO handrail_system;
GRANT USAGE ON SEQUENCE public.tasks_task_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.tasks_task_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.usersessions_usersession TO handrail_app;
GRANT USAGE ON SEQUENCE public.usersessions_usersession_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.usersessions_usersession_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.workspaces_member TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.workspaces_member TO handrail_system;
GRANT USAGE ON SEQUENCE public.workspaces_member_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.workspaces_member_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.workspaces_passage TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.workspaces_passage TO handrail_system;
GRANT USAGE ON SEQUENCE public.workspaces_passage_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.workspaces_passage_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.workspaces_team TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.workspaces_team TO handrail_system;
GRANT USAGE ON SEQUENCE public.workspaces_team_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.workspaces_team_id_seq TO handrail_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.workspaces_user TO handrail_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.workspaces_user TO handrail_system;
GRANT USAGE ON SEQUENCE public.workspaces_user_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.workspaces_user_id_seq TO handrail_system;
GRANT SELECT,INSERT,UPDATE ON TABLE public.workspaces_workspace TO handrail_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.workspaces_workspace TO handrail_system;
GRANT USAGE ON SEQUENCE public.workspaces_workspace_id_seq TO handrail_app;
GRANT USAGE ON SEQUENCE public.workspaces_workspace_id_seq TO handrail_system;
ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner IN SCHEMA public GRANT USAGE ON SEQUENCES TO handrail_app;
ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner IN SCHEMA public GRANT USAGE ON SEQUENCES TO handrail_system;
ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner IN SCHEMA public GRANT ALL ON FUNCTIONS TO handrail_app;
ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner IN SCHEMA public GRANT ALL ON FUNCTIONS TO handrail_system;
ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner IN SCHEMA public GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES TO handrail_app;
ALTER DEFAULT PRIVILEGES FOR ROLE handrail_owner IN SCHEMA public GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES TO handrail_system;
