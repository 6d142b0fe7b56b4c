"""Names, keys and codes in one form; and texts that nobody typed."""

import pytest

from imports.excel_errors import EXCEL_ERRORS
from imports.nearest import nearest_of
from imports.spoiled import stands_for_nothing, why_spoiled
from imports.texts import code_of, is_fraction, is_rewritten_number, key_of, look_of, name_of, word_of

PERSIAN, SINHALA, MALAYALAM = "می\u200cخواهم", "ශ්\u200dරී", "അവന\u0d4d\u200d"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("van  Dyk", "van Dyk"),
        (" Anna\u00a0Maria\n", "Anna Maria"),
        ("Jose\u0301", "José"),
        ("\u200eOkoth\u200f", "Okoth"),
        ("Oko\u00adth\ufeff", "Okoth"),
        ("Oko\u200dth", "Okoth"),
        ("\u202bعلي\u202c", "علي"),
        (PERSIAN, PERSIAN),
        (SINHALA, SINHALA),
        (MALAYALAM, MALAYALAM),
        ("葛\U000e0100", "葛\U000e0100"),
        ("Li\ufe0f", "Li"),
        ("\u3164", ""),
        ("\u2800\u200b", ""),
    ],
)
def test_keeps_names_in_one_form(written, kept):
    assert name_of(written) == kept
    assert name_of(kept) == kept


@pytest.mark.parametrize(
    "written",
    [
        "C13\u200b-100",
        "\u200eC13-100",
        "\u202aC13-100\u202c",
        "C13-\u00ad100",
        "C13\u2011100",
        "C13\u2013100",
        "C13\u2212100",
        "Ｃ13－100",
        "C13-١٠٠",
        "C13-१००",
        "\ufeffC13-100 ",
        "C13-100\ufe0f",
    ],
)
def test_keeps_keys_as_they_would_be_typed(written):
    assert key_of(written) == "C13-100"


@pytest.mark.parametrize(
    ("written", "kept"), [("'00123", "00123"), ("’00123", "00123"), ("'N Diaye", "'N Diaye"), ("XS  1", "XS 1")]
)
def test_takes_the_apostrophe_from_digits_only(written, kept):
    assert key_of(written) == kept


@pytest.mark.parametrize("key", ["1001.0", "1001,00", "1.23E+05", "1.23e5", "1,5E+05", "2E+10"])
def test_knows_a_number_that_a_program_rewrote(key):
    assert is_rewritten_number(key)


@pytest.mark.parametrize("key", ["1E5", "2024-03", "0000123", "12345.5", "A1.0", "E+5", "1.2.0"])
def test_knows_a_code_that_only_looks_like_one(key):
    assert not is_rewritten_number(key)
    assert is_fraction(key) is (key == "12345.5")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("c13-100", "C13-100"),
        ("\u042113-100", "C13-100"),
        ("\u03911", "A1"),
        ("00777", "777"),
        ("9.0", "9"),
        ("ＤＥ5", "de5"),
    ],
)
def test_sees_what_looks_alike(one, other):
    assert look_of(one) == look_of(other)


def test_sees_what_does_not_look_alike():
    assert len({look_of(key) for key in ("C13-100", "C13-10", "C13100", "C1-3100", "G13-100")}) == 5


def test_folds_codes_and_words():
    assert [code_of(text) for text in ("ken", "ＫＥＮ", " Undp\u200b")] == ["KEN", "KEN", "UNDP"]
    assert [word_of(text) for text in ("Female", "Ended early", "ended-early")] == [
        "female",
        "ended_early",
        "ended_early",
    ]


@pytest.mark.parametrize("text", [*sorted(EXCEL_ERRORS), "Err:508", "#NEWERROR!", "########", "Loading..."])
def test_knows_what_spreadsheets_show_instead_of_a_value(text):
    assert why_spoiled(text)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("JosÃ©", "José"),
        ("MÃ¼ller", "Müller"),
        ("NÃºÃ±ez", "Núñez"),
        ("Å\u0081ukasz", "Łukasz"),
        ("Ø¹Ù„ÙŠ", "علي"),
        ("æ\u009dŽå°\u008fæ˜Ž", "李小明"),
        ("Jos√©", "José"),
        ("JosĂ©", "José"),
        ("Jos&eacute;", "José"),
        ("O&#39;Brien", "O'Brien"),
        ("Smith &amp; Wesson", "Smith & Wesson"),
        ("Jos\\u00e9", "José"),
        ("РђРЅРЅР°", "Анна"),
        ("ÐœÐ°Ñ€Ð¸Ñ\u008f", "Мария"),
    ],
)
def test_knows_text_that_was_encoded_twice_and_says_what_is_meant(text, typed):
    assert typed in why_spoiled(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "José",
            "Ångström",
            "Łukasz",
            "O’Brien",
            "RENÉ’S",
            "Ñandú",
            "Öztürk",
            "IRMÃ SILVA",
            "JOÃO",
            "Đặng",
            "Ўктам",
            "#1",
            "# 7!",
        ),
        *(
            "Сљепчевић",
            "Срђан",
            "Јовановић",
            "Рђ",
            "李小明",
            "علي",
            "Παπαδόπουλος",
            "Ïð",
            "Ælfred",
            "Œdipe",
            "Çağrı",
            "Ž",
            "Šiškovič",
            "BĂŞESCU",
            "A & B; C",
        ),
    ],
)
def test_takes_names_that_look_odd(text):
    assert not why_spoiled(text)


@pytest.mark.parametrize("text", ["N/A", "NULL", "nan", "NaN", "None", "\\N", "-", "n/a", "."])
def test_doubts_words_for_nothing(text):
    assert stands_for_nothing(text)


def test_does_not_doubt_names_of_people_that_are_such_words():
    assert not any(map(stands_for_nothing, ("Nan", "Na", "Noor", "O", "X")))


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("UNPD", "UNDP"),
        ("WHOO", "WHO"),
        ("UNICEFF", "UNICEF"),
        ("UN", ""),
        ("XYZ", ""),
        ("COVID19", "COVID_19"),
        ("AB", ""),
    ],
)
def test_names_the_nearest_code_only_where_one_is_near(text, nearest):
    assert nearest_of(text, ["UNDP", "WHO", "UNICEF", "UNHCR", "COVID_19", "ABC", "ABD"]) == nearest
