"""Where else somebody could be found or called: web and mail addresses, handles elsewhere, numbers, houses."""

import re

# Names of services that mean nothing else: refused with anything beside them.
SERVICES = frozenset(
    """
    instagram insta instagr snapchat whatsapp whatsap watsapp telegram tiktok discord facebook onlyfans wechat weixin
    skype viber kakaotalk kakao messenger threema fansly linkedin imessage facetime
    инстаграм инста телеграм телеграмм вотсап ватсап вайбер вконтакте дискорд тикток скайп
    واتساب انستقرام انستغرام انستا تيليجرام تيلجرام تلگرام اینستاگرام واتس سناب فيسبوك اينستا تلگرام
    इंस्टाग्राम व्हाट्सएप टेलीग्राम इंस्टा
    """.split()
)
# Letters and words that stand for one where a name follows: "ig anna", "snap: anna".
SHORT = frozenset("ig fb tg dc yt vk qq kik psn вк тг wa".split())
ALSO_WORDS = frozenset(
    "snap sc signal line twitter twitch steam xbox mail email gmail tel phone handy telefon mobil mobile reddit "
    "youtube matrix mastodon bluesky zalo telefono telephone téléphone numero number nummer skp".split()
)
INSIDE = (
    "微信",
    "微博",
    "加我",
    "扣扣",
    "抖音",
    "インスタ",
    "ライン交換",
    "カカオ",
    "카톡",
    "카카오톡",
    "인스타",
    "텔레그램",
    "라인아이디",
)
PHRASES = (
    "add me", "dm me", "pm me", "text me", "message me", "find me on", "follow me", "write me on", "hmu", "my number",
    "schreib mir", "adde mich", "folge mir", "escribeme", "agregame", "ajoute moi", "scrivimi", "me adiciona",
    "добавь меня", "пиши в", "пиши мне",
)  # fmt: skip

_ENDINGS = (
    "com net org info io me gg co app link xyz site online shop store club live tv biz eu de uk fr es it nl pl ru ch at be "
    "us br tr ir sa in cn jp kr ua se fi dk cz pt gr ie au nz mx ar social chat page blog dev рф"
)
_ENDING = "|".join(_ENDINGS.split())
_LABEL = r"[^\W_](?:[\w-]*[^\W_])"
ADDRESS = re.compile(
    rf"[a-z][a-z0-9+.-]*://|\bwww\s*\.|{_LABEL}\.(?:{_ENDING})(?![\w])|"
    rf"[\w.+-]+\s*@\s*[\w-]+\s*\.|"
    rf"[\[({{<]\s*(?:at|ät|dot|punkt|arroba|punto)\s*[\])}}>]|\w\s+(?:dot|punkt|punto|point|ponto)\s+(?:{_ENDING})\b|"
    rf"\b(?:gmail|hotmail|outlook|yahoo|icloud|gmx|protonmail|proton|web|qq|163)\s*\.?\s+?(?:{_ENDING})\b|"
    rf"\w\s+at\s+(?:gmail|hotmail|outlook|yahoo|icloud|gmx|protonmail)\b",
    re.IGNORECASE,
)
HANDLE_ELSEWHERE = re.compile(
    r"(?:^|[^\w.])@\w{2,}|\w#\d{4,5}(?!\d)|\b[ur]/\w{2,}|\b(?:t|wa|fb|m)\.me\b|^@", re.IGNORECASE
)
HOUSE = re.compile(
    r"\b\d{1,5}\s?[a-z]?,?\s+(?:\w+\s+){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|close|court|boulevard|blvd|way)\b\.?|"
    r"\w(?:stra(?:ss|ß)e|str\.?|weg|gasse|platz|allee|straat|laan)\s+\d{1,4}|"
    r"\b(?:rue|avenue|calle|avenida|via|viale|piazza|rua|ulica|ul\.|улица|ул\.)\s+[\w\s.]{2,30}\s+\d{1,4}|"
    r"\b\d{1,4},?\s+(?:rue|avenue|boulevard|place)\s+\w|\bapt\.?\s*\d|\bp\.?o\.? ?box\b",
    re.IGNORECASE,
)

# More digits than this, with nothing but signs between them, are somebody's number.
MOST_DIGITS = 6
MOST_DIGITS_ALONE = 4
DIGIT_WORDS = frozenset(
    """
    zero oh one two three four five six seven eight nine double null eins zwei drei vier fünf funf sechs sieben acht neun
    cero uno dos tres cuatro cinco seis siete ocho nueve un deux trois quatre cinq sept huit neuf due tre quattro
    cinque sei sette otto nove dois duas quatro sete oito um ноль один два три четыре пять шесть семь восемь девять
    """.split()
)
MOST_DIGIT_WORDS = 4
