"""What the roles of the database may do with the tables of sign-in: as little as the work needs."""

from __future__ import annotations

PRIVATE = (
    "account_emailaddress", "account_emailconfirmation", "mfa_authenticator", "socialaccount_socialaccount",
    "socialaccount_socialapp", "socialaccount_socialtoken", "usersessions_usersession", "django_session",
    "access_signin", "access_loginlink", "signing_attempt", "signing_spent",
)  # fmt: skip
"""Tables without a workspace. The sweeps' role has no business with them."""

KEPT_DAYS = 400

RIGHTS = [
    f"REVOKE ALL ON {', '.join(PRIVATE)} FROM handrail_system",
    # The note of a sign-in stays as it was written. Only who it was about may be taken off, when a person is erased.
    "REVOKE UPDATE, DELETE, TRUNCATE ON access_signin FROM handrail_app",
    "GRANT UPDATE (user_id, email, address, agent) ON access_signin TO handrail_app",
    # Providers come from the operator's file, so that nobody who gets at the database through us adds one.
    "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON socialaccount_socialapp FROM handrail_app",
    f"""
    CREATE FUNCTION handrail_forget_sign_ins() RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DELETE FROM access_signin WHERE at < now() - interval '{KEPT_DAYS} days'
    $$
    """,
    "REVOKE ALL ON FUNCTION handrail_forget_sign_ins() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION handrail_forget_sign_ins() TO handrail_app",
]
