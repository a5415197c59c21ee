"""What people type when a topic is meant. A topic gets these when it is made with one of these addresses.

From then on its words are data: staff change them beside the topic in the administration.
"""

# By the slug of the topic and by language; one to a line, as in the administration.
WORDS: dict[str, dict[str, str]] = {
    "anxiety": {
        "en": "panic attack\nanxious\nworried all the time\ncannot breathe\nheart racing\nscared for no reason\nafraid\n"
        "overthinking\nnervous\ntight chest\nshaking\nsocial anxiety\nhealth worries\nphobia",
        "es": "ataque de pánico\nansiedad\nangustia\nno puedo respirar\nmiedo\nnervios\npreocupación",
        "de": "Panikattacke\nAngst\nÄngste\nHerzrasen\nSorgen\nkeine Luft\nGrübeln",
        "fr": "crise de panique\nangoisse\nanxiété\npeur\nje n'arrive pas à respirer",
        "ru": "тревога\nпаническая атака\nстрах",
    },
    "low-mood": {
        "en": "depressed\ndepression\nfeeling down\nsad all the time\nempty\nnumb\nhopeless\nno energy\ncannot get up\n"
        "nothing matters\ncrying\nworthless\nhate myself",
        "es": "depresión\ntristeza\nsin ganas\nvacío\nno puedo levantarme\nllorar",
        "de": "Depression\ntraurig\nniedergeschlagen\nleer\nantriebslos\nhoffnungslos",
        "fr": "dépression\ntristesse\nvide\nsans énergie\npleurer",
        "ru": "депрессия\nгрусть\nпустота",
    },
    "grief": {
        "en": "my mum died\nmy dad died\nmy mom died\nmy husband died\nmy wife died\nmy son died\nmy daughter died\n"
        "my friend died\nmy dog died\nmy cat died\nlost my mother\nlost my father\nlost my baby\nmiscarriage\npassed away\nfuneral\n"
        "bereaved\nmourning\nwidow\nwidower\nmissing somebody\nanniversary of a death\ndeath\ndead\nlost to suicide",
        "es": "murió mi madre\nmurió mi padre\nduelo\nluto\nperdí a mi hijo\nviuda\nviudo\nmuerte",
        "de": "meine Mutter ist gestorben\nmein Vater ist gestorben\nTrauer\nTod\nverwitwet\nBeerdigung",
        "fr": "ma mère est morte\nmon père est mort\ndeuil\nveuve\nveuf\nenterrement",
        "ru": "горе\nумерла мама\nумер папа\nутрата",
    },
    "sleep": {
        "en": "cannot sleep\ncant sleep\ncan not sleep\ninsomnia\nawake at night\nawake at three\nnightmares\ntired\nexhausted\n"
        "lying awake\nbad dreams\nup all night\nnight shift",
        "es": "no puedo dormir\ninsomnio\npesadillas\ndespierto de noche\ncansancio",
        "de": "kann nicht schlafen\nschlaflos\nSchlaf\nAlbträume\nnachts wach\nmüde",
        "fr": "je n'arrive pas à dormir\ninsomnie\ncauchemars\nfatigue",
        "ru": "бессонница\nне могу спать\nкошмары",
    },
    "work": {
        "en": "burnt out\nburned out\nstress at work\nmy boss\nlost my job\nunemployed\nfired\nredundant\noverworked\n"
        "bullied at work\ncannot switch off\ntoo much work\nmoney worries",
        "es": "agotamiento\nestrés laboral\nmi jefe\nsin trabajo\ndespedido\nparo",
        "de": "Burnout\nausgebrannt\nStress bei der Arbeit\narbeitslos\ngekündigt\nMobbing",
        "fr": "épuisement\nburn-out\nstress au travail\nchômage\nlicencié",
    },
    "parenting": {
        "en": "my kids\nmy child\nmy son\nmy daughter\nmy teenager\nnew mum\nnew dad\nbaby crying\npostnatal\npostpartum\n"
        "single parent\ntantrums\ncannot cope with the children\npregnant",
        "es": "mis hijos\nmadre soltera\nbebé\nposparto\nadolescente\ncrianza",
        "de": "meine Kinder\nalleinerziehend\nBaby\nWochenbett\nPubertät",
        "fr": "mes enfants\nbébé\npost-partum\nparent seul\nadolescent",
    },
    "sober": {
        "en": "alcohol\ndrinking\ndrunk\naddiction\naddicted\nrelapse\nrelapsed\ncraving\ndrugs\ngambling\nrecovery\n"
        "hangover\nday one\nstop drinking\nquit smoking\nweed",
        "es": "alcohol\nbeber\nadicción\nrecaída\ndrogas\njuego",
        "de": "Alkohol\ntrinken\nSucht\nRückfall\nDrogen\nnüchtern",
        "fr": "alcool\nboire\naddiction\nrechute\ndrogue",
        "ru": "алкоголь\nзависимость\nсрыв",
    },
    "illness": {
        "en": "chronic pain\nchronic illness\npain every day\nfibromyalgia\ncancer\nfatigue\nlong covid\nmigraine\ndisabled\n"
        "disability\nhospital\ndiagnosis\nepilepsy\ndiabetes\nms",
        "es": "dolor crónico\nenfermedad\ncáncer\nfatiga\nepilepsia\nhospital",
        "de": "chronische Schmerzen\nKrankheit\nKrebs\nErschöpfung\nEpilepsie\nKrankenhaus",
        "fr": "douleur chronique\nmaladie\ncancer\népilepsie\nhôpital",
    },
    "loneliness": {
        "en": "lonely\nalone\nno friends\nnobody to talk to\nisolated\nleft out\nmoved to a new town\nbreak up\nbroke up\n"
        "divorce\ndivorced\nnobody cares",
        "es": "soledad\nsolo\nsola\nsin amigos\nnadie con quien hablar\nruptura\ndivorcio",
        "de": "einsam\nEinsamkeit\nallein\nkeine Freunde\nTrennung\nScheidung",
        "fr": "seul\nseule\nsolitude\npas d'amis\nrupture\ndivorce",
        "ru": "одиночество\nодин\nнет друзей",
    },
    "study": {
        "en": "exam\nexams\nschool\nuniversity\ncollege\nfailed my exam\nhomework\nthesis\ndeadline\nprocrastination\n"
        "cannot concentrate\nstudent\nbullied at school",
        "es": "exámenes\nestudios\nuniversidad\ninstituto\nno me concentro",
        "de": "Prüfung\nPrüfungsangst\nStudium\nUni\nSchule\nHausarbeit",
        "fr": "examens\nétudes\nuniversité\nlycée",
    },
    "caring": {
        "en": "carer\ncaregiver\nlooking after my mum\nlooking after my dad\nmy partner is ill\ndementia\nalzheimer\n"
        "my husband is ill\nmy wife is ill\ncaring for my parents\ncare home",
        "es": "cuidador\ncuidadora\ncuidar a mi madre\ndemencia\nmi pareja está enferma",
        "de": "Pflege\npflegende Angehörige\nDemenz\nmeine Eltern pflegen",
        "fr": "aidant\ns'occuper de ma mère\ndémence\nmaison de retraite",
    },
    "food": {
        "en": "eating disorder\nbinge\nbinge eating\nanorexia\nbulimia\nbody image\nfat\nweight\ncannot eat\nhate my body\n"
        "mirror\npurging\ndiet",
        "es": "trastorno alimentario\natracón\nanorexia\nbulimia\npeso\ncuerpo",
        "de": "Essstörung\nMagersucht\nBulimie\nGewicht\nKörperbild\nFressanfall",
        "fr": "trouble alimentaire\nanorexie\nboulimie\npoids\nimage du corps",
    },
}


def words_for(slug: str) -> dict[str, str]:
    return WORDS.get(slug, {})
