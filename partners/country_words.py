"""What countries go by beside their alpha-3 code: names in many languages, codes of two letters, of sports, of cars."""

import csv
import re
import unicodedata
from functools import cached_property
from pathlib import Path

from partners.models import Country

WORDS = Path(__file__).parent / "data" / "country_words.csv"
NAMES = ("name_en", "name_fr", "name_es", "name_ru", "name_zh", "name_ar")
ARTICLE = re.compile(r"\((the|la|le|les|l'|el|los|las)\)")


class CountryWords:
    """Finds the code of a country by another word for it. Nothing where two go by it: no guess is made by letters."""

    def __call__(self, text: str) -> str:
        return self.by_name.get(folded(text)) or self.by_word.get(folded(text), "")

    @cached_property
    def by_name(self) -> dict[str, str]:
        """The names that the portal keeps."""
        rows = Country.objects.values_list("alpha3", *NAMES)
        return only_clear((folded(name), alpha3) for alpha3, *names in rows for name in names)

    @cached_property
    def by_word(self) -> dict[str, str]:
        """The words that come with the portal."""
        with WORDS.open(encoding="utf-8", newline="") as file:
            return only_clear((folded(row["text"]), row["alpha3"]) for row in csv.DictReader(file))


def only_clear(pairs) -> dict[str, str]:
    """The words that lead to one country only."""
    found: dict[str, set[str]] = {}
    for word, alpha3 in pairs:
        found.setdefault(word, set()).add(alpha3)
    return {word: next(iter(codes)) for word, codes in found.items() if word and len(codes) == 1}


def folded(text: str) -> str:
    """A name without capitals, accents, signs between words, and the article."""
    usual = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(sign for sign in usual if not unicodedata.combining(sign))
    words = re.findall(r"\w+", ARTICLE.sub(" ", letters.replace("&", " and ").replace("\u2019", "'")))
    if words[:1] == ["the"]:
        words = words[1:]
    return " ".join("saint" if word == "st" else word for word in words)
