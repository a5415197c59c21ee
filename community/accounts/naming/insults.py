"""Words that hurt, as whole words of a name, however they are disguised. Modest on purpose: it is no list of all there
are, and a name that hurts in another way is taken away by a moderator.

Left out, because people are called so or call themselves so: Dick, Fanny, Gay, Dyke, Queer, Cox, Kant, Pute, Suka, Negro.
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# No ordinary name has these in it, with whatever before and after.
ANYWHERE = _words(
    """
    fuck nigger nigga faggot asshole arsehole motherfuck cocksuck wanker bullshit dumbass jackass retard pedophil
    paedophil arschloch hurensohn wichser schlampe missgeburt schwuchtel fotze hurensoehn scheisskerl
    gilipoll hijodeputa cabron pendejo maricon connard connasse enculé vaffancul stronzo puttana
    filhodaputa caralho klootzak kurwa orospu siktir
    блядь бляд пизд хуйл ебать пидор пидар мудак
    """
)

WORDS = _words(
    """
    shit shits shitty shithead bitch bitches bitchy cunt cunts slut sluts whore whores twat twats prick pricks ass
    bastard bastards skank scumbag idiot idiots moron morons imbecile imbeciles wank cunty pussy penis porn porno pervert
    dickhead tosser douchebag tranny trannies chink gook  spic raghead nazi hitler rapist pedo paedo fag fags
    jizz blowjob kys fck fuk fuq fcuk phuck stfu biatch btch azz fatso bimbo spastic
    arsch hure huren nutte nutten depp deppen vollidiot idioten spast spasti wixer ficken ficker scheisse scheiss
    trottel neger kanake mongo drecksau miststueck wichse hurenkind
    puta putas puto putos mierda gilipollas zorra coño joder cabrones imbecil pajero maricones culero
    merde salope salopes connards putain batard salaud salauds enfoirés enfoire pédé couille couilles conne ntm
    porra foda puta viadinho buceta merda fdp arrombado otario otaria
    cazzo cazzi merda stronza stronzi frocio troie coglione coglioni minchia zoccola bastardo
    hoer hoeren lul eikel mongool teringlijer kankerlijer flikker trut sukkel
    chuj huj pizda jebac jebany pierdol skurwysyn dziwka cwel pedał debil
    amk amcık pezevenk ibne yarrak kahpe gavat salak gerizekalı
    хуй хуи хуесос сука суки бля шлюха шлюхи ублюдок дебил идиот урод мразь тварь гандон долбоеб залупа чмо лох
    عاهره شرموطه حمار زب خول منيوك قحبه شرموط احمق
    کونی جنده کیر کسکش کثافت
    चूतिया मादरचोद बहनचोद भोसड़ी रंडी हरामी गांडू कमीना
    chutiya madarchod behenchod bhosdi gandu
    """
)

INSIDE = _words(
    """
    傻逼 傻屄 操你 肏你 妈的 他妈 草泥马 王八蛋 婊子 贱人 賤人 混蛋 去死 白痴 废物 垃圾 滚蛋 畜生
    死ね しね クソ野郎 くそ野郎 バカ野郎 馬鹿野郎 キチガイ ブス カス野郎
    씨발 시발놈 개새끼 병신 좆 미친놈 미친년 지랄 엿먹어 꺼져 죽어
    """
)

PHRASES = (
    "kill yourself", "go die", "drop dead", "hate you", "kill you", "hate all", "hang yourself", "kill your self",
    "shut up", "is a liar", "is fake", "is a fake", "is ugly", "is disgusting", "is pathetic", "is worthless",
    "is a fraud", "is a cheat", "is stupid", "is dumb", "all fake", "all liars", "all stupid", "sucks dick",
    "die all", "all must die", "heil hitler", "sieg heil", "white power", "son of a", "piece of crap",
    "hijo de puta", "hija de puta", "tu madre", "fils de pute", "ta gueule", "nique ta", "nique sa", "figlio di",
    "filho da puta", "halt die fresse", "halts maul", "fick dich", "verpiss dich", "bring dich um", "geh sterben",
    "иди на", "пошел на", "пошла на", "сдохни", "убей себя", "ibn el", "ابن الكلب", "ابن الشرموطه", "kanker op",
)  # fmt: skip

# Beside a word for others or another's name; alone or of oneself these are nobody's to refuse.
NEGATIVE = frozenset(
    """
    fake fakes liar liars pathetic worthless disgusting trash garbage stupid ugly dumb losers loser idiotic scum
    sucks suck stinks crap cowards coward pigs pig freaks freak crazy psycho cheats fraud scam scammers
    dumm lügner luegner hässlich haesslich abschaum estupido estupidos mentiroso mentirosa mentirosos menteur menteurs
    stupido bugiardo лжец лжецы тупой тупые
    """.split()
)
OF_OTHERS = frozenset(
    "you u ur your youre yall they them ihr du seid bist sois tu vous etes siete sei voce voces вы ты".split()
)
