"""What people fill in to come, to come back, and to change their own things."""

import zoneinfo
from functools import lru_cache
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.core import context
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.kernel import limits
from community.kernel.fields import Line
from community.kernel.refused import TooFast
from community.kernel.waiting import in_words

from . import addresses, guessing, handles, services
from .actor import Actor
from .models import UNTOLD, User

ADDED_A_NUMBER = _(
    "We added a number, so that nobody can find out which names are in use here. "
    "This is the name you sign in with. Nothing is made yet: press the button again if it is fine for you."
)
JUST_TAKEN = _(
    "Somebody has taken that name in this moment. How about this one? Press the button again to take it."
)
PASSWORD_HINT = _("At least 8 letters. Several words that only you put together are easy to keep.")


def _rules_label() -> str:
    return format_html(
        str(_('I accept the <a href="{}" target="_blank" rel="noopener">house rules</a>')),
        reverse_lazy("house_rules"),
    )


class SignupForm(forms.Form):
    """Name, password, two ticks. A name the site has not offered comes back with a number (handles.py)."""

    handle = Line(
        label=_("Name to sign in with"),
        max_length=handles.MAX_LENGTH,
        help_text=_("Made up for you. You can type a word of your own. Do not use your real name."),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=256,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(render_value=True, attrs={"autocomplete": "new-password"}),
    )
    email = forms.EmailField(
        label=_("E-mail, if you like"),
        required=False,
        help_text=_(
            "Only for getting back in if you lose your password. Nobody sees it. We send a link to confirm it."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    adult = forms.BooleanField(
        label=_("I am 18 or older"),
        error_messages={"required": _("This site is for people who are 18 or older.")},
    )
    rules = forms.BooleanField(
        label=lazy(_rules_label, str)(),
        error_messages={"required": _("Please read the house rules and accept them to come in.")},
    )
    offer = forms.CharField(required=False, widget=forms.HiddenInput)
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-time-zone": ""}))

    # allauth asks each sign-up form for this.
    by_passkey = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Why the name in the field is not the one that was sent; the form then waits to be sent once more.
        self.note: Any = None
        if not self.is_bound and not self.initial.get("handle"):
            self._fill_in(handles.made_up())

    @classmethod
    def to_wait(cls, typed: dict[str, Any], refusal: TooFast) -> "SignupForm":
        """The same form with everything typed but the password, which says how long to wait."""
        form = cls(
            initial={name: typed[name] for name in cls.base_fields if name in typed and name != "password"}
        )
        form.note = _(
            "Many people have signed up from this network. Please wait %(time)s, then send it again."
        ) % {"time": in_words(refusal.retry_after or 60)}
        return form

    @classmethod
    def with_another_name(cls, typed: dict[str, Any]) -> "SignupForm":
        """The same form with everything typed so far and another made-up name."""
        kept = {name: typed[name] for name in cls.base_fields if name in typed}
        return cls(initial={**kept, "handle": ""})

    def is_valid(self) -> bool:
        return super().is_valid() and self.note is None

    def clean_handle(self) -> str:
        handle = "-".join(str(self.cleaned_data["handle"]).lower().split())  # "rain barrel" is meant well
        handles.check_handle(handle)
        if not handles.is_offered(handle, self.data.get(self.add_prefix("offer"), "")):
            # The same whether the word is in use or not: nothing was looked up.
            handle = handles.with_number(handle)
            self._fill_in(handle)
            self.note = ADDED_A_NUMBER
        return handle

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password = cleaned.get("password")
        if password:
            person = User(handle=cleaned.get("handle", ""), email=cleaned.get("email", ""))
            try:
                validate_password(password, person)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def try_save(self, request: HttpRequest) -> tuple[User, None]:
        """Raises services.HandleTaken, with another name already filled in."""
        given = self.cleaned_data
        try:
            user = services.sign_up(
                services.Newcomer(
                    handle=given["handle"],
                    password=given["password"],
                    email=given["email"],
                    time_zone=given["time_zone"],
                    language=_known_language(),
                )
            )
        except services.HandleTaken:
            self._fill_in(handles.another_like(given["handle"]))
            self.note = JUST_TAKEN
            raise
        if given["email"]:
            addresses.send_at_sign_up(user, absolute=request.build_absolute_uri)
        return user, None

    def _fill_in(self, handle: str) -> None:
        filled = {"handle": handle, "offer": handles.offer(handle)}
        if self.is_bound:
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            for name, value in filled.items():
                data[self.add_prefix(name)] = value
            self.data = data
        else:
            self.initial = {**self.initial, **filled}


def _known_language() -> str:
    language = get_language() or settings.LANGUAGE_CODE
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class SignInForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.label = _("Name to sign in with")
        name.widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})
        password.help_text = ""
        for field in (name, password):
            field.widget.attrs.pop("placeholder", None)


class RecoverForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].help_text = _("The one you gave for getting back in.")
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        """A confirmed address only, as it is stored: letters that become others in lower case lead to no other mailbox.
        Whoever may still come back may also find a lost password again."""
        email = addresses.cleaned(self.cleaned_data["email"])
        known = User.objects.filter(email=email).exclude(email="")
        self.users = [person for person in known if person.is_active or person.may_come_back]
        return email


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_passwords(self, now="oldpassword")

    def clean_oldpassword(self) -> str:
        attempt = guessing.begin_in_form(context.request, "password", self.user.handle)
        password: str = super().clean_oldpassword()
        attempt.was_right()
        return password


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain_passwords(self)


class UsePhraseForm(forms.Form):
    """A name, the six words, and a new password. What is wrong with a password is said before the words are looked at."""

    handle = forms.CharField(
        label=_("Name to sign in with"),
        max_length=handles.MAX_LENGTH,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    phrase = forms.CharField(
        label=_("Recovery phrase"),
        max_length=300,
        help_text=_("Six words, in their order. Capitals, hyphens and spaces do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=256,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned:
            try:
                validate_password(cleaned["password"], User(handle=cleaned.get("handle", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class ConfirmForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Your password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)


def _plain_passwords(form: forms.Form, *, now: str = "") -> None:
    """Typed once: a password that can be looked at while it is typed needs no second field."""
    form.fields.pop("password2", None)
    form.fields["password1"].label = _("New password")
    form.fields["password1"].help_text = PASSWORD_HINT
    if now:
        form.fields[now].label = _("Password you have now")
        form.fields[now].help_text = ""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


# --- My own page ---------------------------------------------------------------------------------


class LongSelect(forms.Select):
    """A choice of hundreds in groups, put together at once: Django draws a template for each of them."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        all_attrs = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", flatatt(all_attrs), self._drawn(str(value or "")))

    def _drawn(self, chosen: str) -> SafeString:
        parts = []
        for label, inside in self.choices:
            if not isinstance(inside, list | tuple):
                parts.append(_option(str(label), str(inside), chosen))
            else:
                options = "".join(_option(str(key), str(words), chosen) for key, words in inside)
                parts.append(f'<optgroup label="{escape(str(label))}">{options}</optgroup>')
        return mark_safe("".join(parts))


def _option(key: str, words: str, chosen: str) -> str:
    return f'<option value="{escape(key)}"{" selected" if key == chosen else ""}>{escape(words)}</option>'


@lru_cache
def _time_zones() -> list[tuple[str, list[tuple[str, Any]]]]:
    """Places to choose from, by continent; the odd historical names are left out."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(zoneinfo.available_timezones()):
        region, _slash, place = name.partition("/")
        if place and region not in {"Etc", "SystemV", "US", "posix", "right"}:
            groups.setdefault(region, []).append((name, place.replace("_", " ").replace("/", ", ")))
    own: list[tuple[str, list[tuple[str, Any]]]] = [
        ("", [(UNTOLD, _("As on the device I use")), ("Etc/UTC", "UTC")]),
    ]
    return [*own, *groups.items()]


class SettingsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["display_name", "about", "language", "time_zone"]
        field_classes = {"display_name": Line, "about": Line}
        labels = {
            "display_name": _("Name to go by"),
            "about": _("A line about me"),
            "language": _("Language"),
            "time_zone": _("Time zone"),
        }
        help_texts = {
            "display_name": _("What others see in rooms. Empty: the name you sign in with."),
            "about": _("Others see it on your page. Leave out what could tell who you are."),
            "time_zone": _("Times are shown as in this place. Nobody else sees it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["display_name"].widget.attrs["autocomplete"] = "nickname"
        self.fields["time_zone"] = forms.ChoiceField(
            label=self.fields["time_zone"].label,
            help_text=self.fields["time_zone"].help_text,
            choices=self._zones,
            widget=LongSelect,
        )
        if len(settings.LANGUAGES) > 1:
            self.fields["language"] = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
        else:
            self.fields.pop("language", None)

    def _zones(self) -> list[Any]:
        zones: list[Any] = _time_zones()
        mine = self.instance.time_zone
        if not any(mine == name for _region, places in zones for name, _place in places):
            zones = [(mine, mine), *zones]
        return zones

    def clean_display_name(self) -> str:
        name = handles.tidy(self.cleaned_data["display_name"])
        # What somebody already goes by stays, even where the rules have changed since.
        if name and name != self.instance.display_name:
            handles.check_display_name(name, of=self.instance.pk)
        return name

    def clean_about(self) -> str:
        about: str = self.cleaned_data["about"]
        if about and about != self.instance.about:
            handles.check_about(about, of=self.instance.pk)
        return about

    def _post_clean(self) -> None:
        """Leaves the person as stored: the service compares, changes and announces."""

    @transaction.atomic
    def keep(self, *, by: Actor) -> User:
        """All of it or nothing. Raises Refused; `refused_at` then says at which field."""
        person, given = self.instance, self.cleaned_data
        self.refused_at = "display_name"
        services.change_name(person, by=by, display_name=given["display_name"])
        self.refused_at = "about"
        services.change_settings(
            person,
            by=by,
            about=given["about"],
            time_zone=given["time_zone"],
            language=given.get("language", person.language),
        )
        return person


class LeavingForm(forms.Form):
    leaving = forms.ChoiceField(
        label=_("By the keyboard"), choices=User.Leaving.choices, required=False, widget=forms.RadioSelect
    )
    signs_out = forms.BooleanField(label=_("Leaving signs me out, too"), required=False)

    def __init__(self, *args: Any, is_guest: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_guest:
            del self.fields["signs_out"]


class WithPasswordForm(forms.Form):
    """For what should not happen because a phone lay open on a table."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        self.user, self.by = by.person, by
        super().__init__(*args, **kwargs)

    @property
    def status(self) -> int:
        """Of the page this form stands on."""
        return 429 if self.is_bound and guessing.is_too_often(self) is not None else 200

    def clean_password(self) -> str:
        try:
            limits.PASSWORD_AGAIN.take(f"{self.by.pk}.{self.by.sign_in}")
        except TooFast as refusal:
            raise ValidationError(str(refusal.message), code="too_fast") from refusal
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise ValidationError(_("This is not the password of this account."), code="incorrect_password")
        return password


class EmailForm(WithPasswordForm):
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_(
            "Only for getting back in. Empty: we keep none, and only a recovery phrase can replace a lost password."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ["email", "password"]
