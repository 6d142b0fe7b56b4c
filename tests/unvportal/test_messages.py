"""The Simplified Chinese of the public pages: complete, compiled, and what a reader of it meets."""

import re
from gettext import GNUTranslations
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format, number_format

from reports.published import CHINESE, FACTS, read_yaml
from reports.reconciliation import QUESTIONS
from results.models import Framework, Indicator, IndicatorDefinition, Outcome, Output
from tests import cast
from tests.figures import public_world
from tests.unvportal.po_files import entries_of, texts_of_module, texts_of_template

HOUSE = Path(settings.BASE_DIR)
CATALOGUE = HOUSE / "locale/zh_Hans/LC_MESSAGES/django.po"
ROOMS = ("facts", "figures", "results", "reports")
PUBLIC = [
    *HOUSE.glob("templates/*.html"),
    *HOUSE.glob("templates/[!aw]*/**/*.html"),
    *HOUSE.glob("templates/ac*/**/*.html"),
    *(path for app in ROOMS for path in HOUSE.glob(f"{app}/[!a]*.py")),
    *(path for app in ROOMS for path in HOUSE.glob(f"{app}/[tv]*/*.py")),
    *HOUSE.glob("assignments/choices.py"),
    *HOUSE.glob("partners/models/*.py"),
]
PAGES = [
    "/",
    "/results/2020/",
    "/results/2020/?rating=green",
    "/results/indicators/1.1/",
    "/results/indicators/1.3/",
    "/results/indicators/1.4/",
    "/statistics/2020/",
    "/entities/",
    "/entities/WHO/",
    "/countries/",
    "/countries/KEN/?year=2019",
    "/explore/",
    "/explore/?measure=volunteers&year=2020&by=region&share=sex:female&growth=1",
    "/explore/?measure=volunteers&year=2020&by=category&by=age_group",
    "/explore/?measure=volunteers&year=2020&scope=lunar",
    "/figure/?measure=volunteers&year=2020",
    "/figure/?measure=roster&year=2020",
    "/figure/?measure=volunteer_months&year=2020&growth=1",
    "/method/",
    "/certificates/",
    "/no-such-page/",
    "/accounts/login/",
]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|</?\w[^<>]*>")
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,’'-]+[A-Za-z]{2,})+")
NAMES = re.compile(
    r"United Nations Volunteers|(?:Country|Entity|Partner|Initiative) [A-Z]+|made up|a survey|international, national"
)


class Words(HTMLParser):
    """What a page says: its text, and the attributes that are read or shown."""

    def __init__(self, page: str):
        super().__init__()
        self.said: list[str] = []
        self.open_code = 0
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.open_code += tag in {"script", "style", "code", "pre"}
        spoken = {"title", "aria-label", "placeholder", "alt", "data-title", "data-png"}
        self.said += [value for name, value in attributes if name in spoken and value]
        if tag == "meta" and ("name", "description") in attributes:
            self.said.append(dict(attributes)["content"])

    def handle_endtag(self, tag):
        self.open_code -= tag in {"script", "style", "code", "pre"}

    def handle_data(self, data):
        if not self.open_code:
            self.said.append(data)


@pytest.fixture(autouse=True)
def speak_english_again():
    """A request leaves its language active; the next test wants the usual one."""
    yield
    translation.deactivate()


@pytest.fixture
def chinese_client(client, db):
    """A reader of Chinese, and a small portal whose framework has Chinese titles."""
    cache.clear()
    public_world.framework()
    for model in (Framework, Outcome, Output):
        model.objects.update(title_zh="标题")
    IndicatorDefinition.objects.update(title_zh="指标标题", method_zh="方法")
    Indicator.objects.update(source="记录")
    public_world.fill()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    return client


def test_the_compiled_catalogue_holds_what_the_translators_wrote():
    with CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        held = GNUTranslations(compiled)._catalog
    written = {}
    for entry in entries_of(CATALOGUE):
        if entry.is_translated and entry.key:
            written |= entry.translations
    held.pop("")
    assert held == written, "Run `make messages` and commit the .mo file with the .po file."


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: str(path.relative_to(HOUSE)))
def test_every_text_of_the_public_pages_is_translated(path):
    texts_of = texts_of_template if path.suffix == ".html" else texts_of_module
    translated = {entry.key for entry in entries_of(CATALOGUE) if entry.is_translated}
    assert texts_of(path.read_text(encoding="utf-8")) - translated == set()


def test_every_statement_finding_and_remark_of_the_2020_report_has_its_chinese():
    facts, asked = read_yaml(FACTS), read_yaml(QUESTIONS)["facts"]
    chinese = read_yaml(CHINESE)
    assert chinese["statements"].keys() == {fact["id"] for fact in facts["facts"]}
    assert chinese["findings"].keys() == {finding["id"] for finding in facts["consistency"]}
    assert chinese["remarks"].keys() == {name for name, entry in asked.items() if "remark" in entry}


def test_translations_keep_placeholders_and_tags():
    for entry in entries_of(CATALOGUE):
        for text in entry.translations.values() if entry.is_translated else ():
            if entry.key:
                wanted = entry.texts.get("msgid_plural", entry.texts["msgid"])
                assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(wanted)), text


@pytest.mark.parametrize("address", PAGES)
def test_a_reader_of_chinese_meets_no_english_sentence(chinese_client, address):
    page = chinese_client.get(address).content.decode()
    said = [NAMES.sub("", text) for text in Words(page).said]
    assert [text for text in said if ENGLISH.search(text)] == []
    assert '<html lang="zh-hans"' in page


def test_the_switch_changes_the_language_and_stays_on_the_page(client, db):
    address = reverse("method")
    response = client.post(reverse("set_language"), {"language": "zh-hans", "next": address})
    assert response.url == address
    page = client.get(address).content.decode()
    assert '<html lang="zh-hans"' in page
    assert "全部计算方法" in page
    assert 'lang="en">English</button>' in page


def test_a_browser_that_prefers_chinese_gets_it(client, db):
    assert (
        "全部计算方法" in client.get(reverse("method"), headers={"accept-language": "zh-CN,zh;q=0.9"}).content.decode()
    )


@pytest.mark.parametrize(
    "language, day, month, number",
    [
        ("en", "23 November 2026", "November 2026", "78,260.5"),
        ("zh-hans", "2026年11月23日", "2026年11月", "78\u202f260.5"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_writes_them(language, day, month, number):
    with translation.override(language):
        when = public_world.THROUGH.replace(2026, 11, 23)
        assert date_format(when, "DATE_FORMAT") == day
        assert date_format(when, "YEAR_MONTH_FORMAT") == month
        assert number_format(78260.5, 1, use_l10n=True, force_grouping=True) == number


def test_the_parts_that_others_wrote_speak_chinese_too(client, db):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    assert "密码" in client.get(reverse("account_login")).content.decode()
    client.force_login(cast.user("root@example.org", is_staff=True, is_superuser=True))
    assert "最近动作" in client.get(reverse("admin:index")).content.decode()
