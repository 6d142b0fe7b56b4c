"""What a hostile user tried at the doors of the portal, and how it answers."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from django.urls import reverse

from accounts.versions import as_token
from assignments.actions import picture_of_assignment
from assignments.models import Interruption
from results.models import Result
from tests import cast
from tests.figures import public_world
from tests.shown_pages import choose, save
from unvportal.request_log import RequestLog

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal_point():
    """Somebody of WHO, whose one volunteer has a disability."""
    person = cast.volunteer("SEEN", family_name="Achieng", sex="female", has_disability=True)
    cast.assignment("SEEN", volunteer=person, host_entity=cast.host_entity("WHO"), country=cast.country("KEN"))
    public_world.fill()
    return cast.focal_point(cast.host_entity("WHO"))


@pytest.mark.parametrize(
    "question",
    [
        "measure=volunteers&year=2020&disability=yes",
        "measure=volunteers&year=2020&share=disability:yes",
        "measure=volunteers&year=2020&sex=female",
        "measure=volunteers&year=2020&age_group=30_34",
        "measure=roster&year=2020&disability=yes",
        "measure=volunteers&year=2020&disability=yes&format=csv",
    ],
)
def test_filters_of_the_rows_tell_a_partner_nothing_of_single_people(client, focal_point, question):
    client.force_login(focal_point)
    response = client.get(f"/rows/?{question}")
    assert response.status_code == 400
    assert b"Achieng" not in response.content


def test_a_partner_sees_the_rows_of_its_own_people(client, focal_point):
    client.force_login(focal_point)
    assert b"Achieng" in client.get("/rows/?measure=volunteers&year=2020&host_entity=WHO").content


@pytest.mark.parametrize(
    "address",
    ["/countries/%00/", "/entities/%00/", "/results/indicators/%00/", "/explore/?year=2020&country=%00", "/?q=%00"],
)
def test_a_nul_character_is_a_bad_request(client, address):
    assert client.get(address).status_code == 400


def test_the_search_of_deleted_rows_takes_no_nul_character(admin_client):
    assert admin_client.get("/admin/volunteers/volunteer/deleted/?q=%00").status_code == 400


@pytest.mark.parametrize("address", ["/statistics/0000/", "/results/0000/", "/statistics/9999/"])
def test_a_year_that_never_was_is_not_found(client, address):
    public_world.fill()
    assert client.get(address).status_code == 404


def test_nobody_changes_the_own_address(client):
    user = cast.user("ana@portal.test")
    client.force_login(user)
    assert client.get("/accounts/email/").status_code == 404
    assert client.post("/accounts/email/", {"action_add": "", "email": "evil@portal.test"}).status_code == 404
    user.refresh_from_db()
    assert user.email == "ana@portal.test"


def test_the_log_of_requests_holds_no_query_and_no_key():
    log = RequestLog(lambda request: None)
    asked = RequestFactory().get("/workspace/assignments/?q=Achieng")
    assert log.format_request(asked) == "GET /workspace/assignments/"
    reset = RequestFactory().get("/accounts/password/reset/key/3-abc123/")
    assert log.format_request(reset) == "GET /accounts/password/reset/key/.../"


def test_the_limit_of_the_api_is_not_escaped_by_a_forged_address(client):
    cache.clear()
    answers = [
        client.get("/api/v1/statistic/", headers={"X-Forwarded-For": f"10.0.0.{number}"}).status_code
        for number in range(122)
    ]
    cache.clear()
    assert answers[0] == 400
    assert answers[-1] == 429


def test_signing_out_needs_a_form(client):
    client.force_login(cast.user("ana@portal.test"))
    client.get("/accounts/logout/")
    assert "_auth_user_id" in client.session


def test_who_signs_in_is_not_sent_to_another_site(client):
    user = cast.user("ana@portal.test", password=cast.PASSWORD)
    for target in ("https://evil.test/", "//evil.test/", "/\\evil.test", "javascript:alert(1)"):
        response = client.post("/accounts/login/", {"login": user.email, "password": cast.PASSWORD, "next": target})
        assert response["Location"] == "/workspace/"
        client.logout()


def test_a_result_is_not_approved_by_naming_somebody_else_in_the_form(client):
    officer, other = cast.results_officer(), cast.results_officer("other@portal.test")
    public_world.framework()
    result = Result.objects.first()
    client.force_login(officer)
    save(
        client,
        f"/admin/results/result/{result.pk}/change/",
        {
            "indicator": result.indicator_id,
            "year": result.year,
            "value": "13",
            "grey_reason": "",
            "evidence": "counted again",
            "entered_by": other.pk,
            "approved_by": other.pk,
        },
    )
    result.refresh_from_db()
    assert (result.value, result.entered_by, result.approved_by) == (13, officer, None)
    for fields in ({}, {"select_across": 1}):
        choose(client, "/admin/results/result/", "approve", [result], **fields)
        result.refresh_from_db()
        assert result.approved_by is None


@pytest.mark.parametrize(
    "address",
    [
        "/admin/volunteers/volunteer/?user__password__startswith=argon2",
        "/admin/assignments/assignment/?volunteer__email__startswith=a",
        "/admin/results/result/?entered_by__password__startswith=argon2",
    ],
)
def test_filters_in_the_address_of_the_admin_do_not_read_other_tables(client, address):
    client.force_login(cast.programme_associate())
    assert client.get(address).status_code == 400


def test_no_text_of_the_rows_is_a_formula_in_a_spreadsheet(admin_client):
    person = cast.volunteer("=1+1", family_name="@evil", given_name="+1", nationality="FRA")
    cast.assignment("-2+3", volunteer=person, country=cast.country("KEN"))
    public_world.fill()
    response = admin_client.get("/rows/?measure=volunteers&year=2020&format=csv")
    body = b"".join(response.streaming_content).decode()
    assert "'-2+3,'=1+1,'@evil,'+1," in body


def test_the_way_from_the_admin_to_a_row_of_any_type_is_not_found(admin_client):
    assert {admin_client.get(f"/admin/r/{number}/1/").status_code for number in range(1, 8)} == {404}


@pytest.mark.parametrize("model", ["assignment", "interruption"])
def test_a_forged_version_tells_nothing_of_anybody_elses_records(client, model):
    """A form names what it showed; another's row in it is not explained, neither to a host entity nor to staff."""
    mine = cast.another_assignment(host_entity=cast.host_entity("WHO"), is_arrival_unconfirmed=True)
    other = cast.another_assignment(
        volunteer=cast.another_volunteer("Blanchet"), host_entity=cast.host_entity("UNICEF", name="Other Entity")
    )
    gap = Interruption.objects.create(
        assignment=other, first_date=other.start_date, last_date=other.start_date, kind="unpaid_leave"
    )
    honest = picture_of_assignment(mine)
    key = f"assignments.{model}:{other.pk if model == 'assignment' else gap.pk}"
    address = reverse("workspace_step", args=[mine.assignment_number, "confirm-arrival"])
    for reader in (cast.focal_point(mine.host_entity), cast.programme_associate()):
        client.force_login(reader)
        body = client.post(address, {"_version": as_token(honest | {key: "x"})}).content.decode()
        assert "Nothing was done" in body
        assert not [told for told in ("Blanchet", other.assignment_number, "Other Entity", "unpaid") if told in body]


def test_a_host_entity_is_not_told_what_staff_changed_meanwhile(client):
    mine = cast.another_assignment(host_entity=cast.host_entity("WHO"), is_arrival_unconfirmed=True)
    token = as_token(picture_of_assignment(mine))
    Interruption.objects.create(
        assignment=mine, first_date=mine.start_date, last_date=mine.start_date, kind="unpaid_leave"
    )
    address = reverse("workspace_step", args=[mine.assignment_number, "confirm-arrival"])
    client.force_login(cast.focal_point(mine.host_entity))
    body = client.post(address, {"_version": token}).content.decode()
    assert "somebody changed this assignment meanwhile" in body
    assert "unpaid" not in body
