"""What a text says, whatever program wrote it: names, keys and codes in one form, for imports and forms alike."""

import re
import unicodedata

# What takes no room on a screen: marks of direction, of width zero, joiners, selectors of variants, fillers, tags.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
JOINERS = "\u200c\u200d"
BRAILLE_BLANK = "\u2800"
DASH = "Pd"
OTHER_DASHES = "\u2043\u2212"
VIRAMA = 9
APOSTROPHE_BEFORE_DIGITS = re.compile("['\u2018\u2019`\u00b4]+(?=[0-9])")
REWRITTEN = re.compile(r"-?[0-9]+[.,]0+|-?[0-9]+[.,][0-9]+E[+-]?[0-9]+|-?[0-9]+E\+[0-9]+", re.IGNORECASE)
FRACTION = re.compile(r"-?[0-9]+[.,][0-9]+")
BETWEEN_WORDS = re.compile(r"[\s_-]+")
SCRIPTS_WITH_JOINERS = {
    "ARABIC",
    "BALINESE",
    "BENGALI",
    "CHAKMA",
    "DEVANAGARI",
    "GUJARATI",
    "GURMUKHI",
    "JAVANESE",
    "KANNADA",
    "KHMER",
    "MALAYALAM",
    "MONGOLIAN",
    "MYANMAR",
    "NKO",
    "ORIYA",
    "SINHALA",
    "SYRIAC",
    "TAMIL",
    "TELUGU",
    "THAANA",
    "TIBETAN",
}
SCRIPTS_WITH_VARIANTS = {"CJK", "MONGOLIAN"}

# Capitals of other scripts that look like Latin ones.
LOOK_ALIKES = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0423\u0405\u0406\u0408"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03f9",
    "ABEKMHOPCTXYSIJ" + "ABEZHIKMNOPTYXC",
)


def on_one_line(text: str) -> str:
    """With single spaces, and none around."""
    if " " not in text and text.isascii() and text.isprintable():
        return text
    return " ".join(text.replace(BRAILLE_BLANK, " ").split())


def without_invisible(text: str) -> str:
    """Without any sign that cannot be seen, and without spaces around."""
    return text.strip() if text.isascii() else INVISIBLE.sub("", text).replace(BRAILLE_BLANK, " ").strip()


def name_of(text: str) -> str:
    """A name in composed form, keeping no invisible sign but the joiners and selectors that its script needs."""
    if text.isascii():
        return on_one_line(text)
    return unicodedata.normalize("NFC", on_one_line(INVISIBLE.sub(_if_needed, text)))


def _if_needed(found: re.Match) -> str:
    text, sign = found.string, found[0]
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    if sign in JOINERS:
        joins_on = script_of(after) in SCRIPTS_WITH_JOINERS or unicodedata.combining(before or " ") == VIRAMA
        return sign if script_of(before) in SCRIPTS_WITH_JOINERS and joins_on else ""
    is_selector = unicodedata.category(sign) == "Mn"
    return sign if is_selector and script_of(before) in SCRIPTS_WITH_VARIANTS else ""


def script_of(sign: str) -> str:
    """The first word of the name of a sign, which for letters is their script."""
    return unicodedata.name(sign, "").partition(" ")[0] if sign else ""


def key_of(text: str) -> str:
    """A roster number, assignment number or the like as it would be typed: usual width, ASCII digits and hyphens."""
    if not text.isascii():
        text = plain(text)
    return APOSTROPHE_BEFORE_DIGITS.sub("", on_one_line(text), count=1) if text[:1] in "'`" else on_one_line(text)


def plain(text: str) -> str:
    """Without invisible signs; usual width, digits and dashes."""
    seen = INVISIBLE.sub("", text)
    seen = re.sub("^[\u2018\u2019\u00b4]+(?=[0-9])", "'", seen)
    return "".join(map(_plain_sign, unicodedata.normalize("NFKC", seen)))


def _plain_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    return "-" if unicodedata.category(sign) == DASH or sign in OTHER_DASHES else sign


def is_rewritten_number(text: str) -> bool:
    """Whether a key is what programs make of a number: 1001.0, 1.23E+05."""
    return not text.isalnum() and bool(REWRITTEN.fullmatch(text))


def is_fraction(text: str) -> bool:
    """Whether a key is a number with a fraction."""
    return bool(FRACTION.fullmatch(text))


def code_of(text: str) -> str:
    """A code as lists have it: capitals, usual width."""
    return (text if text.isascii() else plain(text)).strip().upper()


def word_of(text: str) -> str:
    """A word of a closed list: small letters, joined by low lines."""
    return BETWEEN_WORDS.sub("_", (text if text.isascii() else plain(text)).strip().casefold())


def look_of(key: str) -> str:
    """What keys that look alike have in common: no capitals, foreign letters, leading zeros, or a .0 behind."""
    seen = key_of(key).upper().translate(LOOK_ALIKES)
    return re.sub(r"(?<=[0-9])[.,]0+$", "", seen).lstrip("0")
