"""The roles of the database and the tables of sign-in, ours and the library's."""

from django.db import migrations

from handrail.house.signing.rights import RIGHTS


class Migration(migrations.Migration):
    dependencies = [
        ("signing", "0001_initial"),
        ("access", "0003_token_scopes_and_mailed_links"),
        ("sessions", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("usersessions", "0001_initial"),
    ]

    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
