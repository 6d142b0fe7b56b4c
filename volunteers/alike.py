"""Names reduced to consonants, so that spellings and scripts of one name come out alike: Mohammed, محمد, Мухаммед.

Han, kana and Hangul stay as they are: what they sound like takes a dictionary.
"""

DIGRAPHS = {"kh": "h", "sh": "s", "ch": "č", "zh": "j", "ph": "f", "th": "t", "gh": "g", "dj": "j", "ck": "k"}
"""Latin letters for one sound, as the other scripts have it in one letter."""

DOUBLED = "bdfgklmnprstzвдклмнпрст"
CYRILLIC = ("бвгджзклмнпрстфхцчшщ", "bvgdjzklmnprstfhtčss")
GREEK = ("βγδζθκλμνξπρστφχψ", "vgdztklmnkprstfhp")
ARABIC = ("بتثجحخدذرزسشصضطظغفقكلمنهپچژگ", "bttjhhddrzsssdtzgfkklmnhpčjg")
LATIN = ("cqwx", "kkvk")
VOWELS = "aeiouyаеёиійоуўыэюяьъєїαεηιουωعويءئؤآأإا"

FROM = CYRILLIC[0] + GREEK[0] + ARABIC[0] + LATIN[0] + VOWELS
TO = CYRILLIC[1] + GREEK[1] + ARABIC[1] + LATIN[1]
FEWEST = 4
"""So many consonants at least tell anybody apart."""


def consonants(lines: str) -> str:
    """SQL for the consonants of a folded text of several lines; double letters, and an h at an end, count as none."""
    text = lines
    for letter in DOUBLED:
        text = f"replace({text}, '{letter}{letter}', '{letter}')"
    for letters, letter in DIGRAPHS.items():
        text = f"replace({text}, '{letters}', '{letter}')"
    return f"replace(translate({text}, '{FROM}', '{TO}') || E'\\n', E'h\\n', E'\\n')"


def key_of(reduced: str) -> str:
    """SQL for what two people of names that are alike share; NULL where hardly anything is left of the names."""
    one, other = (f"split_part({reduced}, E'\\n', {place})" for place in (1, 2))
    key = f"concat(least({one}, {other}), '/', greatest({one}, {other}))"
    return f"CASE WHEN length({reduced}) >= {FEWEST + 2} THEN {key} END"
