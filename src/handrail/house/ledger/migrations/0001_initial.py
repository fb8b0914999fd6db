"""The event log, partitioned by month from its first day, and its readers' tickets."""

import django.db.models.deletion
from django.db import migrations, models

from handrail.house.workspaces.secure import Secure, policies

EVENTS = [
    "CREATE SEQUENCE ledger_event_id_seq",
    """
    CREATE TABLE ledger_event (
        at timestamptz NOT NULL,
        id bigint NOT NULL DEFAULT nextval('ledger_event_id_seq'),
        workspace_id bigint NOT NULL REFERENCES workspaces_workspace (id) ON DELETE CASCADE,
        kind varchar(60) NOT NULL,
        subject_kind varchar(40) NOT NULL,
        subject_id bigint NOT NULL,
        about_id bigint,
        version smallint NOT NULL DEFAULT 1,
        changes jsonb NOT NULL,
        actor_kind varchar(20) NOT NULL,
        actor_id bigint,
        actor_label varchar(200) NOT NULL DEFAULT '',
        cause varchar(200) NOT NULL DEFAULT '',
        PRIMARY KEY (at, id)
    ) PARTITION BY RANGE (at)
    """,
    # read by queries.history: one record's changes, newest first
    "CREATE INDEX ledger_event_subject ON ledger_event (workspace_id, subject_kind, subject_id, at DESC, id DESC)",
    # read by queries.timeline: everything about one customer
    "CREATE INDEX ledger_event_about ON ledger_event (workspace_id, about_id, at DESC, id DESC)",
    # read by queries.recent: what happened in the workspace
    "CREATE INDEX ledger_event_recent ON ledger_event (workspace_id, at DESC, id DESC)",
    *policies("ledger_event", "workspace_id"),
    "REVOKE UPDATE, DELETE, TRUNCATE ON ledger_event FROM handrail_app, handrail_system",
    # A row whose month has no partition yet must not be refused: it waits in the default one.
    "CREATE TABLE ledger_event_rest PARTITION OF ledger_event DEFAULT",
    "REVOKE ALL ON ledger_event_rest FROM handrail_app, handrail_system",
    """
    CREATE FUNCTION ledger_make_partition(month date) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
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
    END $$
    """,
    "REVOKE ALL ON FUNCTION ledger_make_partition(date) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION ledger_make_partition(date) TO handrail_app",
    "SELECT ledger_make_partition((date_trunc('month', now()) + n * interval '1 month')::date)"
    " FROM generate_series(-1, 2) AS n",
]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("workspaces", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "at",
                                "id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("id", models.BigIntegerField()),
                        ("kind", models.CharField(max_length=60)),
                        ("subject_kind", models.CharField(max_length=40)),
                        ("subject_id", models.BigIntegerField()),
                        (
                            "about_id",
                            models.BigIntegerField(
                                help_text="The customer it belongs to: a timeline is one index",
                                null=True,
                            ),
                        ),
                        ("version", models.SmallIntegerField(default=1)),
                        ("changes", models.JSONField(default=dict)),
                        ("actor_kind", models.CharField(max_length=20)),
                        ("actor_id", models.BigIntegerField(null=True)),
                        ("actor_label", models.CharField(blank=True, max_length=200)),
                        ("cause", models.CharField(blank=True, max_length=200)),
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
                    options={"db_table": "ledger_event", "managed": False},
                )
            ],
            database_operations=[migrations.RunSQL(EVENTS)],
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("reader", models.CharField(max_length=40)),
                ("event_at", models.DateTimeField()),
                ("event_id", models.BigIntegerField()),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("about_id", models.BigIntegerField(null=True)),
                ("attempts", models.SmallIntegerField(default=0)),
                ("not_before", models.DateTimeField()),
                ("problem", models.TextField(blank=True)),
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
                    models.Index(
                        fields=["workspace", "reader", "not_before", "id"],
                        name="claim_take",
                    ),
                    models.Index(
                        fields=["workspace", "reader", "about_id"],
                        name="claim_about",
                    ),
                ],
            },
        ),
        Secure("Claim"),
    ]
