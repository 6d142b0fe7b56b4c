"""From an empty portal to imported and aggregated records: each step done once, then looked at."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
import python_calamine
import xlsxwriter

from tests.contracts.counts import count_all
from tests.contracts.visits import visit

pytestmark = pytest.mark.xdist_group("contracts")

PAGES = ["/", "/results/", "/statistics/", "/entities/", "/countries/", "/explore/", "/method/", "/method/report-2020/"]
VOLUNTEERS = """\
roster_number,family_name,given_name,sex,birth_date,nationality,other_nationalities,has_disability,email,registered_date
R1,Okoth,Asha,female,1990-05-17,FRA,CHE;CAN,no,asha@example.org,2018-03-01
R2,Mwangi,Peter,male,,KEN,,,,2019-01-15
R3,Ní Bhriain,Áine,,1975-12-31,XXA,,yes,,
"""
ASSIGNMENTS = [
    "assignment_number roster_number host_entity country category modality status start_date end_date interruptions",
    "A1 R1 UNDP KEN international_specialist onsite completed 2020-01-01 2020-06-30 2020-02-10/2020-02-19",
    "A2 R2 UNICEF KEN national_specialist onsite serving 2019-12-15 2020-12-31",
    "A3 R3 WHO COL online online completed 2020-03-01 2020-03-31",
    "A4 R3 WHO COL international_expert onsite planned 2020-03-01 2020-03-31",
]
WRONG = """\
roster_number,family_name,given_name,nationality,sex,birth_date
R1,Okoth,Asha,FRA,female,2005-05-17
R9,Nobody,Nemo,ATL,woman,2020-02-30
"""
YEAR_2020 = {
    ("2020", "onsite", "total", "all"): ["2", "538", "17.655172"],
    ("2020", "online", "total", "all"): ["1", "31", "1.000000"],
    ("2020", "onsite", "sex", "female"): ["1", "172", "5.655172"],
    ("2020", "onsite", "age_group", "unknown"): ["1", "366", "12.000000"],
    ("2020", "onsite", "host_entity", "UNICEF"): ["1", "366", "12.000000"],
    ("2020", "online", "global_south", "unknown"): ["1", "31", "1.000000"],
    ("2019", "onsite", "total", "all"): ["1", "17", "0.548387"],
}


def as_csv(*lines: str) -> str:
    """The same lines as CSV, each with every cell."""
    cells = [line.split() for line in lines]
    return "\r\n".join(",".join(line + [""] * (len(cells[0]) - len(line))) for line in cells)


def workbook(lines: list[str]) -> bytes:
    """An XLSX workbook of words."""
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line.split())
    return content.getvalue()


def facts(portal, arguments="--from 2019-12 --through 2020-12 --period year") -> dict[tuple, list[str]]:
    [done] = portal.run_all(f"export_facts {arguments}")
    assert done.status == 0, done.err
    return {tuple(line[:4]): line[4:] for line in list(csv.reader(StringIO(done.out)))[1:]}


def value(portal, question: str) -> str:
    [done] = portal.run_all(f"statistic {question} --format csv")
    assert done.status == 0, done.err
    return done.out.splitlines()[1]


def aggregated(portal, arguments: str) -> dict[str, int]:
    """How many facts a run created, updated, left unchanged and deleted."""
    [done] = portal.run_all(f"aggregate {arguments}")
    assert (done.status, done.err) == (0, ""), done
    words = done.out.rstrip(".\n").split(": ")[1].split(", ")
    return {word.split()[1]: int(word.split()[0]) for word in words}


@pytest.fixture(scope="module")
def nothing(empty):
    """What a portal says that holds nothing at all."""
    return {
        "pages": visit(empty, PAGES),
        "volunteers": value(empty, "volunteers --year 2020"),
        "age": value(empty, "average_age --year 2020"),
        "by region": empty.run_all("statistic volunteers --year 2020 --by region --share sex=female --growth")[0],
        "export": empty.run_all("export_facts --from 2020-01 --through 2020-01")[0],
        "report": empty.run_all("reconcile_report --format csv")[0],
    }


@pytest.fixture(scope="module")
def reference(empty, nothing):
    """Loading the reference data, twice, and what the pages say then."""
    first, counted, second = empty.run("load_reference"), count_all(empty), empty.run_all("load_reference")[0]
    return {
        "first": first,
        "second": second,
        "changed": count_all(empty) != counted,
        "pages": visit(empty, PAGES),
        "report": empty.run_all("reconcile_report --format csv")[0],
    }


@pytest.fixture(scope="module")
def refused(empty, reference, tmp_path_factory):
    """A file with errors, through a pipe, and the workbook given back."""
    back = tmp_path_factory.mktemp("back") / "errors of mine.xlsx"
    counted = count_all(empty)
    done = empty.run("import_volunteers", "-", "--errors", back, stdin=WRONG.encode())
    return {"done": done, "back": back, "changed": count_all(empty) != counted}


@pytest.fixture(scope="module")
def people(empty, refused):
    """Volunteers through a pipe: tried, imported, imported again with a byte order mark."""
    content = VOLUNTEERS.encode()
    tried = empty.run("import_volunteers", "-", "--dry-run", stdin=content)
    counted = count_all(empty)
    done = empty.run("import_volunteers", "-", stdin=content)
    after = count_all(empty)
    again = empty.run("import_volunteers", "-", stdin=b"\xef\xbb\xbf" + content)
    kept = count_all(empty)
    return {"tried": tried, "before": counted, "done": done, "after": after, "again": again, "kept": kept}


@pytest.fixture(scope="module")
def service(empty, people, tmp_path_factory):
    """Assignments from a workbook, and the same ones as CSV."""
    folder = tmp_path_factory.mktemp("service")
    book, text = folder / "service.xlsx", folder / "service.csv"
    book.write_bytes(workbook(ASSIGNMENTS))
    text.write_text(as_csv(*ASSIGNMENTS))
    done, again = empty.run_all(f"import_assignments {book}", f"import_assignments {text}")
    return {"done": done, "again": again, "folder": folder}


@pytest.fixture(scope="module")
def counted(empty, service):
    """Facts through 2020, twice; then a later change in the records, and its facts."""
    story = {"before": value(empty, "volunteers --year 2020")}
    story["first"], story["second"] = aggregated(empty, "--through 2020-12"), aggregated(empty, "--through 2020-12")
    story["facts"] = facts(empty)
    ended = as_csv(ASSIGNMENTS[0], ASSIGNMENTS[2].replace("2020-12-31", "2020-11-30"))
    done = empty.run("import_assignments", "-", stdin=ended.encode())
    assert done.status == 0, done.err
    story["days at once"], story["facts kept"] = value(empty, "volunteer_days --year 2020"), facts(empty)
    story["third"], story["facts after"] = aggregated(empty, "--through 2020-12"), facts(empty)
    return story


def test_an_empty_portal_says_on_every_page_what_to_do_first(nothing):
    for address, page in zip(PAGES, nothing["pages"], strict=True):
        assert page.status == 200, address
    for address in ("/", "/statistics/", "/results/", "/entities/", "/countries/"):
        assert "load_reference" in nothing["pages"][PAGES.index(address)].words, address
    assert "createsuperuser" in nothing["pages"][0].words


def test_an_empty_portal_answers_with_zero_or_blank(nothing):
    assert (nothing["volunteers"], nothing["age"]) == ("0", '""')
    assert (nothing["by region"].status, nothing["by region"].err) == (0, "")
    assert (nothing["export"].status, nothing["export"].out) == (1, "")
    assert "aggregate" in nothing["export"].err
    assert len(list(csv.DictReader(StringIO(nothing["report"].out)))) == 252


def test_reference_data_is_loaded_once(reference):
    assert (reference["first"].status, reference["second"].status) == (0, 0)
    assert reference["first"].out != reference["second"].out
    assert not reference["changed"]
    for address, page in zip(PAGES, reference["pages"], strict=True):
        assert page.status in (200, 302), address
    assert "import_volunteers" in reference["pages"][0].words
    statuses = {line["status"] for line in csv.DictReader(StringIO(reference["report"].out))}
    assert "differs" not in statuses


def test_refuses_a_file_naming_every_error(refused):
    status, out, err = refused["done"]
    assert (status, out, refused["changed"]) == (1, "", False)
    lines = [line for line in err.splitlines() if "row 3" in line]
    assert [line.split(": ")[0] for line in lines] == ["standard input"] * 3
    for column, wrong, expected in [
        ("nationality", "ATL", "alpha-3"),
        ("sex", "woman", "female"),
        ("birth_date", "2020-02-30", "YYYY-MM-DD"),
    ]:
        assert any(f"column {column}" in line and f'"{wrong}"' in line and expected in line for line in lines), column


def test_gives_the_file_back_with_its_errors_marked(refused):
    header, first, second = python_calamine.load_workbook(refused["back"]).get_sheet_by_index(0).to_python()
    assert header[:6] == WRONG.splitlines()[0].split(",") and len(header) == 7
    assert not first[6] and "sex" in second[6] and "nationality" in second[6] and "birth_date" in second[6]
    with ZipFile(refused["back"]) as archive:
        assert b"FDE0DD" in archive.read("xl/styles.xml")


def test_a_dry_run_writes_nothing(people):
    assert (people["tried"].status, people["tried"].err) == (0, "")
    assert "3" in people["tried"].out
    assert people["before"]["volunteers.Volunteer"] == 0


def test_volunteers_come_in_once(people):
    assert (people["done"].status, people["again"].status) == (0, 0)
    assert people["done"].out == "New: 3, changed: 0, unchanged: 0.\n"
    assert people["again"].out == "New: 0, changed: 0, unchanged: 3.\n"
    assert people["after"]["volunteers.Volunteer"] == 3
    changed = {name for name in people["after"] if people["after"][name] != people["kept"][name]}
    assert not changed


def test_assignments_come_in_once_whatever_the_format(service):
    assert (service["done"].status, service["again"].status) == (0, 0), service
    assert service["done"].out == "New: 4, changed: 0, unchanged: 0.\n"
    assert service["again"].out == "New: 0, changed: 0, unchanged: 4.\n"


def test_statistics_see_an_import_at_once_and_facts_when_aggregated(counted):
    assert counted["before"] == "2"
    assert counted["first"]["created"] > 20
    assert counted["second"] == {"created": 0, "updated": 0, "unchanged": counted["first"]["created"], "deleted": 0}
    assert {place: counted["facts"][place] for place in YEAR_2020} == YEAR_2020
    assert counted["days at once"] == str(538 - 31)
    assert counted["facts kept"] == counted["facts"]
    assert counted["third"]["updated"] > 0 and counted["third"]["deleted"] > 0
    assert counted["facts after"]["2020", "onsite", "total", "all"] == ["2", "507", "16.655172"]


def test_an_earlier_month_changes_nothing_unless_rebuilt(empty, counted):
    before = facts(empty)
    kept = aggregated(empty, "--through 2020-06")
    assert (kept["created"], kept["updated"], kept["deleted"]) == (0, 0, 0)
    assert facts(empty) == before
    rebuilt = aggregated(empty, "--through 2020-06 --rebuild")
    assert rebuilt["updated"] > 0 and rebuilt["deleted"] > 0
    beyond, month = empty.run_all(
        "export_facts --from 2020-01 --through 2020-07", "statistic volunteers --year 2020 --month 7"
    )
    assert (beyond.status, beyond.out, month.status, month.out) == (1, "", 1, "")
    assert facts(empty, "--from 2020-06 --through 2020-06 --period year")["2020", "onsite", "total", "all"] == [
        "2",
        str(172 + 182),
        "11.655172",
    ]
    aggregated(empty, "--through 2020-12")
    assert facts(empty) == before


def test_refuses_a_month_that_is_not_over(empty, counted):
    before = facts(empty)
    done = empty.run("aggregate", "--through", "2100-01")
    assert (done.status, done.out) == (1, "")
    assert "2100-01" in done.err
    assert facts(empty) == before


def test_refuses_to_mix_the_demo_with_other_records(empty, counted):
    before = count_all(empty)
    done = empty.run("load_demo")
    assert (done.status, done.out) == (1, "")
    assert done.err.strip() and "Traceback" not in done.err
    assert count_all(empty) == before


def test_refuses_columns_and_rules_naming_the_place(empty, counted, tmp_path):
    overlapping = "A9,R1,WHO,COL,international_specialist,onsite,completed,2020-06-30,2020-07-31"
    files = {
        "volunteers lacks.csv": ("roster_number,family_name\nR1,Okoth\n", ["given_name"]),
        "volunteers gender.csv": (VOLUNTEERS.replace(",sex,", ",gender,"), ["row 1", "gender"]),
        "volunteers young.csv": (VOLUNTEERS.replace("1990-05-17", "2010-05-17"), ["row 2", "birth_date", "A1"]),
        "assignments overlap.csv": (
            ASSIGNMENTS[0].replace(" ", ",").removesuffix(",interruptions") + f"\n{overlapping}\n",
            ["row 2", "A1"],
        ),
    }
    before = count_all(empty)
    for name, (content, words) in files.items():
        kind, file = name.split()
        (tmp_path / file).write_text(content, encoding="utf-8")
        [done] = empty.run_all(f"import_{kind} {tmp_path / file}")
        assert (done.status, done.out) == (1, ""), (name, done)
        assert all(word in done.err for word in [f"{file}: ", *words]), (name, done.err)
    assert count_all(empty) == before
