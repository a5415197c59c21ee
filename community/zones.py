"""In which country a time zone lies, for the countries *Get help now* knows; old names too, for browsers give them.

From the zone.tab and the backward links of the tz database (public domain), 2026.
"""

ZONES = {
    "AT": "Europe/Vienna",
    "AU": """Antarctica/Macquarie Australia/ACT Australia/Adelaide Australia/Brisbane Australia/Broken_Hill
        Australia/Canberra Australia/Currie Australia/Darwin Australia/Eucla Australia/Hobart Australia/LHI
        Australia/Lindeman Australia/Lord_Howe Australia/Melbourne Australia/NSW Australia/North Australia/Perth
        Australia/Queensland Australia/South Australia/Sydney Australia/Tasmania Australia/Victoria Australia/West
        Australia/Yancowinna""",
    "BR": """America/Araguaina America/Bahia America/Belem America/Boa_Vista America/Campo_Grande America/Cuiaba
        America/Eirunepe America/Fortaleza America/Maceio America/Manaus America/Noronha America/Porto_Acre
        America/Porto_Velho America/Recife America/Rio_Branco America/Santarem America/Sao_Paulo Brazil/Acre
        Brazil/DeNoronha Brazil/East Brazil/West""",
    "CA": """America/Atikokan America/Blanc-Sablon America/Cambridge_Bay America/Creston America/Dawson
        America/Dawson_Creek America/Edmonton America/Fort_Nelson America/Glace_Bay America/Goose_Bay America/Halifax
        America/Inuvik America/Iqaluit America/Moncton America/Montreal America/Nipigon America/Pangnirtung
        America/Rainy_River America/Rankin_Inlet America/Regina America/Resolute America/St_Johns America/Swift_Current
        America/Thunder_Bay America/Toronto America/Vancouver America/Whitehorse America/Winnipeg America/Yellowknife
        Canada/Atlantic Canada/Central Canada/Eastern Canada/Mountain Canada/Newfoundland Canada/Pacific
        Canada/Saskatchewan Canada/Yukon""",
    "CH": "Europe/Zurich",
    "DE": "Europe/Berlin Europe/Busingen",
    "ES": "Africa/Ceuta Atlantic/Canary Europe/Madrid",
    "FR": "Europe/Paris",
    "GB": "Europe/Belfast Europe/London",
    "IE": "Europe/Dublin",
    "IN": "Asia/Calcutta Asia/Kolkata",
    "MX": """America/Bahia_Banderas America/Cancun America/Chihuahua America/Ciudad_Juarez America/Ensenada
        America/Hermosillo America/Matamoros America/Mazatlan America/Merida America/Mexico_City America/Monterrey
        America/Ojinaga America/Santa_Isabel America/Tijuana Mexico/BajaNorte Mexico/BajaSur Mexico/General""",
    "NL": "Europe/Amsterdam",
    "NZ": "Pacific/Auckland Pacific/Chatham",
    "SG": "Asia/Singapore",
    "US": """America/Adak America/Anchorage America/Atka America/Boise America/Chicago America/Denver America/Detroit
        America/Fort_Wayne America/Indiana/Indianapolis America/Indiana/Knox America/Indiana/Marengo
        America/Indiana/Petersburg America/Indiana/Tell_City America/Indiana/Vevay America/Indiana/Vincennes
        America/Indiana/Winamac America/Indianapolis America/Juneau America/Kentucky/Louisville
        America/Kentucky/Monticello America/Knox_IN America/Los_Angeles America/Louisville America/Menominee
        America/Metlakatla America/New_York America/Nome America/North_Dakota/Beulah America/North_Dakota/Center
        America/North_Dakota/New_Salem America/Phoenix America/Shiprock America/Sitka America/Yakutat Pacific/Honolulu
        Pacific/Johnston US/Alaska US/Aleutian US/Arizona US/Central US/East-Indiana US/Eastern US/Hawaii
        US/Indiana-Starke US/Michigan US/Mountain US/Pacific""",
}

COUNTRY_OF = {zone: code for code, zones in ZONES.items() for zone in zones.split()}
