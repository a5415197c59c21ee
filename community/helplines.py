"""Where somebody gets help at once: numbers as they are dialled there, with their source and the day of checking.

A page begins with one country: the one somebody chose, else the one their time zone lies in, else the one their browser's
language names. Where none of that is known it begins with what leads to a helpline anywhere.

Each number was read on the page named as its source, on a stored copy of that page and not by ringing it.
Whoever runs a site checks them again before opening it, and adds those of its own country. A number whose
source cannot be read is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.zones import COUNTRY_OF

CHECKED = date(2026, 11, 23)
# Numbers change. One that nobody looked at for so long is not what a page begins with.
TOO_OLD = timedelta(days=365)
ELSEWHERE_CODE = "other"


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
    def spoken(self) -> str:
        """The number digit by digit, group by group: `116 123` is no hundred and sixteen thousand."""
        return spell(self.number)

    def is_old(self, today: date) -> bool:
        return today - self.checked > TOO_OLD

    @property
    def website_name(self) -> str:
        return self.website.removeprefix("https://").removeprefix("www.").rstrip("/")


def spell(number: str) -> str:
    return ", ".join(" ".join(group) for group in number.split())


@dataclass(frozen=True, slots=True)
class Country:
    name: str | Promise
    code: str
    """ISO 3166, as in an address and in a browser's `de-AT`."""
    languages: tuple[str, ...]
    emergency: str
    helplines: tuple[Helpline, ...]

    @property
    def emergency_spoken(self) -> str:
        return spell(self.emergency)

    def lines(self, today: date) -> list[Helpline]:
        """Those that were looked at within a year first."""
        return sorted(self.helplines, key=lambda line: line.is_old(today))

    def may_be_first(self, today: date) -> bool:
        return not self.lines(today)[0].is_old(today)


@dataclass(frozen=True, slots=True)
class Directory:
    """What leads to a helpline in nearly every country."""

    name: str
    website: str
    about: str | Promise

    @property
    def website_name(self) -> str:
        return self.website.removeprefix("https://").removeprefix("www.").rstrip("/")


ALWAYS = _("day and night")

COUNTRIES = (
    Country(
        _("Australia"),
        "AU",
        ("en",),
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
        _("Austria"),
        "AT",
        ("de",),
        "112",
        (
            Helpline(
                name="Telefonseelsorge",
                number="142",
                dial="142",
                hours=ALWAYS,
                about=_("In German. Free and confidential."),
                website="https://www.telefonseelsorge.at/",
                source="https://www.katholisch.at/telefonseelsorge",
                source_name="katholisch.at",
            ),
        ),
    ),
    Country(
        _("Brazil"),
        "BR",
        ("pt",),
        "192",
        (
            Helpline(
                name="CVV · Centro de Valorização da Vida",
                number="188",
                dial="188",
                hours=ALWAYS,
                about=_("In Portuguese. Free and confidential."),
                website="https://cvv.org.br/",
                source="https://cdlvca.com.br/2018/07/05/ligacao-para-prevencao-ao-suicidio-passa-a-ser-gratuita-em-toda-a-bahia-pelo-numero-188/",
                source_name="CDL Vitória da Conquista, 5 July 2018",
            ),
        ),
    ),
    Country(
        _("Canada"),
        "CA",
        ("en", "fr"),
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
        _("France"),
        "FR",
        ("fr",),
        "112",
        (
            Helpline(
                name="3114",
                number="3114",
                dial="3114",
                hours=ALWAYS,
                about=_("In French. Free. Nurses and psychologists answer."),
                website="https://3114.fr/",
                source="https://3114.fr/que-se-passe-t-il-quand-je-contacte-le-3114/",
                source_name="3114.fr",
            ),
        ),
    ),
    Country(
        _("Germany"),
        "DE",
        ("de",),
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
        _("India"),
        "IN",
        ("en", "hi"),
        "112",
        (
            Helpline(
                name="Tele MANAS",
                number="14416",
                dial="14416",
                hours=ALWAYS,
                about=_("Free. In up to 20 languages of India."),
                website="https://telemanas.mohfw.gov.in/",
                source="https://theshillongtimes.com/2025/02/07/tele-manas-mental-health-helpline-handles-over-18-1-lakh-calls-centre/",
                source_name="The Shillong Times, 7 February 2025",
            ),
        ),
    ),
    Country(
        _("Ireland"),
        "IE",
        ("en",),
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
        _("Mexico"),
        "MX",
        ("es",),
        "911",
        (
            Helpline(
                name="Línea de la Vida",
                number="800 911 2000",
                dial="8009112000",
                hours=ALWAYS,
                about=_("In Spanish. Free."),
                website="https://www.gob.mx/conasama",
                source="https://www.eluniversal.com.mx/nacion/promueven-la-linea-de-la-vida-tras-presentar-encuesta-sobre-consumo-de-drogas-asi-puedes-pedir-ayuda/",
                source_name="El Universal, 24 December 2025",
            ),
        ),
    ),
    Country(
        _("Netherlands"),
        "NL",
        ("nl",),
        "112",
        (
            Helpline(
                name="113 Zelfmoordpreventie",
                number="113",
                dial="113",
                hours=ALWAYS,
                about=_("In Dutch. Free and anonymous."),
                website="https://www.113.nl/",
                source="https://www.upday.com/nl/binnenland/nummer-113-nu-gratis-betere-hulp-bij-zelfdodingsgedachten/pj8neqt",
                source_name="ANP at upday, 3 October 2025",
            ),
        ),
    ),
    Country(
        _("New Zealand"),
        "NZ",
        ("en",),
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
        _("Singapore"),
        "SG",
        ("en",),
        "995",
        (
            Helpline(
                name="Samaritans of Singapore",
                number="1767",
                dial="1767",
                hours=ALWAYS,
                about=_("Call, or write to 9151 1767 on WhatsApp."),
                website="https://www.sos.org.sg/",
                source="https://mothership.sg/2022/09/sos-24h-whatsapp-service",
                source_name="Mothership, 10 September 2022",
            ),
        ),
    ),
    Country(
        _("Spain"),
        "ES",
        ("es",),
        "112",
        (
            Helpline(
                name="Línea 024",
                number="024",
                dial="024",
                hours=ALWAYS,
                about=_("In Spanish. Free and confidential."),
                website="https://www.sanidad.gob.es/linea024/",
                source="https://www.rtve.es/noticias/20220509/sanidad-presenta-telefono-prevencion-suicidio/2347183.shtml",
                source_name="RTVE, 9 May 2022",
            ),
        ),
    ),
    Country(
        _("Switzerland"),
        "CH",
        ("de", "fr", "it"),
        "112",
        (
            Helpline(
                name="143 · Die Dargebotene Hand, La Main Tendue, Telefono Amico",
                number="143",
                dial="143",
                hours=ALWAYS,
                about=_("In German, French and Italian. Anonymous."),
                website="https://www.143.ch/",
                source="https://www.swissinfo.ch/ger/alternde-gesellschaft/die-dargebotene-hand/3335124",
                source_name="swissinfo.ch",
            ),
        ),
    ),
    Country(
        _("United Kingdom"),
        "GB",
        ("en",),
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
        "US",
        ("en",),
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

EVERYWHERE = (
    Directory(
        "Find A Helpline",
        "https://findahelpline.com/",
        _("Choose your country and what it is about; it names helplines to call, text or write to."),
    ),
    Directory(
        "Befrienders Worldwide",
        "https://befrienders.org/",
        _("Centres of volunteers who listen, in many countries."),
    ),
)

LANGUAGES = {language for country in COUNTRIES for language in country.languages}
BY_CODE = {country.code: country for country in COUNTRIES}
CHOICES = {*BY_CODE, ELSEWHERE_CODE.upper()}


def begin_with(chosen: str, zone: str, languages: Sequence[str], today: date) -> Country | None:
    """The country a page begins with. `languages` as a browser names them, the best liked first: `de-AT`, `en`.

    Who chose, or whose zone is known, is not told another country by the language they happen to read in.
    """
    if chosen:
        country = BY_CODE.get(chosen.upper())
    elif zone:
        country = BY_CODE.get(COUNTRY_OF.get(zone, ""))
    else:
        region = languages[0].partition("-")[2] if languages else ""
        country = BY_CODE.get(region.upper())
    return country if country is not None and country.may_be_first(today) else None


def all_but(first: Country | None, language: str) -> list[Country]:
    """The others, those in which the reader's language is spoken at their head, then by name."""
    others = [country for country in COUNTRIES if country is not first]
    return sorted(others, key=lambda country: (language not in country.languages, str(country.name)))
