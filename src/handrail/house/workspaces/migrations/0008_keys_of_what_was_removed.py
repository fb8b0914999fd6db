"""An index of the keys of removed rows on every tenant table that was secured before there was one."""

from django.db import migrations

TABLES = """
SELECT c.table_name FROM information_schema.columns AS c JOIN pg_class AS t ON t.relname = c.table_name
WHERE c.table_schema = 'public' AND t.relrowsecurity AND c.column_name IN ('workspace_id', 'key', 'removed_at')
GROUP BY c.table_name HAVING count(*) = 3 ORDER BY c.table_name
"""


def index(apps, schema_editor):
    from handrail.house.workspaces.secure import past_keys_of

    with schema_editor.connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(past_keys_of(table))


class Migration(migrations.Migration):
    dependencies = [("workspaces", "0007_under_git")]

    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
