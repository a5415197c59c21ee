"""Who may do what: every address and every socket command × who asks.

`own` is the person whose message, room place, case or page it is; `member` has signed in and is not in the room;
`insider` is in it; `former` left it; `removed` was taken out of it; `blocked` is an insider whom `own` has
blocked; `suspended` is an insider whose account is paused. Supporters, moderators, trainers and leads have their
role for the whole site and are not in the room; `staff` has Django's flag and no more.
"""

from dataclasses import dataclass
from typing import Any

COLUMNS = (
    "guest", "own", "member", "insider", "former", "removed", "blocked", "suspended", "supporter", "moderator",
    "trainer", "lead", "staff",
)  # fmt: skip

ANSWERS = {
    "o": "answered, or done",
    "s": "led to sign in",
    "n": "not there",
    "r": "refused in words",
    "p": "led to the page that says why the account is paused",
    "m": "not a thing one can do here",
    "f": "something in the form is wrong: no row has this, as it proves nothing about who may",
    "c": "not possible as things stand",
    "w": "asked to wait",
}


@dataclass(frozen=True)
class Row:
    """`args` and `body` name what the test has made in braces: {open} and {private} rooms, {case} and so on.

    `first` is an address with the same `args` that each of them posts to before, as on the way through the pages.
    """

    name: str
    answers: str
    method: str = "GET"
    where: str = ""
    args: str = ""
    body: str = ""
    first: str = ""

    def path_args(self, made: dict[str, Any]) -> list[str]:
        return self.args.format(**made).split(",") if self.args else []


# One letter for each of COLUMNS.
#           guest own member insider former removed blocked suspended supporter moderator trainer lead staff
ROWS = [
    Row("home", "o o o o o o o p o o o o o"),
    Row("about", "o o o o o o o p o o o o o"),
    Row("house_rules", "o o o o o o o o o o o o o"),
    Row("privacy", "o o o o o o o o o o o o o"),
    Row("help_now", "o o o o o o o o o o o o o"),
    Row("leave", "o o o o o o o o o o o o o"),
    Row("leave", "o o o o o o o o o o o o o", method="POST"),
    Row("leaving", "o o o o o o o o o o o o o"),
    Row("leaving", "o o o o o o o o o o o o o", method="POST", body="leaving=five"),
    Row("room_list", "o o o o o o o p o o o o o"),
    Row("clauses", "o o o o o o o o o o o o o"),
    Row("clause", "o o o o o o o o o o o o o", args="be-kind"),
    Row("clause_quiz", "s o o o o o o o o o o o o", args="be-kind"),
    Row("clause_incident", "s r r r r r r r o o o o o", args="be-kind"),
    Row("clauses_accept", "s o o o o o o o o o o o o"),
    Row("my_job", "o o o o o o o o o o o o o"),
    Row("clauses_confusing", "s r r r r r r r r o r o o"),
    Row("clauses_incidents", "s n n n n n n n n n n o o"),
    Row("profile", "s o o o o o n p o o o o o", args="{alice}"),
    Row("person_card", "s o o o o o n p o o o o o", args="{alice}"),
    Row("mute", "s r o o o o n p o o o o o", method="POST", args="{alice}", body="on=1"),
    Row("block", "s r o o o o n p o o o o o", method="POST", args="{alice}", body="on=1"),
    Row("blocks", "s o o o o o o p o o o o o"),
    Row("me", "s o o o o o o p o o o o o"),
    Row("welcome", "s o o o o o o p o o o o o"),
    Row("my_words", "s o o o o o o o o o o o o"),
    Row("words_take_back", "s o o o o o o o o o o o o", method="POST", body="which=all&sure=1&room=nowhere"),
    Row("access_log", "s o o o o o o o o o o o o"),
    Row("notices", "s o o o o o o o o o o o o"),
    Row("notice", "s o n n n n n n n n n n n", args="{notice}"),
    Row("notices_seen", "s o o o o o o o o o o o o", method="POST"),
    Row("notices_ringing", "s o o o o o o o o o o o o", method="POST"),
    Row("my_reports", "s o o o o o o p o o o o o"),
    Row("my_standing", "s o o o o o o o o o o o o"),
    Row("my_roles", "s o o o o o o p o o o o o"),
    Row("my_roles_end", "s n n n n n n p o n n n n", method="POST", args="{grant}", body="reason=tired"),
    Row("my_duty", "s r r r r r r p o r r r r", method="POST", body="role=supporter&on=1"),
    Row("second_step", "s o o o o o o p o o o o o"),
    Row("export", "s o o o o o o o o o o o o"),
    Row("export", "s o o o o o o o o o o o o", method="POST", body="password={password}"),
    Row(
        "export_fetch",
        "s o n n n n n n n n n n n",
        method="POST",
        args="{export}",
        body="password={password}",
    ),
    Row("close_account", "s o o o o o o o o o o o o"),
    Row("close_account", "s o o o o o o o o o o o o", method="POST", body="password={password}"),
    Row("closed_account", "s o o o o o o o o o o o o"),
    Row("closed_account", "s o o o o o o o o o o o o", method="POST", body="come_back=1"),
    Row("sign_out_everywhere", "s o o o o o o o o o o o o", method="POST"),
    Row("mark", "o o o o o o o o o o o o o", args="{mark}"),
    Row("appeal", "s o n n n n n n n n n n n", method="POST", args="{sanction}", body="words=please"),
    Row("room", "o o o o o r o p o o o o o", where="open", args="{open}"),
    Row("room", "n o n o n n o p n n n n n", where="private", args="{private}"),
    Row("room_messages", "s o o o o r o p o o o o o", where="open", args="{open}"),
    Row("room_messages", "s o n o n n o p n n n n n", where="private", args="{private}"),
    Row(
        "room_messages",
        "s o o o o r o p o o o o o",
        method="POST",
        where="open",
        args="{open}",
        body="body=hi&client_id={uuid}",
    ),
    Row(
        "room_messages",
        "s o n o n n o p n n n n n",
        method="POST",
        where="private",
        args="{private}",
        body="body=hi&client_id={uuid}",
    ),
    Row("room_seen", "s o o o o r o p o o o o o", where="open", args="{open}"),
    Row(
        "room_seen",
        "s o n o n n o p n n n n n",
        method="POST",
        where="private",
        args="{private}",
        body="seq=1",
    ),
    Row("room_changes", "s o o o o r o p o o o o o", where="open", args="{open}"),
    Row("room_changes", "s o n o n n o p n n n n n", where="private", args="{private}"),
    Row("room_newcomers", "s n n n n r n p o o n o n", where="open", args="{open}"),
    Row("room_newcomers", "s n n n n n n p n n n n n", where="private", args="{private}"),
    Row(
        "room_newcomers_seen",
        "s n n n n r n p n n n n n",
        method="POST",
        where="open",
        args="{open}",
        body="person=1",
    ),
    Row(
        "room_newcomers_seen",
        "s n n n n n n p n n n n n",
        method="POST",
        where="private",
        args="{private}",
        body="person=1",
    ),
    Row("room_welcome", "s o o o o r o p o o o o o", where="open", args="{open}"),
    Row("room_welcome", "s o n o n n o p n n n n n", where="private", args="{private}"),
    Row("room_figures", "s n n n n r n p n o n o o", where="open", args="{open}"),
    Row("room_figures", "s n n n n n n p n n n n n", where="private", args="{private}"),
    Row("room_follow", "s o o o o r o p o o o o o", method="POST", where="open", args="{open}", body="on=1"),
    Row(
        "room_follow",
        "s o n o n n o p n n n n n",
        method="POST",
        where="private",
        args="{private}",
        body="on=1",
    ),
    Row("room_leave", "s o o o o r o p o o o o o", method="POST", where="open", args="{open}"),
    Row("room_leave", "s o n o n n o p n n n n n", method="POST", where="private", args="{private}"),
    Row("message", "s o o o o r o p o o o o o", where="open", args="{open},1"),
    Row("message", "s o n o n n o p n n n n n", where="private", args="{private},1"),
    Row("message_acts", "s o o o o r n p o o o o o", where="open", args="{open},1"),
    Row("message_acts", "s o n o n n n p n n n n n", where="private", args="{private},1"),
    Row("message_edit", "s o r r r r r p r r r r r", where="open", args="{open},1"),
    Row(
        "message_edit",
        "s o r r r r r p r r r r r",
        method="POST",
        where="open",
        args="{open},1",
        body="body=changed",
    ),
    Row(
        "message_edit",
        "s o n r n n r p n n n n n",
        method="POST",
        where="private",
        args="{private},1",
        body="body=changed",
    ),
    Row("message_remove", "s o r r r r r p r r r r r", where="open", args="{open},1"),
    Row("message_remove", "s o r r r r r p r r r r r", method="POST", where="open", args="{open},1"),
    Row("message_remove", "s o n r n n r p n n n n n", method="POST", where="private", args="{private},1"),
    Row(
        "message_react",
        "s r o o o r n p o o o o o",
        method="POST",
        where="open",
        args="{open},1",
        body="kind=hear&on=1",
    ),
    Row(
        "message_react",
        "s r n o n n n p n n n n n",
        method="POST",
        where="private",
        args="{private},1",
        body="kind=hear&on=1",
    ),
    Row(
        "message_block",
        "s r o o o r n p o o o o o",
        method="POST",
        where="open",
        args="{open},1",
        body="on=1",
    ),
    Row(
        "message_block",
        "s r n o n n n p n n n n n",
        method="POST",
        where="private",
        args="{private},1",
        body="on=1",
    ),
    Row("report", "s r o o o n n p o o o o o", where="open", args="message,evening.1"),
    Row(
        "report",
        "s r o o o n n p o o o o o",
        method="POST",
        where="open",
        args="message,evening.1",
        body="reason=unkind",
    ),
    Row("report", "s r n o n n n p n n n n n", where="private", args="message,circle.1"),
    Row(
        "report",
        "s r n o n n n p n n n n n",
        method="POST",
        where="private",
        args="message,circle.1",
        body="reason=unkind",
    ),
    Row("report", "s r o o o o n p o o o o o", where="person", args="person,{alice_id}"),
    Row("report", "s o o o o n o p o o o o o", where="room", args="room,evening"),
    Row("report", "s o n o n n o p n n n n n", where="circle", args="room,circle"),
    Row("moderate", "s n n n n n n p n o n o o", where="person", args="person,{alice_id}"),
    Row("moderate", "s n n n n n n p n o n o o", where="open", args="message,evening.1"),
    Row(
        "moderate",
        "s n n n n n n p n o n o o",
        method="POST",
        where="open",
        args="message,evening.1",
        body="kind=warning&clause={clause}&words=please",
    ),
    Row("moderate", "s n n n n n n p n n n n n", where="private", args="message,circle.1"),
    Row("desk", "s n n n n n n p n o n o o"),
    Row("desk_parts", "s n n n n n n p n o n o o"),
    Row("desk_hand_over", "s n n n n n n p n o n o o", method="POST", body="words=quiet"),
    Row("desk_hand_over_read", "s n n n n n n p n o n o o", method="POST", args="{hand_over}"),
    Row("desk_rest", "s n n n n n n p n o n o o", method="POST", body="on=1"),
    Row("desk_cases", "s n n n n n n p n o n o o"),
    Row("desk_case_next", "s n n n n n n p n o n o o", method="POST"),
    Row("desk_case", "s n n n n n n p n o n o o", where="open", args="{case}"),
    Row("desk_case", "s n n n n n n p n o n o o", where="private", args="{hidden_case}"),
    Row("desk_case_claim", "s n n n n n n p n o n o o", method="POST", where="open", args="{case}"),
    Row("desk_case_claim", "s n n n n n n p n o n o o", method="POST", where="private", args="{hidden_case}"),
    Row("desk_case_release", "s n n n n n n p n c n c c", method="POST", where="open", args="{case}"),
    Row(
        "desk_case_release",
        "s n n n n n n p n o n o o",
        method="POST",
        where="taken",
        args="{case}",
        first="desk_case_claim",
    ),
    Row(
        "desk_case_settle",
        "s n n n n n n p n c n c c",
        method="POST",
        where="open",
        args="{case}",
        body="kind=warning&clause={clause}",
    ),
    Row(
        "desk_case_settle",
        "s n n n n n n p n o n o o",
        method="POST",
        where="taken",
        args="{case}",
        body="kind=warning&clause={clause}",
        first="desk_case_claim",
    ),
    Row(
        "desk_case_close",
        "s n n n n n n p n c n c c",
        method="POST",
        where="open",
        args="{case}",
        body="outcome=no_breach",
    ),
    Row(
        "desk_case_close",
        "s n n n n n n p n o n o o",
        method="POST",
        where="taken",
        args="{case}",
        body="outcome=no_breach",
        first="desk_case_claim",
    ),
    Row("desk_person", "s n n n n n n p n o n o o", args="{alice}"),
    Row("desk_undo", "s n n n n n n p n o n o o", method="POST", args="{sanction}", body="reason=fair"),
    Row("desk_appeals", "s n n n n n n p n o n o o"),
    Row("desk_appeal", "s n n n n n n p n o n o o", args="{appeal}"),
    Row(
        "desk_appeal",
        "s n n n n n n p n o n o o",
        method="POST",
        args="{appeal}",
        body="overturn=0&answer=sorry",
    ),
    Row("desk_figures", "s n n n n n n p n o n o o"),
    Row("break_glass", "s n n n n n n p n n n o o"),
    Row("break_glass", "s n n n n n n p n n n o o", method="POST", body="room={private}&reason=worried"),
    Row("break_glass_one", "s n n n n n n p n n n o o", args="{glass}"),
    Row("break_glass_confirm", "s n n n n n n p n n n o o", method="POST", args="{glass}"),
    Row("break_glass_end", "s n n n n n n p n n n o o", method="POST", args="{glass}"),
    Row("break_glass_read", "s n n n n n n p n n n m m", args="{glass}"),
    Row("break_glass_read", "s n n n n n n p n n n r r", method="POST", args="{glass}"),
    Row(
        "break_glass_read",
        "s n n n n n n p n n n o o",
        method="POST",
        where="confirmed",
        args="{glass}",
        first="break_glass_confirm",
    ),
    Row("healthz", "o o o o o o o o o o o o o"),
    Row("readyz", "o o o o o o o o o o o o o"),
    Row("metrics", "o o o o o o o o o o o o o"),
    Row("account_login", "o o o o o o o o o o o o o"),
    Row("account_signup", "o o o o o o o p o o o o o"),
    Row("account_logout", "o o o o o o o o o o o o o"),
    Row("account_logout", "o o o o o o o o o o o o o", method="POST"),
    Row("account_email", "s o o o o o o o o o o o o"),
    Row("recovery_phrase", "s o o o o o o o o o o o o"),
    Row("recovery_phrase", "s o o o o o o o o o o o o", method="POST", body="password={password}"),
    Row("use_recovery_phrase", "o o o o o o o o o o o o o"),
    Row("account_change_password", "s o o o o o o o o o o o o"),
    Row("account_reauthenticate", "s o o o o o o o o o o o o"),
    Row("account_reset_password", "o o o o o o o o o o o o o"),
    Row("account_reset_password_done", "o o o o o o o o o o o o o"),
    Row("account_reset_password_from_key_done", "o o o o o o o o o o o o o"),
    Row("account_reset_password_from_key", "o o o o o o o o o o o o o", args="1,abc-def"),
    Row("usersessions_list", "s o o o o o o o o o o o o"),
    Row("mfa_index", "s o o o o o o p o o o o o"),
    Row("mfa_authenticate", "s o o o o o o o o o o o o"),
    Row("mfa_reauthenticate", "s o o o o o o o o o o o o"),
    Row("mfa_activate_totp", "s o o o o o o p o o o o o"),
    Row("mfa_deactivate_totp", "s n n n n n n p o o o o o"),
    Row("mfa_view_recovery_codes", "s n n n n n n p n n n n n"),
    Row("mfa_generate_recovery_codes", "s o o o o o o p o o o o o"),
    Row("mfa_download_recovery_codes", "s n n n n n n p n n n n n"),
    Row("mfa_list_webauthn", "s o o o o o o p o o o o o"),
    Row("mfa_add_webauthn", "s o o o o o o p o o o o o"),
    Row("mfa_reauthenticate_webauthn", "s o o o o o o o o o o o o"),
    Row("mfa_remove_webauthn", "s o o o o o o p o o o o o", args="1"),
    Row("mfa_edit_webauthn", "s o o o o o o p o o o o o", args="1"),
    Row("mfa_login_webauthn", "s o o o o o o o o o o o o"),
    Row("account_inactive", "o o o o o o o p o o o o o"),
    Row("account_email_verification_sent", "o o o o o o o p o o o o o"),
    Row("account_set_password", "s o o o o o o o o o o o o"),
    Row("account_confirm_login_code", "s o o o o o o p o o o o o"),
    Row("account_confirm_email", "s r r r r r r r r r r r r", args="abc"),
]

# Socket commands, in the open room and in the private one, for the same columns but guest (refused before accept).
# `y` done, `n` as if the room were not there, `r` refused in words, `c` closed with 4403.
#                    own member insider former removed blocked suspended supporter moderator trainer lead staff
COMMANDS = {
    "room.open": {"open": "y y y y r y c y y y y y", "private": "y n y n n y c n n n n n"},
    "room.close": {"open": "y y y y y y c y y y y y", "private": "y y y y y y c y y y y y"},
    "message.send": {"open": "y y y y r y c y y y y y", "private": "y n y n n y c n n n n n"},
    "message.edit": {"open": "y r r r r r c r r r r r", "private": "y n r n n r c n n n n n"},
    "message.remove": {"open": "y r r r r r c r r r r r", "private": "y n r n n r c n n n n n"},
    "message.react": {"open": "r y y y r n c y y y y y", "private": "r n y n n n c n n n n n"},
    "room.read": {"open": "y y y y y y c y y y y y", "private": "y n y n n y c n n n n n"},
    "typing.start": {"open": "y y y y y y c y y y y y", "private": "y y y y y y c y y y y y"},
    "ping": {"open": "y y y y y y c y y y y y", "private": "y y y y y y c y y y y y"},
}


# What stays open to whom (community.kernel.doors): s somebody suspended, o somebody who owes an acceptance; n asks
# nobody who they are. An address that is not here is behind both doors.
DOORS = {
    "n": "help_now leave mark healthz readyz metrics",
    "so": """
        house_rules privacy clauses clause clause_quiz clause_incident clauses_accept clauses_confusing clauses_incidents
        my_job my_standing appeal notices notice notices_seen notices_ringing access_log my_words words_take_back close_account closed_account export export_fetch sign_out_everywhere account_email account_confirm_email leaving recovery_phrase use_recovery_phrase account_login account_logout
        account_reauthenticate account_change_password account_set_password account_reset_password
        account_reset_password_done account_reset_password_from_key account_reset_password_from_key_done
        mfa_authenticate mfa_reauthenticate mfa_reauthenticate_webauthn mfa_login_webauthn usersessions_list
    """,
    "o": """
        about me welcome blocks my_roles my_roles_end my_duty second_step my_reports account_signup
        account_inactive account_confirm_login_code account_email_verification_sent mfa_index
        mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes
        mfa_download_recovery_codes mfa_list_webauthn mfa_add_webauthn mfa_remove_webauthn mfa_edit_webauthn
    """,
}
# Nobody may be kept from these, whatever stands in their way (own plan: with its feature).
SAFETY = ("help_now", "leave", "my_standing", "account_logout", "close_account")
