"""The true order of the log is the order of the ids: moments tie, and a workspace's clock may be set back.

Built without holding up writers: each month by itself, concurrently, then joined to its index of the whole.
"""

from django.db import migrations

INDEXES = {
    # read by reading.newest_first of one record
    "ledger_event_subject_id": "(workspace_id, subject_kind, subject_id, id DESC)",
    # read by reading.newest_first of everything about one customer
    "ledger_event_about_id": "(workspace_id, about_id, id DESC)",
    # read by reading.newest_first of the workspace
    "ledger_event_recent_id": "(workspace_id, id DESC)",
}
# read by none any more: the order is the id's. `recent` stays for ranges of time.
OLD = {
    "ledger_event_subject": "(workspace_id, subject_kind, subject_id, at DESC, id DESC)",
    "ledger_event_about": "(workspace_id, about_id, at DESC, id DESC)",
}
MONTHS = "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'ledger_event'::regclass"


def build(schema_editor, indexes):
    with schema_editor.connection.cursor() as cursor:
        for name, columns in indexes.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON ONLY ledger_event {columns}")
            cursor.execute(MONTHS)
            for (month,) in cursor.fetchall():
                part = f"{month}_{name.removeprefix('ledger_event_')}_new"
                cursor.execute(
                    "SELECT 1 FROM pg_inherits i JOIN pg_index x ON x.indexrelid = i.inhrelid"
                    " WHERE i.inhparent = %s::regclass AND x.indrelid = %s::regclass",
                    [name, month],
                )
                if cursor.fetchone():
                    continue
                cursor.execute(
                    f"DROP INDEX IF EXISTS {part}"
                )  # what an attempt that was broken off left half-built
                cursor.execute(f"CREATE INDEX CONCURRENTLY {part} ON {month} {columns}")
                cursor.execute(f"ALTER INDEX {name} ATTACH PARTITION {part}")


def drop(schema_editor, indexes):
    with schema_editor.connection.cursor() as cursor:
        for name in indexes:
            cursor.execute(f"DROP INDEX IF EXISTS {name}")


def forwards(apps, schema_editor):
    build(schema_editor, INDEXES)
    drop(schema_editor, OLD)


def backwards(apps, schema_editor):
    build(schema_editor, OLD)
    drop(schema_editor, INDEXES)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
