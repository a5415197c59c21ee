"""What leads elsewhere: one rule for what is drawn as a link and for what a new account does not send yet.

A first word in distress, typed on a phone without a space after the full stop, is no address: "I feel so alone.Me and my
mum". So a name alone is one only under endings that are no word of a sentence; under all others it takes a path, and
a path that is itself a word like "they" or "so" is a sentence, too.
"""

import re
from collections.abc import Iterator

from django.utils.html import escape

# Endings that are no first word of a sentence in any language we know of, so that a name under them stands for itself.
# "com" is Portuguese for "with" and counts unless a small word of such a sentence follows; "net", "de" and "nl" are
# words of several languages and count only where the line or the sentence ends with them.
_ALONE = "com org xyz ru ua рф"
_ALONE_AT_THE_END = "info net de nl pl"
_AFTER_COM = (
    "a o as os um uma meu minha meus minhas seu sua ele ela eles elas você vocês quem medo raiva saudade saudades dor "
    "vontade muito muita muitos muitas tanto tanta tudo todos isso isto esse essa este esta aquele aquela mais certeza "
    "calma sono fome vergonha culpa ansiedade nada ninguém"
)
_WITH_PATH = (
    "com net org info biz gg xyz edu gov mil int app dev blog club live life care help chat shop store site online link "
    "page pro top vip win world zone cloud fun space tech wiki social media news email eu рф укр бел срб бг 中国 在线 网址 "
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf "
    "cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et fi fj fk fm fo fr ga gd ge gf gg gh "
    "gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kr "
    "kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne "
    "nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk "
    "sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi "
    "vn vu wf ws ye yt za zm zw"
)
# Hosts whose paths are names of groups and people: a small word behind them is one, too.
_KNOWN = (
    "t.me telegram.me wa.me m.me fb.me paypal.me line.me bit.ly youtu.be goo.gl is.gd cutt.ly ow.ly tinyurl.com linktr.ee "
    "lnkd.in discord.gg redd.it amzn.to spoti.fi notion.so twitch.tv x.com g.co"
)
# Small words that stand behind a stroke in a sentence: he/she.they/them, so/so, rien.il/elle, müde.er/sie.
_SMALL = (
    "a an and or not no yes he she it they them their him her his hers we us our you your me my mine i in out on off up "
    "down at to from is was are were be am do does did don't so if as by all some none never always maybe now then here "
    "there more less good bad today tomorrow yesterday night day week am pm h kg min online offline inside outside "
    "il elle ils elles lui moi toi nous vous je tu on oui non le la les un une des du de et ou si pas mon ma mes son sa "
    "er sie es ich du wir ihr ihm mich dich uns ja nein und oder der die das ein eine mein dein sein kein nicht so "
    "io lui lei noi voi loro sì no si mio mia suo sua un una uno il lo gli i e o se non "
    "yo tú él ella ellos ellas nosotros usted sí y el los las mi mis su sus "
    "eu ele ela eles elas você sim não ou um uma meu minha seu sua "
    "ik jij hij zij wij ze het een mijn nee ja en of niet "
    "я ты он она мы вы они да нет и или не мой моя это"
)


def _either(words: str) -> str:
    return "|".join(sorted({re.escape(word) for word in words.split()}, key=len, reverse=True))


_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_PATH = r"[/?#][^\s<>\"]*"
_BEFORE = r"(?<![@\w.-])"
_LINK = re.compile(
    # With a scheme; with www; a name under an ending, and what comes behind it.
    r"(?P<scheme>\b[a-z][a-z0-9+.-]{1,20}://[^\s<>\"]+)"
    rf"|(?P<www>{_BEFORE}www\.{_LABEL}(?:\.{_LABEL})*(?::\d+)?(?:{_PATH})?)"
    rf"|(?P<host>{_BEFORE}(?:{_LABEL}\.)+(?P<end>{_either(_WITH_PATH)}))(?![\w@-])(?!\.\w)(?::\d+)?(?P<path>{_PATH})?",
    re.IGNORECASE,
)
# So that an ordinary sentence, with a space after its full stop, costs one look.
_PERHAPS = re.compile(r"\w\.\w|://")
_STANDS_ALONE, _STANDS_LAST = set(_ALONE.split()), set(_ALONE_AT_THE_END.split())
_HOSTS, _SMALL_WORDS = set(_KNOWN.split()), set(_SMALL.split())
_GOES_ON = re.compile(rf"\s+(?:{_either(_AFTER_COM)})\b", re.IGNORECASE)
_ENDS = re.compile(r"[ \t]*(?:$|[\n.,;:!?)\]…])")
_AFTER_STROKE = re.compile(r"/([^\W\d_]+(?:['’][^\W\d_]+)?)[.,;:!?…)\]»”]*")
_TRAILING = ".,:;!?…'’\"”»"


def find(text: str) -> Iterator[tuple[int, int, str]]:
    """Where somewhere to go is named: from, to, and the address to open ("" for one that no browser opens)."""
    if not _PERHAPS.search(text):
        return
    for match in _LINK.finditer(text):
        if match["host"] and not _is_address(match, text):
            continue
        words = _trimmed(match[0])
        if match["scheme"]:
            opens = words if words.lower().startswith(("http://", "https://")) else ""
        else:
            opens = f"https://{words}"
        yield match.start(), match.start() + len(words), opens


def has_link(text: str) -> bool:
    """Whether somewhere to go on the net is named in it."""
    return next(find(text), None) is not None


def draw_links(text: str) -> str:
    """HTML: escaped, with the addresses made links that tell nothing."""
    drawn: list[str] = []
    at = 0
    for begin, end, opens in find(text):
        if opens:
            drawn.append(escape(text[at:begin]))
            drawn.append(
                f'<a href="{escape(opens)}" rel="nofollow noopener noreferrer ugc">{escape(text[begin:end])}</a>'
            )
            at = end
    return "".join([*drawn, escape(text[at:])])


def _is_address(match: re.Match[str], text: str) -> bool:
    host, end, path = match["host"].lower(), match["end"], match["path"] or ""
    if host in _HOSTS:
        return len(path) > 1 or _stands_alone(end, text[match.end() :])
    if _begins_a_sentence(match["host"], end) or host.removesuffix(end.lower()).replace(".", "").isdigit():
        return False
    if len(path) < 2 or not path.startswith("/"):
        return _stands_alone(end, text[match.end("host") :])
    word = _AFTER_STROKE.fullmatch(path)
    return word is None or word[1].lower() not in {end.lower(), *_SMALL_WORDS}


def _stands_alone(end: str, rest: str) -> bool:
    end = end.lower()
    if end in _STANDS_LAST:
        return _ENDS.match(rest) is not None
    return end in _STANDS_ALONE and not (end == "com" and _GOES_ON.match(rest))


def _begins_a_sentence(host: str, end: str) -> bool:
    """Typed with a capital after small letters: alone.Me, work.Online."""
    return end[0].isupper() and not host.isupper()


def _trimmed(words: str) -> str:
    """Without the full stop of the sentence, and without a bracket that was opened before it."""
    while True:
        words = words.rstrip(_TRAILING)
        for opening, closing in ("()", "[]"):
            if words.endswith(closing) and words.count(closing) > words.count(opening):
                words = words[:-1]
                break
        else:
            return words
