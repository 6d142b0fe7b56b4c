"""Texts that nobody typed: errors of spreadsheets, destroyed letters, words for nothing."""

import html
import re

from django.utils.translation import gettext as _

from imports.excel_errors import EXCEL_ERRORS, LOADING

ERROR_IN_ANY_LANGUAGE = re.compile(r"#[¡¿]?\w[^\s#]{0,30}[!?]")
ERROR_OF_LIBREOFFICE = re.compile(r"Err:[0-9]{3}", re.IGNORECASE)
SIGNS_OF_SPOILT = frozenset("#:&\\.")
TOO_NARROW = re.compile(r"#{3,}")
DESTROYED = "\ufffd"
ENTITY = re.compile("&(#[0-9]{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8}[0-9]?);", re.IGNORECASE)
CODE = re.compile(r"\\u((?!d[89a-f])[0-9a-f]{4})", re.IGNORECASE)
WORDS_FOR_NOTHING = {
    *("n/a", "#n/a", "n.a.", "n/d", "null", "(null)", "<null>", "nil", "nan", "none", "\\n", "undefined", "(blank)"),
    *(
        "-",
        "--",
        "---",
        ".",
        "..",
        "...",
        "?",
        "??",
        "???",
        "/",
        "_",
        "*",
        "0",
        "xx",
        "xxx",
        "unknown",
        "tbd",
        "tba",
    ),
    *(
        "not available",
        "not applicable",
        "no name",
        "fnu",
        "lnu",
        "na",
        "empty",
        "inconnu",
        "desconocido",
        "无",
        "不详",
    ),
    *("неизвестно", "нет", "غير معروف", "\u2013", "\u2014"),
}
NAMES_TOO = {"na", "nan", "nil"}

# UTF-8 that was read as Windows-1252 or MacRoman: the first byte of a letter shows as one of these, and what follows as
# a sign. Two-byte letters of Latin, Greek and Cyrillic, and anything of three bytes or four.
TWICE_ENCODED = re.compile(
    rb"[\xc3-\xc5\xce-\xd9][\x80-\xbf]|\xc2[\xa1-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
SIGNS_OF_1252 = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
SIGNS_OF_1250 = {
    sign: byte
    for byte in range(0x80, 0x100)
    if not (sign := bytes([byte]).decode("cp1250", "ignore") or chr(byte)).isalpha() or byte in (0xC3, 0xC4, 0xC5)
}
SIGNS_OF_1251 = {bytes([byte]).decode("cp1251", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
SIGNS_OF_MAC = {bytes([byte]).decode("mac_roman"): byte for byte in range(0x80, 0x100)}


def why_spoiled(text: str) -> str:
    """Why nobody can have typed this text, or nothing."""
    if text.isascii() and SIGNS_OF_SPOILT.isdisjoint(text):
        return ""
    if is_excel_error(text):
        return _("an error of Excel; expected a value")
    if TOO_NARROW.fullmatch(text):
        return _("what Excel shows of a column that is too narrow; expected the value itself")
    if text.casefold() in LOADING:
        return _("a value that was still being loaded; open the file, wait for it, and save it anew")
    if typed := before_it_was_escaped(text):
        return _("letters written as codes; probably %(typed)s is meant") % {"typed": typed}
    if text.isascii():
        return ""
    if DESTROYED in text:
        return _("a letter was destroyed when the text was saved or converted; type it anew")
    if typed := before_it_was_encoded_twice(text):
        return _("letters in the wrong encoding; probably %(typed)s is meant") % {"typed": typed}
    return ""


def is_excel_error(text: str) -> bool:
    """Whether it is an error of a spreadsheet program, in any of its languages."""
    if text[:1] == "#":
        return text.upper() in EXCEL_ERRORS or bool(ERROR_IN_ANY_LANGUAGE.fullmatch(text) and text.upper() == text)
    return bool(ERROR_OF_LIBREOFFICE.fullmatch(text))


def stands_for_nothing(text: str) -> bool:
    """Whether it may be a word for an empty cell. Some of them are names of people too, as usually written."""
    folded = text.casefold()
    return folded in WORDS_FOR_NOTHING and not (folded in NAMES_TOO and text == text.title())


def before_it_was_escaped(text: str) -> str:
    """What was meant by a text that holds codes of web pages or programs, as &eacute; or \\u00e9, or nothing."""
    if "&" in text and ENTITY.search(text) and (typed := html.unescape(text)) != text:
        return typed
    return CODE.sub(lambda found: chr(int(found[1], 16)), text) if CODE.search(text) else ""


def looks_destroyed(text: str) -> bool:
    """Whether it is no name by its signs: no letter at all, or a question mark where one may have been."""
    return "?" in text or not any(sign.isalpha() for sign in text)


def before_it_was_encoded_twice(text: str) -> str:
    """What was meant by a text whose UTF-8 was read as another encoding, or nothing."""
    for signs in (SIGNS_OF_1252, SIGNS_OF_1250, SIGNS_OF_MAC):
        mended = mended_by(text, signs)
        if mended and (signs is not SIGNS_OF_MAC or "\u221a" in text):
            return mended
    mended = mended_by(text, SIGNS_OF_1251)
    are_pairs = mended and sum(sign in SIGNS_OF_1251 for sign in text) >= 4
    return mended if are_pairs and all(sign.isascii() or "\u0400" <= sign <= "\u04ff" for sign in mended) else ""


def mended_by(text: str, signs: dict[str, int]) -> str:
    """The text with these signs as bytes of UTF-8, or nothing where they are none."""
    if not all(sign.isascii() or sign in signs for sign in text):
        return ""
    as_bytes = bytes(ord(sign) if sign.isascii() else signs[sign] for sign in text)
    if not TWICE_ENCODED.search(as_bytes):
        return ""
    try:
        return as_bytes.decode("utf-8")
    except UnicodeDecodeError:
        return ""
