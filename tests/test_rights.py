"""Who may see what: each role at each page, with data that could leak."""

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import JobRun
from assignments.actions import NextStep
from assignments.models import Assignment
from imports.models import ImportBatch
from tests import cast
from tests.imports.uploads import confirmed, uploaded_bytes
from volunteers.merging import merge, picture_of_both
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db

ROLES = [
    "anonymous",
    "no_role",
    "volunteer",
    "other_volunteer",
    "focal_point",
    "other_focal_point",
    "partner",
    "other_partner",
    "inactive_focal_point",
    "associate",
    "manager",
    "officer",
    "auditor",
    "administrator",
    "superuser",
]
STAFF = dict.fromkeys(["associate", "manager", "officer", "auditor", "administrator", "superuser"], 200)
SIGNED_OUT = {"anonymous": 302, "inactive_focal_point": 302}


def only(*roles: str) -> dict[str, int]:
    """These staff roles and superusers, no others of staff."""
    return dict.fromkeys(STAFF, 403) | dict.fromkeys([*roles, "superuser"], 200)


SIGNED_IN = SIGNED_OUT | {role: 200 for role in ROLES if role not in SIGNED_OUT}
SEE_CERTIFICATES = only("associate", "manager", "auditor", "administrator")
LISTED = SIGNED_IN | {"partner": 302, "other_partner": 302}
"""Who only pays is led from the lists to the pages of funding partners."""

THEIRS = {"volunteer": 200, "focal_point": 200, "partner": 200}

PAGES = {
    "workspace": SIGNED_OUT | {role: 200 for role in ROLES if role not in SIGNED_OUT},
    "workspace_assignments": LISTED,
    "workspace_assignments_csv": LISTED,
    "workspace_assignments_counts": LISTED,
    "workspace_volunteers": LISTED,
    "workspace_volunteers_csv": LISTED,
    "workspace_volunteers_counts": LISTED,
    "workspace_host_entities": LISTED,
    "workspace_host_entities_csv": LISTED,
    "workspace_me_looks": SIGNED_IN,
    "workspace_notices": SIGNED_IN,
    "workspace_calendar": {role: status for role, status in SIGNED_IN.items() if role not in STAFF},
    "workspace_notice_choices": SIGNED_IN,
    "workspace_search": SIGNED_IN,
    "workspace_search_box": dict.fromkeys(SIGNED_OUT, 401) | {role: 200 for role in ROLES if role not in SIGNED_OUT},
    "workspace_findings": SIGNED_OUT | STAFF,
    "workspace_duplicates": SIGNED_OUT | STAFF,
    "workspace_volunteer": SIGNED_OUT | THEIRS | STAFF,
    "workspace_assignment": SIGNED_OUT | THEIRS | STAFF,
    "workspace_entity": SIGNED_OUT | STAFF | {"focal_point": 200},
    "workspace_entity_pdf": SIGNED_OUT | STAFF | {"focal_point": 200},
    "workspace_entity_checks": SIGNED_OUT | STAFF | {"focal_point": 200},
    "workspace_entity_volunteers": SIGNED_OUT | STAFF | {"focal_point": 200},
    "workspace_entity_volunteers_csv": SIGNED_OUT | STAFF | {"focal_point": 200},
    "workspace_entity_volunteers_counts": SIGNED_OUT | STAFF | {"focal_point": 200},
    "workspace_entity_ending": SIGNED_OUT | STAFF | {"focal_point": 200},
    "workspace_entity_confirmation": SIGNED_OUT | STAFF | {"focal_point": 200},
    "workspace_entity_staff_list": SIGNED_OUT | STAFF | {"focal_point": 200},
    "workspace_entity_requests": SIGNED_OUT | STAFF | {"focal_point": 200},
    "workspace_wishes": SIGNED_OUT | STAFF,
    "workspace_confirmations": SIGNED_OUT | STAFF,
    "workspace_volunteer_requests": SIGNED_OUT | STAFF,
    "workspace_step": SIGNED_OUT | only("associate", "manager"),
    "workspace_step of the host": SIGNED_OUT | only("associate", "manager") | {"focal_point": 200},
    "workspace_partner": SIGNED_OUT | STAFF | {"partner": 200},
    "workspace_partner_assignments": SIGNED_OUT | STAFF | {"partner": 200},
    "workspace_partner_assignments_csv": SIGNED_OUT | STAFF | {"partner": 200},
    "workspace_me": SIGNED_OUT | {"volunteer": 200, "other_volunteer": 200},
    "workspace_me_record": SIGNED_OUT | {"volunteer": 200, "other_volunteer": 200},
    "workspace_me_choices": SIGNED_OUT | {"volunteer": 200, "other_volunteer": 200},
    "workspace_corrections": SIGNED_OUT | STAFF,
    "workspace_entity_people": SIGNED_OUT | STAFF | {"focal_point": 200},
    "workspace_partner_people": SIGNED_OUT | STAFF,
    "workspace_volunteer_sign_in": SIGNED_OUT | dict.fromkeys(["associate", "manager", "superuser"], 200),
    "workspace_merge": SIGNED_OUT | only("manager"),
    "workspace_merges": SIGNED_OUT | only("manager"),
    "admin:volunteers_personmerge_changelist": STAFF,
    "admin:index": STAFF,
    "admin:volunteers_volunteer_changelist": STAFF,
    "admin:volunteers_volunteer_change": STAFF,
    "admin:volunteers_volunteer_history": STAFF,
    "admin:volunteers_volunteer_deleted": STAFF,
    "admin:volunteers_volunteer_add": only("associate", "manager"),
    "admin:volunteers_volunteer_delete": only(),
    "admin:assignments_assignment_changelist": STAFF,
    "admin:assignments_assignment_change": STAFF,
    "admin:assignments_assignment_add": only("associate", "manager"),
    "admin:assignments_assignment_delete": only(),
    "admin:assignments_extension_changelist": STAFF,
    "admin:assignments_extension_add": dict.fromkeys(STAFF, 403),
    "workspace_me_certificates": SIGNED_OUT | {"volunteer": 200, "other_volunteer": 200},
    "workspace_volunteer_certificates": SIGNED_OUT | SEE_CERTIFICATES,
    "workspace_certificate_pdf": SIGNED_OUT | SEE_CERTIFICATES | {"volunteer": 200},
    "admin:assignments_certificate_changelist": SEE_CERTIFICATES,
    "admin:assignments_certificate_add": dict.fromkeys(STAFF, 403),
    "admin:assignments_ruleexception_changelist": STAFF,
    "admin:assignments_ruleexception_add": only("manager"),
    "admin:assignments_eligibilityrule_changelist": STAFF,
    "admin:assignments_eligibilityrule_add": only("manager", "administrator"),
    "admin:results_result_changelist": STAFF,
    "admin:results_result_add": only("officer"),
    "admin:results_framework_add": only("officer"),
    "admin:accounts_user_changelist": only("auditor", "administrator"),
    "admin:accounts_user_add": only("administrator"),
    "admin:accounts_jobrun_changelist": STAFF,
    "admin:accounts_historyseal_changelist": only("manager", "auditor", "administrator"),
    "admin:accounts_historyseal_add": only() | {"superuser": 403},
    "admin:accounts_mail_changelist": only("auditor", "administrator"),
    "admin:accounts_look_changelist": only("auditor", "administrator"),
    "admin:accounts_look_add": only() | {"superuser": 403},
    "admin:accounts_mail_add": only() | {"superuser": 403},
    "admin:imports_importbatch_changelist": STAFF,
    "workspace_imports": SIGNED_OUT | STAFF,
    "workspace_import": SIGNED_OUT | STAFF,
    "workspace_import_file": SIGNED_OUT | STAFF,
    "workspace_import_marked": SIGNED_OUT | STAFF,
    "workspace_import_template": SIGNED_OUT | STAFF,
    "workspace_import_template_csv": SIGNED_OUT | STAFF,
    "workspace_extensions_pasted": SIGNED_OUT | dict.fromkeys(["associate", "manager", "superuser"], 200),
    "workspace_import_new": SIGNED_OUT | dict.fromkeys(["associate", "manager", "superuser"], 200),
    "workspace_import_undo": SIGNED_OUT | dict.fromkeys(["manager", "superuser"], 200),
    "runs": SIGNED_OUT | STAFF,
    "run": SIGNED_OUT | STAFF,
    "admin:django_celery_beat_periodictask_changelist": only("officer", "auditor", "administrator"),
    "admin:django_celery_beat_periodictask_add": only(),
    "admin:django_celery_beat_crontabschedule_add": only("officer", "administrator"),
    "admin:django_celery_beat_intervalschedule_add": only("officer", "administrator"),
}
STEPS = {"workspace_step": "extend", "workspace_step of the host": "confirm-arrival"}
STARTING = STAFF.keys() - {"auditor"}
A_FILE = b"roster_number,family_name,given_name,nationality\nR-FILE,Achieng,Zawadi,FRA\n"
BUTTONS = ["run-aggregate", "run-rebuild", "run-reconcile"]


@pytest.fixture
def achieng():
    """A volunteer of WHO, paid for by Japan with the name shown to it, who signs in."""
    person = cast.another_volunteer("Achieng", given_name="Zawadi", user=cast.user("zawadi@portal.test"))
    cast.consent(person)
    return cast.assignment(
        "A-ACHIENG",
        volunteer=person,
        host_entity=cast.host_entity("WHO"),
        funding_partner=cast.funding_partner("JAPAN"),
        status="serving",
    )


def person_of(role: str, row: Assignment):
    other = cast.assignment("A-OTHER", volunteer=cast.another_volunteer("Blanchet", user=cast.user("b@portal.test")))
    people = {
        "no_role": lambda: cast.user("nobody@portal.test"),
        "volunteer": lambda: row.volunteer.user,
        "other_volunteer": lambda: other.volunteer.user,
        "focal_point": lambda: cast.focal_point(row.host_entity),
        "other_focal_point": lambda: cast.focal_point(cast.host_entity("UNICEF")),
        "partner": lambda: cast.representative(row.funding_partner),
        "other_partner": lambda: cast.representative(cast.funding_partner("FRANCE")),
        "inactive_focal_point": lambda: cast.focal_point(row.host_entity, is_active=False),
        "associate": cast.programme_associate,
        "manager": cast.programme_manager,
        "officer": cast.results_officer,
        "auditor": cast.auditor,
        "administrator": cast.administrator,
        "superuser": cast.superuser,
    }
    return people[role]()


def imported_file() -> ImportBatch:
    """A file with Achieng in it that was imported in the browser."""
    cast.country("FRA")
    return confirmed(uploaded_bytes("volunteers", A_FILE, name="Achieng.csv"))


def address_of(page: str, row: Assignment) -> str:
    if page.startswith("workspace_import_template"):
        return reverse(page, args=["volunteers"])
    if page.startswith("workspace_import") and page not in {"workspace_imports", "workspace_import_new"}:
        return reverse(page, args=[imported_file().pk])
    if page.startswith("workspace_partner"):
        return reverse(page, args=[row.funding_partner.code])
    if page == "workspace_certificate_pdf":
        return reverse(page, args=[cast.certificate(row.volunteer).number])
    if page == "workspace_entity_people":
        return reverse(page, args=[row.host_entity.code])
    if page in {"workspace_volunteer", "workspace_volunteer_certificates", "workspace_volunteer_sign_in"}:
        return reverse(page, args=[row.volunteer.roster_number])
    if page.startswith("workspace_step"):
        return reverse("workspace_step", args=[row.assignment_number, STEPS[page]])
    if page == "workspace_assignment":
        return reverse(page, args=[row.assignment_number])
    if page.startswith("workspace_entity"):
        return reverse(page, args=[row.host_entity.code])
    if page.startswith("workspace_search"):
        return f"{reverse(page)}?q=zawadi"
    if page == "run":
        return reverse(page, args=[JobRun.objects.create(kind="aggregate", error="Achieng").pk])
    if page.rsplit("_", 1)[-1] in {"change", "history", "delete"}:
        return reverse(page, args=[row.volunteer.pk if "volunteer" in page else row.pk])
    return reverse(page)


def visit(client, role: str, page: str, row: Assignment):
    if role != "anonymous":
        client.force_login(person_of(role, row))
    return client.get(address_of(page, row))


def text_of(response) -> str:
    return b"".join(response).decode() if response.streaming else response.content.decode()


def expected(page: str, role: str) -> int:
    """Listed, or else: the admin sends to the sign-in, the workspace knows no such row."""
    return PAGES[page].get(role, 302 if page.startswith("admin:") else 404)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES)
def test_the_table_of_rights(client, achieng, page, role):
    response = visit(client, role, page, achieng)
    assert response.status_code == expected(page, role)
    if expected(page, role) != 200:
        assert "Achieng" not in text_of(response)


@pytest.mark.parametrize("role", ROLES)
def test_only_managers_merge_and_undo(client, achieng, role):
    """Another record, merged by hand of a manager; nobody else merges or takes it apart."""
    two = cast.another_volunteer("Achieng")
    done = merge(achieng.volunteer, two, taken={}, shown=picture_of_both([achieng.volunteer, two]), by=cast.superuser())
    if role != "anonymous":
        client.force_login(person_of(role, achieng))
    expected = (SIGNED_OUT | only("manager") | dict.fromkeys(["manager", "superuser"], 302)).get(role, 404)
    assert client.post(reverse("workspace_merge_undo", args=[done.pk])).status_code == expected
    done.refresh_from_db()
    assert bool(done.undone_at) == (role in {"manager", "superuser"})
    numbers = {"one": achieng.volunteer.roster_number, "two": "R-OTHER"}
    cast.volunteer("R-OTHER", family_name="Other")
    client.post(f"{reverse('workspace_merge')}?{urlencode(numbers)}", {"kept": achieng.volunteer.pk})
    assert Volunteer.objects.filter(roster_number="R-OTHER").exists()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("button", BUTTONS)
@pytest.mark.parametrize(("method", "staff"), [("post", 302), ("get", 405), ("put", 405)])
def test_only_staff_start_a_run_and_only_by_a_button(client, achieng, button, role, method, staff):
    if role != "anonymous":
        client.force_login(person_of(role, achieng))
    response = getattr(client, method)(reverse(button))
    assert response.status_code == (SIGNED_OUT | dict.fromkeys(STARTING, staff)).get(role, 404)
    assert JobRun.objects.filter(trigger="button").count() == (role in STARTING and method == "post")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ["confirm", "again", "discard", "undo"])
def test_associates_import_and_only_managers_undo(client, achieng, action, role):
    if action == "undo":
        may, batch = {"manager", "superuser"}, imported_file()
    else:
        may, batch = {"associate", "manager", "superuser"}, uploaded_bytes("volunteers", A_FILE)
    state = batch.state
    if role != "anonymous":
        client.force_login(person_of(role, achieng))
    response = client.post(reverse(f"workspace_import_{action}", args=[batch.pk]), {"shown": batch.preview_number})
    assert response.status_code == (SIGNED_OUT | dict.fromkeys(may, 302)).get(role, 404)
    batch.refresh_from_db()
    assert (batch.state != state) == (role in may)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("step", NextStep.values)
def test_only_those_who_keep_records_act_upon_an_assignment(client, achieng, step, role):
    """Refused or not by what is typed, the form answers them; nobody else reaches it."""
    if role != "anonymous":
        client.force_login(person_of(role, achieng))
    response = client.post(reverse("workspace_step", args=[achieng.assignment_number, step]))
    confirms = {"focal_point": 200} if step == "confirm-arrival" else {}
    expected = SIGNED_OUT | only("associate", "manager") | confirms
    assert response.status_code == expected.get(role, 404)


@pytest.mark.parametrize("page", ["runs", "run"])
def test_runs_are_read_not_written_by_their_pages(client, achieng, page):
    client.force_login(cast.superuser())
    for method in ("post", "put", "delete"):
        assert getattr(client, method)(address_of(page, achieng)).status_code == 405


@pytest.mark.parametrize("role", ["anonymous", "no_role", "other_volunteer", "other_focal_point", "other_partner"])
@pytest.mark.parametrize(
    "page",
    [
        "workspace",
        "workspace_assignments",
        "workspace_assignments_csv",
        "workspace_volunteers",
        "workspace_volunteers_csv",
        "workspace_host_entities",
        "workspace_search",
        "workspace_search_box",
    ],
)
def test_no_list_names_somebody_whom_the_role_may_not_see(client, achieng, page, role):
    body = text_of(visit(client, role, page, achieng))
    assert "Achieng" not in body
    assert "A-ACHIENG" not in body


@pytest.mark.parametrize("role", ["volunteer", "focal_point", "associate"])
def test_the_lists_name_those_whom_the_role_may_see(client, achieng, role):
    assert "A-ACHIENG" in text_of(visit(client, role, "workspace_assignments_csv", achieng))


@pytest.mark.parametrize("role", ["no_role", "volunteer", "focal_point", "partner"])
def test_who_is_not_staff_is_refused_by_the_sign_in_of_the_admin(client, achieng, role):
    client.force_login(person_of(role, achieng))
    assert client.get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize(
    ("role", "volunteers", "assignments"),
    [
        ("no_role", 0, 0),
        ("volunteer", 1, 1),
        ("other_focal_point", 0, 0),
        ("focal_point", 1, 1),
        ("partner", 1, 1),
        ("inactive_focal_point", 0, 0),
        ("associate", 2, 3),
    ],
)
def test_what_is_visible_is_answered_once(achieng, role, volunteers, assignments):
    cast.another_assignment(volunteer=achieng.volunteer, host_entity=cast.host_entity("UNV"), status="planned")
    user = person_of(role, achieng)
    assert Volunteer.objects.visible_to(user).count() == volunteers
    seen = Assignment.objects.visible_to(user)
    assert seen.count() == (2 if role == "volunteer" else assignments)


@pytest.mark.parametrize("address", ["/admin/autocomplete/"])
@pytest.mark.parametrize("role", ["anonymous", "focal_point", "other_volunteer"])
def test_the_search_of_the_admin_answers_staff_only(client, achieng, address, role):
    if role != "anonymous":
        client.force_login(person_of(role, achieng))
    asked = {"term": "Achieng", "app_label": "assignments", "model_name": "assignment", "field_name": "volunteer"}
    response = client.get(address, asked)
    assert response.status_code == 302
    assert "Zawadi" not in text_of(response)
