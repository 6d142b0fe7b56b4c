"""What countries go by: each name leads to its country, or nowhere."""

import csv

import pytest

from partners.country_words import NAMES, WORDS, CountryWords
from partners.models import Country

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def countries():
    with (WORDS.parent / "countries.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    Country.objects.bulk_create(Country(alpha3=row["alpha3"], **{name: row[name] for name in NAMES}) for row in rows)


@pytest.mark.parametrize("language", NAMES)
def test_no_name_of_the_un_leads_to_another_country(language):
    called = CountryWords()
    countries = Country.objects.exclude(**{language: ""})
    wrong = {country.alpha3: called(getattr(country, language)) for country in countries}
    assert {code: found for code, found in wrong.items() if found not in ("", code)} == {}
    assert sum(code == found for code, found in wrong.items()) > 0.98 * len(wrong)


@pytest.mark.parametrize(
    ("word", "alpha3"),
    [
        *(("Kenya", "KEN"), ("kenya ", "KEN"), ("Austria", "AUT"), ("Österreich", "AUT"), ("Tunisia", "TUN")),
        *(
            ("Japan", "JPN"),
            ("日本", "JPN"),
            ("Côte d’Ivoire", "CIV"),
            ("Cote d'Ivoire", "CIV"),
            ("Ivory Coast", "CIV"),
        ),
        *(("UK", "GBR"), ("U.K.", "GBR"), ("GER", "DEU"), ("SUI", "CHE"), ("NIG", "NER"), ("NG", "NGA"), ("SD", "SDN")),
        *(("FR", "FRA"), ("D", "DEU"), ("The Gambia", "GMB"), ("Vietnam", "VNM"), ("Viet Nam", "VNM"), ("USA ", "USA")),
        *(
            ("DRC", "COD"),
            ("South Korea", "KOR"),
            ("Кения", "KEN"),
            ("كينيا", "KEN"),
            ("Turkey", "TUR"),
            ("Czech Republic", "CZE"),
        ),
        *(("Atlantis", ""), ("KNA2", ""), ("Korea", ""), ("", ""), ("ZZZ", ""), ("Kenyaa", "")),
    ],
)
def test_knows_usual_names_and_other_codes(word, alpha3):
    called = CountryWords()
    assert called(word) == alpha3 or (word.strip() == alpha3 and not called(word))


def test_each_word_of_the_file_leads_to_a_country_that_comes_with_the_portal():
    with WORDS.open(encoding="utf-8") as file:
        codes = {row["alpha3"] for row in csv.DictReader(file)}
    assert codes <= set(Country.objects.values_list("alpha3", flat=True))
