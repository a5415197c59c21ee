"""Where somebody gets help at once: numbers as they are dialled there, with their source and the day of checking.

Each number was read on the page named as its source, on a stored copy of that page and not by ringing it.
Whoever runs a site checks them again before opening it, and adds those of its own country. A number whose
source cannot be read is left out.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHECKED = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Helpline:
    name: str
    number: str
    """As people there write it."""
    hours: str | Promise
    about: str | Promise
    website: str
    source: str
    source_name: str
    dial: str = ""
    """What the telephone dials; empty where one can only write."""
    text: str = ""
    """What a text message is sent to; empty where one can only call."""
    checked: date = CHECKED

    @property
    def website_name(self) -> str:
        return self.website.removeprefix("https://").removeprefix("www.").rstrip("/")


@dataclass(frozen=True, slots=True)
class Country:
    name: str | Promise
    emergency: str
    helplines: tuple[Helpline, ...]


ALWAYS = _("day and night")

COUNTRIES = (
    Country(
        _("Australia"),
        "000",
        (
            Helpline(
                name="Lifeline",
                number="13 11 14",
                dial="131114",
                hours=ALWAYS,
                about=_("Free from a mobile. You can also text 0477 13 11 14."),
                text="0477131114",
                website="https://www.lifeline.org.au/",
                source="https://www.thepushupchallenge.com.au/blog/what-happens-when-you-call-lifeline-",
                source_name="The Push-Up Challenge with Lifeline, 12 June 2024",
            ),
        ),
    ),
    Country(
        _("Canada"),
        "911",
        (
            Helpline(
                name="9-8-8: Suicide Crisis Helpline",
                number="988",
                dial="988",
                text="988",
                hours=ALWAYS,
                about=_("Call or text, in English or French. Free."),
                website="https://988.ca/",
                source="https://cmhasaskatoon.ca/9-8-8/",
                source_name="Canadian Mental Health Association, Saskatoon, 5 December 2023",
            ),
        ),
    ),
    Country(
        _("Germany"),
        "112",
        (
            Helpline(
                name="TelefonSeelsorge",
                number="0800 1110111",
                dial="08001110111",
                hours=ALWAYS,
                about=_("In German. Free and anonymous. A second number is 0800 1110222."),
                website="https://www.telefonseelsorge.de/",
                source="https://www.domradio.de/glossar/telefonseelsorge-0",
                source_name="domradio.de",
            ),
        ),
    ),
    Country(
        _("Ireland"),
        "112",
        (
            Helpline(
                name="Samaritans",
                number="116 123",
                dial="116123",
                hours=ALWAYS,
                about=_("Free. The number does not need any credit."),
                website="https://www.samaritans.org/",
                source="https://www.samaritans.org/how-we-can-help/contact-samaritan/",
                source_name="samaritans.org",
            ),
        ),
    ),
    Country(
        _("New Zealand"),
        "111",
        (
            Helpline(
                name="1737 Need to talk?",
                number="1737",
                dial="1737",
                text="1737",
                hours=ALWAYS,
                about=_("Call or text a trained counsellor. Free."),
                website="https://1737.org.nz/",
                source="https://www.pegasus.health.nz/?p=6300",
                source_name="Pegasus Health",
            ),
        ),
    ),
    Country(
        _("United Kingdom"),
        "999",
        (
            Helpline(
                name="Samaritans",
                number="116 123",
                dial="116123",
                hours=ALWAYS,
                about=_("Free. The number does not show up on a bill."),
                website="https://www.samaritans.org/",
                source="https://www.samaritans.org/how-we-can-help/contact-samaritan/",
                source_name="samaritans.org",
            ),
            Helpline(
                name="Shout",
                number="85258",
                text="85258",
                hours=ALWAYS,
                about=_("By text message only. Free. Text the word SHOUT."),
                website="https://giveusashout.org/",
                source="https://giveusashout.org/about-us/faq",
                source_name="giveusashout.org, 4 November 2024",
            ),
            Helpline(
                name="Childline",
                number="0800 1111",
                dial="08001111",
                hours=ALWAYS,
                about=_("For anyone under 19. Free."),
                website="https://www.childline.org.uk/",
                source="https://www.sunderlandecho.com/news/opinion/columnists/childline-advice-when-a-child-contacts-us-we-will-listen-and-support-them-3817957",
                source_name="Childline in the Sunderland Echo, 28 August 2022",
            ),
        ),
    ),
    Country(
        _("United States"),
        "911",
        (
            Helpline(
                name="988 Suicide & Crisis Lifeline",
                number="988",
                dial="988",
                text="988",
                hours=ALWAYS,
                about=_("Call or text. Free and confidential."),
                website="https://988lifeline.org/",
                source="https://health.wyo.gov/publichealth/prevention/wivpp/suicide-prevention/988-suicide-crisis-lifeline",
                source_name="Wyoming Department of Health",
            ),
        ),
    ),
)

ELSEWHERE = "https://findahelpline.com/"
