"""What of the sign-in pages made by allauth stays open to whom: all of them to somebody who owes an acceptance, and what
looks after one's own account to somebody who is suspended, too."""

from community.kernel.doors import OWING, SUSPENDED

BOTH = (SUSPENDED, OWING)

ALLAUTH = dict.fromkeys(
    (
        "account_login", "account_logout", "account_reauthenticate", "account_change_password", "account_set_password",
        "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
        "account_reset_password_from_key_done", "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
        "mfa_login_webauthn", "usersessions_list",
    ),
    BOTH,
)  # fmt: skip
REST = (OWING,)
