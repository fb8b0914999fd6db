"""What links to a record of a private customer, or supports one, is hidden with it.

These rows name records as kind:key. Where nothing is hidden, the first half of the condition settles it.
"""

from django.db import migrations

from handrail.house.workspaces.secure import hiding

NOTHING_HIDDEN = "(SELECT coalesce(current_setting('handrail.hidden', true), '') = '')"


def seen(*columns: str) -> str:
    return f"{NOTHING_HIDDEN} OR ({' AND '.join(f'handrail_named_is_seen({name})' for name in columns)})"


class Migration(migrations.Migration):
    dependencies = [("talk", "0002_evidence_names_a_record"), ("workspaces", "0003_private_customers")]

    operations = [
        migrations.RunSQL(
            [
                hiding("talk_link", seen("source", "target")),
                hiding("talk_evidence", seen("subject", "target")),
            ],
            ["DROP POLICY hidden ON talk_link", "DROP POLICY hidden ON talk_evidence"],
        )
    ]
