"""The runs for staff: what they read of each, live progress, what comes next, and starting one."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from accounts.models import JobRun, RunStatus
from facts.actions.runs import RunRefused, ask_for_run
from facts.models import FactState
from facts.templatetags.runs import how_far, progress_bar, took, verdict, what_it_does
from facts.timetable import planned_runs
from facts.views import ON_A_PAGE
from tests import cast
from tests.figures import public_world
from tests.unvportal.test_messages import ENGLISH, NAMES, Words

pytestmark = pytest.mark.django_db
RUNS = reverse("runs")
LIVE = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def officer(client):
    """A results officer, signed in."""
    person = cast.results_officer(name="Ada Obi")
    client.force_login(person)
    return person


def ended(status: str = "done", *, kind: str = "aggregate", **fields) -> JobRun:
    return JobRun.objects.create(kind=kind, status=status, finished_at=timezone.now(), **fields)


def at_work(*, kind: str = "rebuild", **fields) -> JobRun:
    return JobRun.objects.create(kind=kind, **({"progress_done": 3, "progress_total": 8, "step": "count"} | fields))


def text_of(response) -> str:
    assert response.status_code == 200
    text = re.sub(r"<[^>]*>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def test_an_empty_portal_says_that_nothing_ran_and_what_to_do(client, officer):
    PeriodicTask.objects.all().delete()
    page = text_of(client.get(RUNS))
    assert "Nothing is running or waiting." in page
    assert "No run has ended yet." in page
    assert "Nothing is aggregated yet." in page
    assert "no entry of the timetable is switched on" in page


def test_a_run_is_listed_with_what_who_when_and_what_changed(client, officer):
    ended(started_by=officer, created=1234, updated=56, unchanged=345_883, deleted=7)
    ended("failed", kind="reconcile", trigger="schedule", error="The database was away.")
    page = text_of(client.get(RUNS))
    assert "Bring facts up to date Ada Obi" in page
    assert "1,234 56 345,883 7" in page
    assert "Reconcile facts the timetable" in page
    assert "failed The database was away." in page


def test_a_run_at_work_shows_how_far_it_is_in_words_and_as_a_bar(client, officer):
    row = at_work()
    for address in (RUNS, reverse("run", args=[row.pk])):
        page = client.get(address).content.decode()
        assert f'<label for="progress-{row.pk}">counting volunteers: 3 of 8</label>' in page
        assert f'<progress id="progress-{row.pk}" max="8" value="3">37 %</progress>' in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": RunStatus.WAITING}, "waiting for a free worker"),
        ({"step": "", "progress_total": 0}, "at work"),
        ({"step": "write", "progress_total": 0}, "writing what differs"),
        ({"step": "compare", "progress_done": 0}, "comparing with the stored facts: 0 of 8"),
        ({"step": "polish"}, "polish: 3 of 8"),
    ],
)
def test_each_step_has_a_sentence(fields, words):
    assert how_far(at_work(**fields)) == words


def test_a_waiting_run_has_a_bar_without_measure():
    row = at_work(status=RunStatus.WAITING)
    assert progress_bar(row) == f'<progress id="progress-{row.pk}"></progress>'


def test_every_kind_has_a_name():
    assert what_it_does(JobRun(kind="protect")) == "Protect small numbers"
    assert what_it_does(JobRun(kind="sort_papers")) == "Sort papers"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.04, "0.0 s"), (2.44, "2.4 s"), (192, "3 min 12 s"), (3_900, "1 h 5 min")]
)
def test_how_long_a_run_took_is_said_in_words(seconds, words):
    now = timezone.now()
    assert took(JobRun(started_at=now - timedelta(seconds=seconds), finished_at=now)) == words


def test_the_verdict_of_a_reconciliation():
    assert verdict(ended(kind="reconcile", unchanged=345_883)) == "All 345,883 facts equal"
    assert verdict(ended(kind="reconcile", updated=1)) == "1 fact differed and was put right"
    assert verdict(ended(kind="reconcile", created=1, deleted=2)) == "3 facts differed and were put right"
    assert verdict(ended("failed", kind="reconcile", unchanged=5)) == ""
    assert verdict(ended(unchanged=5)) == ""
    assert verdict(None) == ""


def live_part(response) -> dict[str, str]:
    return dict(re.findall(r'(hx-get|hx-trigger|hx-swap)="([^"]*)"', response.content.decode()))


def test_the_list_is_looked_at_often_while_a_run_is_open_and_seldom_otherwise(client, officer):
    assert live_part(client.get(RUNS))["hx-trigger"] == "every 15s"
    at_work()
    assert live_part(client.get(RUNS))["hx-trigger"] == "every 2s"


def test_a_look_gives_the_live_part_alone(client, officer):
    at_work()
    look = client.get(RUNS, **LIVE).content.decode()
    assert "counting volunteers: 3 of 8" in look
    assert 'id="facts-state"' in look
    assert "<html" not in look
    assert "Aggregate now" not in look


def test_nothing_is_exchanged_when_nothing_changed(client, officer):
    ended()
    again = live_part(client.get(RUNS))["hx-get"].replace("&amp;", "&")
    assert client.get(again, **LIVE).status_code == 204
    ended()
    assert client.get(again, **LIVE).status_code == 200


def test_an_ended_run_is_looked_at_no_more(client, officer):
    row = at_work()
    address = reverse("run", args=[row.pk])
    assert live_part(client.get(address))["hx-get"] == address
    row.status, row.finished_at = RunStatus.DONE, timezone.now()
    row.save()
    look = client.get(address, **LIVE).content.decode()
    assert "hx-get" not in look
    assert "Facts unchanged" in look


def test_who_was_signed_out_meanwhile_is_led_to_the_sign_in_not_shown_it_within_the_list(client):
    assert client.get(RUNS, **LIVE).headers["HX-Refresh"] == "true"
    assert client.get(RUNS).url == f"{reverse('account_login')}?next={RUNS}"


def test_pages_allow_no_script_from_text_and_no_style_within(client, officer):
    page = client.get(RUNS).content.decode()
    assert """content='{"includeIndicatorStyles":false,"allowEval":false}'""" in page
    assert re.findall(r'<script src="([^"]+)" defer></script>', page) == ["/static/django_htmx/htmx-2.min.js"]


@pytest.mark.parametrize(
    ("name", "kind"), [("run-aggregate", "aggregate"), ("run-rebuild", "rebuild"), ("run-reconcile", "reconcile")]
)
def test_a_button_asks_for_a_run_and_leads_to_it(client, officer, name, kind):
    response = client.post(reverse(name), follow=True)
    row = JobRun.objects.get()
    assert (row.kind, row.status, row.started_by, row.trigger) == (kind, RunStatus.WAITING, officer, "button")
    assert response.redirect_chain == [(reverse("run", args=[row.pk]), 302)]
    assert "it starts as soon as a worker is free" in text_of(response)


def test_a_second_run_is_refused_in_words(client, officer):
    ask_for_run("rebuild", by=officer)
    response = client.post(reverse("run-aggregate"), follow=True)
    assert response.redirect_chain == [(RUNS, 302)]
    assert "is-warning" in response.content.decode()
    assert JobRun.objects.count() == 1
    with pytest.raises(RunRefused, match=r"\w+ \w+"):
        ask_for_run("reconcile", by=officer)


def test_a_failed_run_says_what_went_wrong_and_is_started_again_by_a_button(client, officer):
    row = ended("failed", kind="reconcile", error="The database was away.")
    page = client.get(reverse("run", args=[row.pk]))
    assert "The database was away." in text_of(page)
    assert "Start again" in text_of(page)
    assert f'action="{reverse("run-reconcile")}"' in page.content.decode()
    other = ended("failed", kind="import_volunteers", error="Row 3.")
    assert "Start again" not in text_of(client.get(reverse("run", args=[other.pk])))


def test_who_may_only_look_sees_no_button(client):
    person = cast.user("looks@portal.test", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_jobrun"))
    client.force_login(person)
    failed = ended("failed", error="Away.")
    for address in (RUNS, reverse("run", args=[failed.pk])):
        page = client.get(address).content.decode()
        assert "Away." in page
        assert 'action="/runs/' not in page
    assert client.post(reverse("run-aggregate")).status_code == 404
    assert JobRun.objects.count() == 1


def test_staff_without_the_permission_know_of_no_runs(client):
    client.force_login(cast.user("plain@portal.test", is_staff=True))
    assert client.get(RUNS).status_code == 404
    assert client.get(reverse("run", args=[ended().pk])).status_code == 404


def test_a_run_that_is_not_there_is_not_found(client, officer):
    assert client.get(reverse("run", args=[1])).status_code == 404
    assert client.get(f"/runs/{10**30}/").status_code == 404


def test_only_who_may_change_the_timetable_is_led_to_it(client, officer):
    address = reverse("admin:django_celery_beat_periodictask_changelist")
    assert address in client.get(RUNS).content.decode()
    assert client.get(address).status_code == 200
    client.force_login(cast.programme_associate())
    assert address not in client.get(RUNS).content.decode()


def planned(rhythm, *, task: str = "facts.tasks.bring_facts_up_to_date", **fields):
    kind = "interval" if isinstance(rhythm, IntervalSchedule) else "crontab"
    return PeriodicTask.objects.create(**({"name": "nightly count", "task": task, kind: rhythm} | fields))


@pytest.mark.parametrize(
    ("crontab", "words"),
    [
        ({"minute": "10"}, "every hour, at minute 10"),
        ({"minute": "5", "hour": "2"}, "every day at 02:05 UTC"),
        ({"minute": "30", "hour": "2", "day_of_week": "0"}, "every Sunday at 02:30 UTC"),
        ({"minute": "30", "hour": "14", "day_of_week": "1"}, "every Monday at 14:30 UTC"),
        ({"minute": "0", "hour": "6", "day_of_month": "1"}, "on day 1 of every month at 06:00 UTC"),
        ({"minute": "*/15"}, "Every 15 minutes UTC"),
    ],
)
def test_the_timetable_is_said_in_words(crontab, words):
    PeriodicTask.objects.all().delete()
    planned(CrontabSchedule.objects.create(**crontab))
    assert [(entry.name, entry.rhythm) for entry in planned_runs()] == [("Nightly count", words)]
    next_at = planned_runs()[0].next_at
    assert timezone.now() <= next_at <= timezone.now() + timedelta(days=32)
    assert next_at.second == 0
    assert crontab["minute"] in (str(next_at.minute), "*/15")


def test_the_timetable_shows_what_is_switched_on_and_ours_the_next_first(client, officer):
    PeriodicTask.objects.all().delete()
    often = IntervalSchedule.objects.create(every=20, period="minutes")
    planned(IntervalSchedule.objects.create(every=1, period="days"), name="reconcile facts")
    planned(often, name="often")
    planned(often, name="switched off", enabled=False)
    planned(often, name="clean up", task="celery.backend_cleanup")
    assert [(entry.name, entry.rhythm) for entry in planned_runs()] == [
        ("Often", "every 20 minutes"),
        ("Reconcile facts", "every day"),
    ]
    assert "Often : every 20 minutes" in text_of(client.get(RUNS))


def test_the_list_is_paged(client, officer):
    for number in range(ON_A_PAGE + 3):
        ended(created=1000 + number)
    assert "Page 1 of 2" in text_of(client.get(RUNS))
    second = client.get(RUNS, {"page": "2"})
    assert len(second.context["page"].object_list) == 3
    for odd in ("0", "x", "999", "-1"):
        assert client.get(RUNS, {"page": odd}).status_code == 200


@pytest.mark.parametrize("headers", [{}, LIVE])
def test_the_list_takes_as_many_queries_for_twenty_runs_as_for_two(client, django_assert_num_queries, headers):
    client.force_login(cast.programme_associate())
    people = [cast.user(f"{number}@portal.test") for number in range(10)]
    rhythm = CrontabSchedule.objects.create(minute="3")

    def add(number):
        for place in range(number):
            ended(started_by=people[place % 10])
            at_work(started_by=people[place % 10])
            planned(rhythm, name=f"entry {PeriodicTask.objects.count()}")

    add(2)
    client.get(RUNS, **headers)
    with CaptureQueriesContext(connection) as few:
        client.get(RUNS, **headers)
    add(18)
    with django_assert_num_queries(len(few)):
        assert len(client.get(RUNS, **headers).context["at_work"]) == 20


@pytest.fixture
def counted():
    public_world.framework()
    public_world.fill()
    return FactState.objects.get()


def reconciled(state: FactState, **fields) -> None:
    state.reconciliation = ended(kind="reconcile", **fields)
    state.reconciled_at = timezone.now().replace(year=2026, month=11, day=24, hour=2, minute=30)
    state.save()


def test_every_page_says_when_facts_were_last_reconciled_and_what_came_of_it(client, counted):
    assert "The facts have not been recounted and compared yet." in text_of(client.get("/method/"))
    reconciled(counted, unchanged=345_883)
    for address in ("/", "/method/"):
        page = text_of(client.get(address))
        assert "All 345,883 facts were recounted on 24 November 2026 at 02:30 UTC and found equal." in page
    reconciled(counted, unchanged=40, updated=2)
    found = "All 42 facts were recounted on 24 November 2026 at 02:30 UTC: 2 differed and were corrected."
    assert found in text_of(client.get("/method/"))


def test_the_page_says_what_the_facts_rest_on(client, officer, counted):
    reconciled(counted, unchanged=345_883)
    FactState.objects.update(fact_count=345_883)
    page = text_of(client.get(RUNS))
    assert "Records up to 31 December 2020" in page
    assert "Number of facts 345,883" in page
    assert "Last reconciled 24 November 2026, 02:30 UTC : All 345,883 facts equal" in page


def test_a_reader_of_chinese_meets_no_english_sentence_about_runs(client, officer, counted):
    reconciled(counted, unchanged=345_883)
    waiting, failed = at_work(status=RunStatus.WAITING), ended("failed", kind="rebuild", error="3")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    for row in (None, waiting, failed):
        page = client.get(reverse("run", args=[row.pk]) if row else RUNS).content.decode()
        said = [NAMES.sub("", text).replace("Ada Obi", "") for text in Words(page).said]
        assert [text for text in said if ENGLISH.search(text)] == []
    translation.deactivate()


@pytest.mark.parametrize("role", ["programme_associate", "results_officer"])
def test_staff_find_the_runs_from_home(client, role):
    client.force_login(getattr(cast, role)())
    row = ended()
    home = client.get(reverse("workspace")).content.decode()
    assert f'href="{RUNS}"' in home
    if role == "programme_associate":
        assert f'href="{reverse("run", args=[row.pk])}"' in home
    assert f'href="{RUNS}"' in client.get(reverse("admin:accounts_jobrun_changelist")).content.decode()
