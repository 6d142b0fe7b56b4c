"""The commands as scripts of others call them: help, exit status, and the loading of records, on the demo."""

import csv
from collections import Counter
from io import StringIO

import pytest
import yaml

from demo.sign_ins import SIGN_INS
from tests.contracts.counts import count_all
from tests.unvportal.homes import PROJECT

pytestmark = pytest.mark.xdist_group("contracts")

COMMANDS = [
    "import_volunteers",
    "import_assignments",
    "aggregate",
    "export_facts",
    "statistic",
    "load_reference",
    "load_demo",
    "reconcile_report",
]
COLUMNS = ["id", "paragraph", "statement", "published", "computed", "status", "note"]
WRONG_USAGE = [
    "import_volunteers",
    "import_volunteers no-such-file.csv",
    "import_assignments rows.csv --wrong",
    "aggregate --through 2020-13",
    "aggregate --through 2020",
    "export_facts --from 2020-01",
    "export_facts --from 2020-02 --through 2020-01",
    "export_facts --from 2020-01 --through 2020-01 --period week",
    "statistic",
    "statistic volunteers",
    "statistic volunteers --year 2020 --format xml",
    "load_reference more",
    "load_demo --today yesterday",
    "load_demo --today 20210915",
    "reconcile_report --format json",
]
SIGN_IN = """
from django.test import Client
from django.test.utils import override_settings
from tests.conftest import PLAIN_FILES

found = []
with override_settings(STORAGES={"staticfiles": PLAIN_FILES}):
    for email, password in SIGN_INS:
        client = Client(headers={"host": "localhost"})
        answer = client.post("/accounts/login/", {"login": email, "password": password}, follow=True)
        user = answer.wsgi_request.user
        found.append([answer.status_code, user.is_authenticated and user.email])
"""


@pytest.fixture(scope="module")
def report(demo):
    """The lines of the reconciliation, as its CSV gives them."""
    [done] = demo.run_all("reconcile_report --format csv")
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[0] == ",".join(COLUMNS)
    return {line["id"]: line for line in csv.DictReader(StringIO(done.out))}


def test_every_command_explains_itself(demo):
    for name, done in zip(COMMANDS, demo.run_all(*[f"{name} --help" for name in COMMANDS]), strict=True):
        assert (done.status, done.err) == (0, ""), name
        assert done.out.startswith(f"usage: manage.py {name}")


def test_wrong_usage_ends_with_2_and_says_so_on_standard_error(demo):
    for line, done in zip(WRONG_USAGE, demo.run_all(*WRONG_USAGE), strict=True):
        assert (done.status, done.out) == (2, ""), (line, done)
        assert done.err.strip() and "Traceback" not in done.err, line


def test_exit_status_and_streams_are_those_of_a_process(demo):
    done = demo.run("statistic", "volunteers", "--year", "2020", "--format", "csv")
    assert done == (0, "value\n9459\n", "")
    assert demo.run("aggregate", "--through", "2021-13").status == 2
    ahead = demo.run("export_facts", "--from", "2021-08", "--through", "2021-09")
    assert (ahead.status, ahead.out) == (1, "")
    assert "2021-09" in ahead.err and "2021-08" in ahead.err


def test_loading_again_changes_nothing(demo):
    before = count_all(demo)
    reference, records = demo.run_all("load_reference", "load_demo")
    assert (reference.status, records.status) == (0, 0)
    assert count_all(demo) == before


def test_everybody_of_the_demo_can_sign_in(demo):
    pairs = [(email, password) for _role, email, password in SIGN_INS]
    assert demo.look(f"SIGN_INS = {pairs!r}\n{SIGN_IN}") == [[200, email] for email, _password in pairs]


def test_reconciles_every_figure_of_the_report(report):
    assert len(report) == 252
    counts = Counter(line["status"] for line in report.values())
    assert set(counts) <= {"equal", "contradicted", "not_recorded", "narrative"}
    assert counts["equal"] >= 150


def test_the_figures_are_those_published_and_agree_within_their_tolerance(report):
    """Judged by the file of the report itself, not by what the portal calls equal."""
    facts = yaml.safe_load((PROJECT / "reports/data/report_2020_facts.yaml").read_text(encoding="utf-8"))["facts"]
    assert list(report) == [str(fact["id"]) for fact in facts]
    for fact in facts:
        line, published = report[str(fact["id"])], fact["value"]
        if isinstance(published, (int, float)) and not isinstance(published, bool):
            assert float(line["published"]) == published, line
            if line["status"] == "equal" and not any(word in line["note"] for word in ("more than", "nearly", "about")):
                assert abs(float(line["computed"]) - published) <= fact.get("tolerance", 0) + 1e-9, line


def test_only_hard_findings_make_a_contradiction(report):
    data = yaml.safe_load((PROJECT / "reports/data/report_2020_facts.yaml").read_text(encoding="utf-8"))
    hard = {found["id"] for found in data["consistency"] if found["kind"] == "hard"}
    assert hard == {f"C{number}" for number in range(1, 8)}
    for line in report.values():
        if line["status"] == "contradicted":
            assert any(f"{name}:" in line["note"] for name in hard), line


def test_every_milestone_result_score_and_rating_is_equal(report):
    parts = {"target": 14, "result": 14, "score": 14, "rating": 14}
    for part, number in parts.items():
        lines = [line for name, line in report.items() if name.startswith("I") and name.endswith(f"-{part}")]
        assert len(lines) == number
        contested = {line["id"] for line in lines if line["status"] != "equal"}
        assert not contested, contested
    results = [line for name, line in report.items() if name.endswith("-result")]
    assert sum(line["computed"] != "" for line in results) == 12
    ratings = Counter(line["computed"] for name, line in report.items() if name.endswith("-rating"))
    assert ratings == {"green": 10, "yellow": 2, "grey": 2}
    assert [report[name]["computed"] for name in ("003a", "003b", "003c", "003d")] == ["10", "2", "0", "2"]


def test_the_table_of_the_report_sums_up(demo, report):
    [done] = demo.run_all("reconcile_report")
    counts = Counter(line["status"] for line in report.values())
    assert (done.status, done.err) == (0, "")
    assert f"252 figures: {counts['equal']} equal, 0 differs" in done.out


def test_the_output_is_utf_8_whatever_the_terminal_speaks(demo):
    done = demo.run("reconcile_report", "--format", "csv", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.status == 0, done.err
    refused = demo.run("statistic", "voluntears", "--year", "2020", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert refused.status == 2
    assert "“voluntears”" in refused.err


def test_a_run_of_the_demo_is_recorded(demo):
    code = "from accounts.models import JobRun; found = list(JobRun.objects.values_list('kind', 'status', 'error'))"
    assert ["rebuild", "done", ""] in demo.look(code)
