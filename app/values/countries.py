"""Countries by their ISO 3166 code, and the reading of their names as people and address books write them."""

from __future__ import annotations

from functools import cache

from app.values.folding import fold

CODES = tuple(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA "
    "CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA "
    "GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP "
    "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS "
    "MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS "
    "RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW "
    "TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW".split()
)

# France and its overseas departments and communities that share its post, its SIREN and its phone prefix.
FRENCH = frozenset(("FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF"))

# Folded names that neither the English nor the French list has: own languages, short forms, codes of three letters.
_OTHER_NAMES = {
    "deutschland": "DE", "schweiz": "CH", "svizzera": "CH", "svizra": "CH", "osterreich": "AT", "belgie": "BE",
    "nederland": "NL", "holland": "NL", "hollande": "NL", "the netherlands": "NL", "letzebuerg": "LU", "espana": "ES",
    "italia": "IT", "polska": "PL", "danmark": "DK", "sverige": "SE", "norge": "NO", "suomi": "FI", "eire": "IE",
    "hrvatska": "HR", "magyarorszag": "HU", "cesko": "CZ", "ceska republika": "CZ", "republique tcheque": "CZ",
    "czech republic": "CZ", "brasil": "BR", "turkey": "TR", "uk": "GB", "u k": "GB", "great britain": "GB",
    "grande bretagne": "GB", "england": "GB", "angleterre": "GB", "scotland": "GB", "ecosse": "GB", "wales": "GB",
    "pays de galles": "GB", "northern ireland": "GB", "irlande du nord": "GB", "usa": "US", "u s a": "US", "u s": "US",
    "united states of america": "US", "etats unis d amerique": "US", "reunion": "RE", "france metropolitaine": "FR",
    "confederation suisse": "CH", "principaute de monaco": "MC", "grand duche de luxembourg": "LU",
    "fra": "FR", "deu": "DE", "che": "CH", "bel": "BE", "lux": "LU", "gbr": "GB", "can": "CA", "esp": "ES", "ita": "IT",
    "nld": "NL", "prt": "PT", "aut": "AT", "irl": "IE", "mco": "MC", "dnk": "DK", "swe": "SE", "nor": "NO", "fin": "FI",
    "pol": "PL", "mar": "MA", "tun": "TN", "dza": "DZ",
}  # fmt: skip
_LONGEST = 80


@cache
def names(language: str) -> dict[str, str]:
    """Code -> name in a language, in the order of the names, ready for a list to choose from."""
    from babel import Locale

    known = Locale(language).territories
    return dict(sorted(((code, known.get(code, code)) for code in CODES), key=lambda entry: fold(entry[1])))


def parse_country(text: str) -> str | None:
    """The ISO code meant by `CH`, `Suisse`, `Switzerland`, `Schweiz`, `che`; None when it is no country we know."""
    typed = text.strip()
    if len(typed) > _LONGEST:
        return None
    if typed.upper() in CODES:
        return typed.upper()
    name = fold(typed)
    return _OTHER_NAMES.get(name) or _codes_by_name().get(name)


@cache
def _codes_by_name() -> dict[str, str]:
    return {fold(name): code for language in ("en", "fr") for code, name in names(language).items()}
