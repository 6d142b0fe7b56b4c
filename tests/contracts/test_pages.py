"""Every public page of the demo: in few queries, of little weight, and never an error whatever the address says."""

import json

import pytest

from tests.contracts.visits import visit

pytestmark = pytest.mark.xdist_group("contracts")

MOST_QUERIES = 14
MOST_BYTES = 200_000
PAGES = [
    "/",
    "/?year=2019",
    "/?year=2021",
    "/results/",
    "/results/2018/",
    "/results/2020/",
    "/results/2020/?rating=yellow",
    "/results/indicators/1.1/",
    "/results/indicators/2.1.1a/",
    "/results/indicators/2.1.1b/",
    "/statistics/",
    "/statistics/2018/",
    "/statistics/2020/",
    "/statistics/2021/",
    "/entities/",
    "/entities/?year=2018",
    "/entities/UNDP/",
    "/entities/WHO/?year=2019",
    "/countries/",
    "/countries/?year=2021",
    "/countries/KEN/",
    "/countries/COL/?year=2018",
    "/explore/",
    "/explore/?measure=volunteers&year=2020&host_entity=WHO&by=region&share=sex:female",
    "/explore/?measure=volunteers&year=2020&by=country&by=host_entity",
    "/explore/?measure=volunteers&year=2020&by=nationality",
    "/explore/?measure=volunteers&year=2020&by=nationality&by=country",
    "/explore/?measure=volunteer_months&year=2021&by=category&growth=1",
    "/explore/?measure=volunteers&on=2022-01-31&by=country",
    "/explore/?measure=volunteers&year=2020&month=2&by=host_entity",
    "/explore/?measure=volunteers&year=2021&modality=online&by=country",
    "/figure/?measure=volunteers&year=2020",
    "/figure/?measure=volunteer_months&year=2020&host_entity=UNDP",
    "/figure/?measure=volunteers&year=2020&share=sex:female&growth=1",
    "/figure/?measure=average_age&year=2020",
    "/figure/?measure=new_host_entities&year=2020",
    "/figure/?measure=roster&year=2020&sex=female",
    "/method/",
    "/accounts/login/",
]
LONG = "x" * 5000
NASTY = [
    "/?year=0000",
    "/?year=9999",
    "/?year=20a0",
    "/?year=",
    "/?year=2020&year=2019",
    "/?year=%00",
    "/?year=%C2%B2020",
    "/results/0000/",
    "/results/9999/",
    "/results/20a0/",
    "/results/2020/?rating=purple",
    "/results/2020/?rating=%00",
    "/results/indicators/9.9.9/",
    "/results/indicators/%00/",
    f"/results/indicators/{LONG}/",
    "/statistics/0000/",
    "/statistics/1970/",
    "/statistics/2030/",
    "/statistics/9999/",
    "/entities/NOBODY/",
    "/entities/undp/",
    "/entities/%00/",
    f"/entities/{LONG}/",
    "/entities/UNDP/?year=0000",
    "/entities/?page=-1",
    "/entities/?page=999999",
    "/entities/?page=x&year=2020",
    "/countries/ZZZ/",
    "/countries/%E2%80%AE/",
    "/countries/KEN/?year=1e3",
    "/countries/?page=-1&sort=%00",
    "/explore/?measure=x",
    "/explore/?measure=volunteers&year=0000",
    "/explore/?measure=volunteers&year=9999",
    "/explore/?measure=volunteers&year=2020&year=2019",
    "/explore/?measure=volunteers&year=2020&share=sex",
    "/explore/?measure=volunteers&year=2020&share=:",
    "/explore/?measure=volunteers&year=2020&share=sex:female&share=region:africa",
    "/explore/?measure=volunteers&year=2020&by=by",
    "/explore/?measure=volunteers&year=2020&by=sex&by=sex&by=sex",
    "/explore/?measure=volunteers&year=2020&by=sex&by=region&by=scope",
    "/explore/?on=2020-02-30",
    "/explore/?on=2020-02-29&year=2020",
    "/explore/?on=9999-12-31",
    "/explore/?on=1971-01-01&growth=1",
    "/explore/?measure=volunteers&year=1971&growth=1",
    "/explore/?measure=volunteers&year=2020&country=%00",
    f"/explore/?measure=volunteers&year=2020&country={LONG}",
    f"/explore/?{LONG}=1",
    "/explore/?measure=volunteers&year=2020&month=13",
    "/explore/?measure=volunteers&year=2020&month=%D9%A3",
    "/explore/?measure=volunteers&year=2020&page=-1&by=country",
    "/explore/?measure=volunteers&year=2020&page=999999&by=country",
    "/explore/?measure=volunteers&year=2020&by=country&format=exe",
    "/explore/?measure=volunteers&year=2020&by=country&format=csv&format=xlsx",
    "/explore/?measure=roster&year=2020&region=africa",
    "/explore/?measure=volunteers&year=2020&modality=online&scope=national",
    "/explore/?measure=volunteers&year=2020&by=nationality&by=age_group",
    "/figure/",
    "/figure/?measure=volunteers",
    "/figure/?measure=volunteers&year=2020&by=country",
    "/figure/?measure=volunteers&year=9999",
    "/figure/?measure=volunteers&year=2020&country=%00",
    "/figure/?measure=volunteers&year=2020&disability=yes&country=KEN&sex=female",
    "/rows/?measure=volunteers&year=2020",
    "/rows/?measure=volunteers&year=2020&page=-1",
    "/api/v1/statistic/",
    "/api/v1/statistic/?measure=volunteers&year=20a0",
    "/api/v1/statistic/?measure=volunteers&year=2020&country=%00",
    "/api/v1/forecast/",
    "/api/v1/forecast/?host_entity=%00",
    "/api/v1/forecast/?host_entity=NOBODY",
    "/api/v1/results/9999/",
    "/api/v1/results/0/",
    "/no/such/page/",
    "/%00",
    "/accounts/login/?next=%00",
    "/accounts/login/?next=//elsewhere.example",
]
KEEP_WORDS = ("Traceback", "Server Error", "DoesNotExist")


@pytest.fixture(scope="module")
def pages(demo):
    return dict(zip(PAGES, visit(demo, PAGES), strict=True))


def test_every_page_answers(pages):
    wrong = {address: page.status for address, page in pages.items() if page.status not in (200, 302)}
    assert not wrong


def test_every_page_asks_little(pages):
    assert not {address: page.queries for address, page in pages.items() if page.queries > MOST_QUERIES}


def test_every_page_weighs_little(pages):
    assert not {address: page.bytes for address, page in pages.items() if page.bytes > MOST_BYTES}


def test_the_comparison_with_the_report_is_kept_for_the_next_reader(demo):
    _first, again = visit(demo, ["/method/report-2020/"] * 2, fresh=False)
    assert (again.status, again.queries <= MOST_QUERIES, again.bytes <= MOST_BYTES) == (200, True, True)
    assert "differs" not in again.words


def test_no_address_brings_an_error(demo):
    visited = dict(zip(NASTY, visit(demo, NASTY), strict=True))
    assert not {address[:90]: page.status for address, page in visited.items() if page.status >= 500}
    for address, page in visited.items():
        assert not any(word in page.text for word in KEEP_WORDS), address


def test_the_statistics_are_the_same_on_page_api_and_command(demo):
    address = "measure=volunteers&year=2020&by=region&share=sex:female&growth=1"
    [download, api] = visit(demo, [f"/explore/?{address}&format=csv", f"/api/v1/statistic/?{address}"])
    as_csv, as_json = demo.run_all(
        *[
            f"statistic volunteers --year 2020 --by region --share sex=female --growth --format {form}"
            for form in ("csv", "json")
        ]
    )
    assert (download.status, api.status) == (200, 200)
    assert len(as_csv.out.splitlines()) == 7
    assert all(line in download.text for line in as_csv.out.splitlines())
    assert json.loads(api.text)["rows"] == json.loads(as_json.out)
