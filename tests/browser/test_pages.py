"""The public pages in a real browser: accessible, within the screen, quiet under the security policy, charts drawn."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.figures import public_world

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = [
    "/",
    "/results/2020/",
    "/results/indicators/1.4/",
    "/statistics/2020/",
    "/entities/",
    "/entities/WHO/",
    "/countries/",
    "/countries/KEN/",
    "/explore/",
    "/explore/?measure=volunteers&year=2020&by=region&share=sex:female&growth=1",
    "/figure/?measure=volunteers&year=2020",
    "/method/",
    "/certificates/",
    "/accounts/login/",
]
WITH_CHARTS = ["/", "/results/indicators/1.4/", "/statistics/2020/", "/countries/KEN/", PAGES[9]]
SEEN_IN_THE_DARK = ["/", "/results/2020/", "/statistics/2020/", PAGES[9]]
LARGEST_PAGE = 200_000


@pytest.fixture(autouse=True)
def portal(transactional_db):
    public_world.framework()
    public_world.fill()
    public_world.expect_nobody()
    for entity in ("", "WHO"):
        public_world.expect("2021-01", 8, entity=entity)
        public_world.expect("2021-02", 7, entity=entity)


def violations(page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
    return [f"{row['id']}: {row['nodes'][0]['html'][:200]}" for row in found]


def test_no_page_breaks_an_accessibility_rule_in_light_or_dark(visit):
    for scheme, addresses in (("light", PAGES), ("dark", SEEN_IN_THE_DARK)):
        for address in addresses:
            page, complaints = visit(address, scheme=scheme)
            assert (address, scheme, violations(page)) == (address, scheme, [])
            assert (address, complaints) == (address, [])


def test_no_page_scrolls_sideways_on_a_phone(visit):
    for address in PAGES:
        page, _complaints = visit(address, width=390)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (address, overflow) == (address, 0)


def test_charts_are_drawn_from_the_tables_of_the_page(visit):
    for address in WITH_CHARTS:
        page, complaints = visit(address)
        assert page.locator("figure[data-drawn=yes] canvas").count() >= 1, address
        assert complaints == []


def test_the_line_of_what_is_expected_is_a_series_of_its_own_in_chart_and_downloads(visit):
    page, complaints = visit("/")
    series = page.evaluate("Object.values(Chart.instances)[0].data.datasets.map((set) => [set.label, set.data])")
    (_unnamed, served), (name, expected) = series
    assert name == "expected"
    assert expected[-12:][:3] == [8, 7, 0]
    assert all(there is None or then is None for there, then in zip(served, expected, strict=True))
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0] == '\ufeff"Period","served","expected"'
    assert lines[-12] == '"2021-M01",,8'
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").first.click()
    drawing = download.value.path().read_text()
    assert drawing.count("<polyline") == 2
    assert "stroke-dasharray" in drawing
    assert "<title>served</title>" in drawing
    assert "<title>expected</title>" in drawing
    assert complaints == []


def test_a_chart_downloads_as_png_svg_and_csv(visit):
    page, _complaints = visit(PAGES[9])
    for kind in ("PNG", "SVG", "CSV"):
        with page.expect_download() as download:
            page.get_by_role("button", name=kind).first.click()
        assert download.value.suggested_filename.endswith(f".{kind.lower()}")


def test_a_charts_csv_names_its_columns_and_holds_nothing_a_spreadsheet_would_change(visit):
    page, _complaints = visit("/explore/?measure=volunteers&year=2020&by=host_entity")
    page.evaluate("document.querySelector('#answer tbody th').textContent = '=1+1'")
    page.evaluate(
        "document.querySelector('figure[data-chart]').replaceChildren(); draw(document.querySelector('figure'))"
    )
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").first.click()
    lines = download.value.path().read_bytes().decode().splitlines()
    assert lines[0] == '\ufeff"Host entity","Volunteers"'
    assert any(line.startswith('"\'=1+1",') for line in lines[1:])


def test_a_list_is_narrowed_by_what_is_typed(visit):
    page, _complaints = visit("/countries/")
    page.get_by_label("Find in the list").fill("country ken")
    assert page.locator("#places tbody tr:visible").count() == 1


def test_the_explorer_asks_by_form_and_keeps_the_address_short(visit):
    page, _complaints = visit("/explore/")
    page.get_by_label("As a share of").select_option("sex:female")
    page.get_by_role("button", name="Show the answer").click()
    page.wait_for_load_state("networkidle")
    assert page.url.endswith("/explore/?measure=volunteers&year=2020&modality=onsite&by=region&share=sex%3Afemale")
    assert page.get_by_role("cell", name="50.0").count() >= 1


def test_no_page_transfers_more_than_200_kb_apart_from_fonts_and_the_chart_script(visit, live_server):
    for address in PAGES:
        sizes = {}
        page, _complaints = visit("/method/")
        page.on("response", lambda response, sizes=sizes: sizes.setdefault(response.url, response))
        page.goto(f"{live_server.url}{address}")
        page.wait_for_load_state("networkidle")
        counted = [url for url in sizes if not url.endswith((".woff2", "chart.umd.js"))]
        transferred = sum(len(gzip.compress(sizes[url].body())) for url in counted)
        assert transferred < LARGEST_PAGE, (address, transferred)


def test_every_page_prints_dark_on_white_also_from_a_dark_screen(visit):
    for address in [*PAGES, "/accounts/login/", "/no-such-page/"]:
        page, _complaints = visit(address, scheme="dark")
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light", address
        assert page.evaluate(LOOK_OF, "body") == [[255, 255, 255], True], address
        for part in ("main", "h1", ".figure", "td", "footer", ".notice", "main a:not(.button)", ".rating", ".empty"):
            assert page.evaluate(LOOK_OF, part) in (None, [[255, 255, 255], True]), (address, part)


LOOK_OF = """selector => {
  const found = document.querySelector(selector);
  if (!found) return null;
  const channels = (text) => text.match(/[0-9.]+/g).map(Number);
  let ground = [255, 255, 255];
  for (let node = found; node; node = node.parentElement) {
    const [red, green, blue, share = 1] = channels(getComputedStyle(node).backgroundColor);
    if (share) { ground = [red, green, blue]; break; }
  }
  const [red, green, blue] = channels(getComputedStyle(found).color);
  return [ground.every((part) => part > 225) ? [255, 255, 255] : ground, 0.3 * red + 0.6 * green + 0.1 * blue < 140];
}"""
