"""Words by which somebody poses as having a duty here, in the languages offered and the large ones.

Compared by their skeletons, so accents, capitals and look-alike letters need not be written out. Five kinds:

STEMS    long enough that nobody has them in a name by chance: found anywhere, with every ending and in every compound
WORDS    a whole word of the name, with the endings given
INSIDE   for writing without spaces between words: found anywhere
PHRASES  several words, one after the other
ASKED    help and support: refused unless the name asks for it, as "need help" does

Left out on purpose, because people are called so: مساعد, 지원, Resmi, Modo, Guide, Boss, Leiter, Arts, Hote, Team; and
work that nobody here does for the site, because members do it: nurses, paramedics, coaches, in every language.
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STEMS = _words(
    """
    openhearth safeguarding superuser sysadmin webmaster moderator moderaator
    supporter helpline helpdesk helpcent lifeline hotline counsellor counselor therapist psychologist psychiatrist
    volunteer automod cohost
    administr betreuer beraterin seelsorg helferin mitarbeiter unterstutzer therapeut psycholog gastgeber
    krisendienst krisentelefon krisenhelfer krisenchat ehrenamtlich ansprechpartner ausbilder notruf freiwilliger
    moderador moderacion moderaçao administrador administracion voluntari orientador facilitador anfitrio
    formador supervisor
    modérateur modératrice administrateur bénévole écoutant conseiller thérapeute formateur formatrice
    animateur animatrice accompagnant
    apoiador conselheir psicolog
    moderatore moderatrice amministrator amministratrice operatrice consulente terapeuta dottoressa formatrice
    beheerder vrijwillig hulpverle begeleid medewerker ondersteun gastvrouw gastheer hulplijn crisislijn
    wolontariusz opiekunk terapeutk prowadzac
    moderatör yönetici gönüllü danışman destekçi görevli yetkili
    модератор модераци админист админис волонтер консультант психолог психотерап психиатр терапевт
    сотрудни помощниц помощник поддержк дежурн
    moderaatt ylläpit moderatoor administrát dobrovoln
    """
)

WORDS = _words(
    """
    admin admins adm mod mods staff official host hosts hostess hosting trainer trainers helper helpers listener
    listeners doctor doctors operator owner founder ceo manager responder samaritan
    mentor mentors moderation administration management verified unverified
    dr dra drs sysop police counselling counseling therapy crisisline emergency ambulance
    helfer berater betreuerin betreuung beratung arzt arztin doktor leitung
    aufsicht moderiert moderation offiziell verifiziert trainerin trainerinnen zuhorer zuhorerin polizei
    verwaltung verwalter inhaber grunder
    consejero consejera ayudante ayudantes medico medica doctora doctores psicologo psicologa oficial verificado
    verificada soporte apoyo oyente moderadores entrenador entrenadora policia administradores responsable
    soutien aidant aidante aidants entraide médecin docteur docteure psychologue officiel officielle vérifié vérifiée
    responsable écoute encadrant intervenant intervenante bénévoles
    suporte apoio ajudante voluntário médico médica doutor doutora psicólogo psicóloga verificada oficiais
    assistenza supporto operatore consulente dottore medico ufficiale verificato verificata volontario volontaria
    psicologo amministrazione moderazione aiutante sostenitore sostenitrice
    dokter psycholoog officieel geverifieerd trainster moderatie beheer begeleider begeleidster politie
    wsparcie pomocnik pomocnica doradca lekarz lekarka psycholog oficjalny oficjalna oficjalne personel obsługa
    trenerka trener zweryfikowany zweryfikowana moderatorka administratorka dyżurny dyżurna policja opiekun
    destek doktor terapist psikolog personel onaylı doğrulanmış nöbetçi kurucu yardımcı eğitmen sunucu yonetim
    админ админы админка мод модер моды модеры врач доктор докторша ведущий ведущая ведущие куратор тренер тренерша
    наставник наставница персонал поддержка официальный официально официальная владелец владелица проверено
    проверенный проверенная оператор руководитель стафф хост саппорт хелпер полиция
    модерація адмін адміни адміністратор адміністраторка підтримка лікар помічник помічниця ведуча черговий чергова
    مشرف مشرفه مشرفون مشرفين مشرفات مدير مديره مدراء اداره مسؤول مسؤوله ادمن ادمنز ادمين مساعده مستشار مستشاره معالج
    معالجه طبيب طبيبه دكتور دكتوره طاقم موظف موظفه موظفين منسق منسقه مضيف مضيفه مراقب متطوع متطوعه متطوعين
    متطوعون موثق مناوب مودريتور مودريتر اخصائي اخصائيه مرافقه شرطه داعم داعمه مدرب مدربه
    مدیر مدیران مدیریت ناظر ناظران ادمین پشتیبان پشتیبانی مشاور مشاوران گرداننده میزبان داوطلب روانشناس درمانگر دکتر
    پزشک همیار کارمند کارکنان راهبر تسهیلگر مربی حامی کشیک پلیس
    मॉडरेटर मॉडेरेटर मोडरेटर प्रशासक व्यवस्थापक एडमिन सहायक सहायिका समर्थक परामर्शदाता स्वयंसेवक स्वयंसेविका काउंसलर
    काउंसलिंग चिकित्सक डॉक्टर स्टाफ स्टाफ़ आधिकारिक मेज़बान मेजबान संचालक हेल्पलाइन हेल्पर सत्यापित थेरेपिस्ट
    मनोवैज्ञानिक प्रशिक्षक होस्ट मॉडरेशन प्रबंधक मददगार सलाहकार श्रोता पुलिस कर्मचारी
    מנהל מנהלת מנהלים צוות תמיכה מנחה מתנדב מתנדבת יועץ יועצת מטפל מטפלת רופא רופאה אדמין
    διαχειριστής διαχειρίστρια συντονιστής συντονίστρια υποστήριξη εθελοντής εθελόντρια
    stodperson volontar läkare moderátor správce podpora pomocník lékař
    """
)

INSIDE = _words(
    """
    管理员 管理員 管理者 管理人 管理组 版主 客服 志愿者 志工 志願者 咨询师 諮詢師 諮商師 咨询员 辅导员 輔導員 心理师 心理師 心理医生 心理醫生
    治疗师 治療師 医生 醫生 医师 醫師 官方 工作人员 工作人員 主持人 支持者 支援者 危机热线 危機熱線 热线 熱線 求助 客户服务 值班 當值 当值
    在岗 社工 助理 助手 站长 站長 群主 网管 认证 認證 認証 已验证 团队 團隊 员工 員工 职员 倾听者 傾聽者 倾听师 志愿 培训师 导师 導師 警察 督导
    モデレーター モデレータ 運営 公式 スタッフ サポーター サポート カウンセラー セラピスト ヘルパー ホスト役 司会 ボランティア 相談員 相談窓口 臨床心理士
    当番 勤務中 当直 アドミン トレーナー リスナー 職員 担当者 支援員 オフィシャル 係員 管理部 事務局 チーム
    관리자 관리인 관리팀 운영자 운영진 운영팀 모더레이터 모더레이트 상담사 상담원 상담가 스태프 스탭 공식 도우미 지원팀 고객지원 서포터 자원봉사 봉사자 진행자
    사회자 호스트 치료사 매니저 어드민 트레이너 근무중 당직 인증됨 직원 심리사 리스너 방장 부방장 담당자 헬퍼
    """
)
# In writing without spaces, these only as the whole name.
INSIDE_ALONE = _words(
    "主持 管理 支持 支援 帮助 幫助 援助 ホスト 助け 助けて ヘルプ 도움 상담 의사 의료 先生 版務 팀 운영 관리 認定 相談 司会者"
)

PHRASES = (
    "on duty", "off duty", "on call", "on shift", "here to help", "here for you", "at your service", "crisis line",
    "crisis team", "crisis nurse", "duty nurse", "site nurse", "crisis coach", "crisis support", "crisis worker", "crisis counselor", "crisis counsellor", "help line", "help desk",
    "hot line", "life line", "help team", "help center", "help centre", "customer service", "customer care",
    "social worker", "peer worker", "peer supporter", "support worker", "support team", "the team", "team member",
    "site owner", "site team", "open hearth", "super user", "system message", "system notice", "service team",
    "safeguarding lead", "lead moderator", "welcome team", "somebody who left", "deleted account", "deleted person",
    "im dienst", "im einsatz", "dienst habend", "dienst habende", "dienst habender", "das team", "dein team",
    "unser team", "team mitglied",
    "de guardia", "de turno", "en servicio", "linea de ayuda", "linea de crisis", "el equipo", "equipo de",
    "de garde", "en service", "de service", "ligne d ecoute", "l equipe", "equipe de",
    "de plantao", "em servico", "de servico", "linha de apoio", "a equipe", "equipe de apoio",
    "di turno", "in servizio", "di guardia", "linea di aiuto", "lo staff", "la squadra di",
    "in dienst", "van dienst", "het team", "hulp lijn",
    "na dyzurze", "na sluzbie", "telefon zaufania", "zespol wsparcia",
    "ev sahibi", "gorev basinda", "destek ekibi", "kriz hatti", "yardim hatti", "resmi hesap", "حساب رسمي", "حساب رسمی", "yardim ekibi",
    "на дежурстве", "на смене", "на посту", "служба поддержки", "телефон доверия", "группа поддержки",
    "горячая линия", "команда сайта", "команда поддержки",
    "في الخدمه", "فريق الدعم", "خط المساعده", "خط الدعم", "الدعم الفني",
    "سر شيفت", "خط بحران", "تيم پشتيباني", "سر پست",
    "ड्यूटी पर", "सहायता टीम", "सपोर्ट टीम", "सहायता केंद्र",
    "근무 중", "고객 지원", "지원 팀", "운영 팀", "상담 중",
)  # fmt: skip

# From tales and songs: whoever has these in a name is nobody's doctor.
TALES = _words("who dre pepper seuss strange zhivago dolittle doolittle jekyll evil")

ASKED = _words(
    """
    help support hilfe unterstutzung ayuda apoyo aide ajuda apoio aiuto sostegno hulp steun pomoc wsparcie yardım
    помощь допомога مساعده دعم كمك सहायता मदद सपोर्ट हेल्प pomoć hjälp hjælp hjelp apua
    """
)
# Beside one of these, help is what somebody looks for, not what they pose as.
ASKING = frozenset(
    """
    need needs needing needed want wants wanting seek seeking looking lost please plz pls me my i without no self
    mutual send get give beyond past
    brauche brauch braucht suche sucht bitte mir ich necesito busco necesita mi por pido besoin cherche moi preciso
    procuro preciso cerco ho bisogno zoek nodig ik mij potrzebuje szukam prosze nuzna нужна нужно прошу ищу мне
    احتاج اريد चाहिए
    """.split()
)

# Only as the whole name: these mean something to the site or to whoever reads "… said:".
RESERVED = _words(
    """
    help support team system root host mentor guest member everyone everybody nobody somebody someone
    anonymous here all room rooms me you deleted removed closed unknown null none undefined account
    settings welcome login logout signin signout signup register home about privacy rules static
    people crowd demo police ambulance crisis bot chatbot modo moderate moderated admin service
    equipo équipe equipe squadra zespół ekip команда система فريق تیم टीम систем sistema système system
    """
)

# With "team" or between signs, these are the site: Team OH, [OH] Maria.
SITE = frozenset(
    {"oh", "openhearth", "hearth", "site", "house", "support", "help", "hilfe", "crisis", "care", "ayuda"}
)
TEAM = frozenset(
    {"team", "equipo", "equipe", "squadra", "zespol", "ekip", "ekibi", "команда", "фриг", "tim", "tiim"}
)
# What people put before or after somebody's name to be taken for them.
FILLERS = frozenset(
    "the real true original official only actual its it im i am is mr mrs ms miss der die das echte echter el la "
    "le les il lo not fake here hier this 1 one".split()
)
