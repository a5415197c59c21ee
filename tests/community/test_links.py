"""What leads elsewhere, and what is only a sentence without a space after its full stop."""

import pytest

from community.kernel.links import has_link
from community.kernel.text import draw

SENTENCES = """\
I feel so alone.Me and my mum fight every day
I cannot sleep.Me neither
I am at work.Online it is easier
he/she.they/them
ok.so/so today
i feel so alone.me and my mum fight every day
i cannot sleep.me neither
i was at work.online it is easier
my names are sam and alex, she/her.they/them
It hurts.It always hurts
it hurts.it always hurts
nobody is in.in my head it is loud
that is all.so what now
I said no.no means no
she left.us kids stayed
please stop.to me it is too much
he is mean.at home and at school
I tried.do you know that feeling
i am fine.am I
I live alone.live with that
I want to go home.home is not safe
nobody cares.care is for others
I take 10.mg/day now
it was 5.am/pm I do not know
at the doctors today.info did not help me.Com on
My self-harm.Me and the scars
are you with.me?yes
I am at the shop.shop people stare
WHY AM I ALONE.ME AND MY MUM FIGHT
Mir geht es nicht gut.So ist das eben
ich bin müde.er/sie schläft
ich kann nicht schlafen.Es ist so laut
ich war müde.de facto seit Wochen
Ich bin allein.Am Abend ist es schlimm
je suis fatiguée.il/elle dort
je ne dors pas.Je pense trop
je suis seul.me voilà
estoy cansada.de todo y de todos
estoy sola.mi madre no me habla
no puedo más.es demasiado
me siento mal.la noche es larga
estou triste.com medo de tudo
fiquei em casa.com a minha mãe
não consigo dormir.é assim
sono stanca.io non dormo più
non dormo.io/lui non importa
sto male.è così da mesi
ik ben moe.net wakker en nu al op
ik slaap niet.nu ook niet
jestem sama.co mam robić
nie śpię.to boli
çok yorgunum.biz böyleyiz
Мне плохо.Никто не слышит
мне плохо.и так каждый день
أنا وحيد.لا أحد يسمعني
خسته‌ام.هیچ‌کس نیست
मैं अकेला हूँ.कोई नहीं सुनता
我很难过.没有人听我说
眠れない.もう疲れた
너무 힘들어.아무도 없어
e.g. this
3.5 hours, 24.12. or 25.12.
and so on...
anna@home
anna.de@example is how I write it
half/half
U.S. or U.K.?
Node.js is not my thing
""".splitlines()

LINKS = """\
t.me/x
write me: t.me/ok
wa.me/4917012345
www.x.org
see www.example.org.
https://x
HTTP://X.ORG
ftp://a.b
example.com/path
come to example.com
look at Example.com, it is good
EXAMPLE.COM
bit.ly/3xYz
discord.gg/abc
paypal.me/anna
linktr.ee/anna
youtu.be/dQw4w9WgXcQ
example.me/join-us
example.so/a1
sub.example.it/pagina
repubblica.it/salute
beispiel.de/hilfe
Schau auf beispiel.de
ejemplo.es/ayuda
exemple.fr/aide
exemplo.com.br/ajuda
voorbeeld.nl/hulp
przyklad.pl/pomoc
пример.рф
пример.рф/помощь
site.ru
example.co.uk/help
example.com:8080/x
example.org?x=1
my-shop.online/buy
great-shop.store/sale-50
tg://resolve?domain=x
(example.com/path)
例え.jp/道
""".splitlines()


@pytest.mark.parametrize("words", SENTENCES)
def test_a_sentence_without_a_space_after_its_full_stop_is_no_link(words):
    assert not has_link(words)
    assert "<a" not in draw(words)


@pytest.mark.parametrize("words", LINKS)
def test_what_leads_elsewhere_is_one(words):
    assert has_link(words)


def test_there_are_enough_of_them():
    assert len(SENTENCES) >= 60 and len(LINKS) >= 30


def test_what_is_drawn_as_a_link_is_what_counts_as_one_and_ends_before_the_full_stop():
    assert draw("see (https://x.org/a_(b)?c=1&d), and example.com/path.") == (
        'see (<a href="https://x.org/a_(b)?c=1&amp;d" rel="nofollow noopener noreferrer ugc">https://x.org/a_(b)?c=1&amp;d</a>),'
        ' and <a href="https://example.com/path" rel="nofollow noopener noreferrer ugc">example.com/path</a>.'
    )


@pytest.mark.parametrize(
    "words", ["javascript://%0aalert(1)", "ftp://a.b", "tg://resolve?domain=x", "data://x"]
)
def test_only_pages_can_be_opened_from_a_message(words):
    assert has_link(words) and "<a" not in draw(words)


@pytest.mark.parametrize(
    "words", ['https://x.org/"onmouseover="alert(1)', "https://x.org/<script>", "www.x.org/'><img>"]
)
def test_an_address_cannot_leave_its_attribute(words):
    drawn = draw(words)
    assert "<script" not in drawn and "<img" not in drawn and '"onmouseover' not in drawn


def test_a_long_row_of_names_is_looked_at_without_getting_lost():
    assert not has_link("a." * 2000 + "x") and not has_link("a" * 4000 + ".y")
