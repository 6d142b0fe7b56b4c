"""What host entities wish, confirm and ask for, through their pages and those of staff."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from assignments.actions import confirmed_share
from assignments.actions.confirming import last_month
from assignments.choices import Outcome, RequestState, Status, WishState
from assignments.models import Assignment, Confirmation, HostWish, VolunteerRequest
from partners.models import HostEntityRoleCountry
from tests import cast
from tests.shown_pages import save, shown_on

pytestmark = pytest.mark.django_db
TODAY, MONTH = localdate(), last_month()
LATER = TODAY + timedelta(200)


@pytest.fixture
def who():
    return cast.host_entity("WHO")


@pytest.fixture
def focal(client, who):
    """The focal point of WHO, signed in."""
    person = cast.focal_point(who)
    client.force_login(person)
    return person


def serving(entity=None, name="Okoth", **fields) -> Assignment:
    return cast.another_assignment(
        host_entity=entity or cast.host_entity("WHO"),
        volunteer=cast.another_volunteer(name),
        start_date=MONTH.first - timedelta(100),
        end_date=TODAY + timedelta(30),
        **fields,
    )


def at(name: str, *args) -> str:
    return reverse(f"workspace_entity_{name}", args=["WHO", *args])


def body(response) -> str:
    return response.content.decode()


def test_the_entity_asks_for_several_at_once_and_staff_decide(client, focal):
    one, other, _third = serving(), serving(name="Mensah"), serving(name="Silva")
    typed = {"row": [one.pk, other.pk], "wish": "extend", "until": LATER.isoformat(), "reason": "Funds until then."}
    response = save(client, at("ending"), typed)
    assert response.status_code == 302
    assert set(HostWish.objects.values_list("assignment", flat=True)) == {one.pk, other.pk}
    client.force_login(cast.programme_associate())
    assert "Funds until then." in body(client.get(reverse("workspace_wishes")))
    step = reverse("workspace_step", args=[one.assignment_number, "extend"])
    assert "The host entity asked" in body(client.get(step))
    agreed = {"until": LATER, "agreed_by": "Eva Berg", "funded_until": LATER, "answer": "Gladly."}
    assert save(client, step, agreed).status_code == 302
    declined = {"declined_by": "Eva Berg", "reason": "Internal words.", "answer": "There is no money."}
    save(client, reverse("workspace_step", args=[other.assignment_number, "decline"]), declined)
    client.force_login(focal)
    page = body(client.get(at("ending")))
    assert "Gladly." in page
    assert "There is no money." in page
    assert "Internal words." not in page


def test_what_continues_says_as_what_and_asks_for_nothing(client, focal):
    ending = serving(name="Mensah")
    following = cast.another_assignment(
        volunteer=ending.volunteer,
        host_entity=ending.host_entity,
        previous=ending,
        status="planned",
        start_date=ending.end_date + timedelta(1),
        end_date=ending.end_date + timedelta(300),
    )
    page = body(client.get(at("ending")))
    assert f"as {following.assignment_number}" in page
    assert "nothing decided" not in page
    assert 'name="row"' not in page


def test_errors_stand_at_the_field_and_keep_the_ticks(client, focal):
    row = serving()
    page = body(save(client, at("ending"), {"row": row.pk, "wish": "extend"}))
    assert 'href="#id_until"' in page
    assert "checked" in page.partition(f'value="{row.pk}"')[2][:60]
    assert "Tick at least one" in body(save(client, at("ending"), {"wish": "let_end"}))
    assert not HostWish.objects.exists()


def test_a_refusal_names_the_row_and_leaves_the_others(client, focal):
    one, other = serving(), serving(name="Mensah")
    shown = shown_on(client.get(at("ending")))
    Assignment.objects.filter(pk=one.pk).update(category="international_youth")
    response = client.post(at("ending"), shown | {"row": [one.pk, other.pk], "wish": "let_end"})
    assert "was changed since the page was shown" in body(response)
    assert HostWish.objects.get().assignment == other


def test_rows_of_others_and_rows_that_were_not_shown_are_left(client, focal):
    hidden, own = serving(cast.host_entity("UNICEF")), serving()
    response = client.post(at("ending"), {"row": [hidden.pk, own.pk], "wish": "let_end", "_version": "{}"})
    assert response.status_code == 200
    assert not HostWish.objects.exists()


def test_a_wish_is_withdrawn_by_its_own_entity(client, focal, who):
    row = serving()
    save(client, at("ending"), {"row": row.pk, "wish": "extend", "until": LATER.isoformat()})
    made = HostWish.objects.get()
    page = client.get(at("ending"))
    token = body(page).partition("/withdraw/")[2].partition('name="_version" value="')[2].partition('"')[0]
    token = token.replace("&quot;", '"')
    other = cast.focal_point(cast.host_entity("UNICEF"), "other@portal.test")
    client.force_login(other)
    for code in ("WHO", "UNICEF"):
        address = reverse("workspace_entity_withdraw_wish", args=[code, made.pk])
        assert client.post(address, {"_version": token}).status_code == 404
    client.force_login(focal)
    client.post(at("withdraw_wish", made.pk), {"_version": token})
    made.refresh_from_db()
    assert made.state == WishState.WITHDRAWN


def confirm(client):
    return save(client, at("confirmation"), {})


def test_one_click_confirms_what_is_left(client, focal):
    left, _stays = serving(name="Mensah"), serving()
    serving(cast.host_entity("UNICEF"), name="Hidden")
    page = body(client.get(at("confirmation")))
    assert "Mensah" in page
    assert "Hidden" not in page
    typed = {"said": "left", "last": (MONTH.first + timedelta(9)).isoformat(), "words": "She resigned."}
    assert save(client, at("difference", MONTH.name, left.pk), typed).status_code == 302
    page = client.post(at("confirmation"), shown_on(client.get(at("confirmation"))), follow=True)
    assert "1 row is confirmed as listed." in body(page)
    assert "Confirmed: 1 of 2." in body(page)
    assert "She resigned." in body(page)


def test_a_list_that_was_changed_is_not_confirmed(client, focal):
    serving()
    shown = shown_on(client.get(at("confirmation")))
    serving()
    page = client.post(at("confirmation"), shown, follow=True)
    assert "changed since it was shown" in body(page)
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"said": "left"}, "last"),
        ({"said": "not_served", "first": "2026-01-01"}, "last"),
        ({"said": "not_ours"}, "words"),
        ({"said": "left", "last": "05/06/2026"}, "last"),
        ({}, "said"),
    ],
)
def test_a_difference_says_at_the_field_what_it_needs(client, focal, typed, field):
    page = save(client, at("difference", MONTH.name, serving().pk), typed)
    assert field in page.context["form"].errors
    assert not Confirmation.objects.exists()


def test_staff_accept_a_difference_by_its_step_and_the_entity_reads_the_answer(client, focal, who):
    row = serving()
    day = MONTH.first + timedelta(9)
    save(client, at("difference", MONTH.name, row.pk), {"said": "left", "last": day.isoformat()})
    said = Confirmation.objects.get()
    client.force_login(cast.programme_associate())
    assert "Okoth" in body(client.get(reverse("workspace_confirmations")))
    address = reverse("workspace_confirmation", args=[said.pk])
    assert "end_reason" in save(client, address, {"decision": "accept"}).context["form"].errors
    assert "answer" in save(client, address, {"decision": "decline"}).context["form"].errors
    save(client, address, {"decision": "accept", "end_reason": "resignation", "answer": "Thank you."})
    row.refresh_from_db(), said.refresh_from_db()
    assert (row.status, row.end_date, said.outcome) == (Status.ENDED_EARLY, day, Outcome.ACCEPTED)
    client.force_login(focal)
    assert "Thank you." in body(client.get(at("confirmation")))
    assert "what you said is accepted" in body(client.get("/workspace/notices/"))
    found = confirmed_share(Assignment.objects.filter(host_entity=who), MONTH)
    assert (found.confirmed, found.all) == (1, 1)


def test_the_share_stands_beside_the_figures_and_in_the_table_of_staff(client, focal, who):
    serving(), serving()
    confirm(client)
    serving()
    assert "Confirmed by the host entity: 2 of 3" in body(client.get(reverse("workspace_entity", args=["WHO"])))
    client.force_login(cast.auditor())
    assert "2 of 3" in body(client.get(reverse("workspace_confirmations")))


def test_somebody_missing_looks_nobody_up(client, focal):
    """A name of another entity's volunteer and one of nobody are answered alike."""
    serving(cast.host_entity("UNICEF"), name="Blanchet")
    kenya = cast.country().pk
    pages = []
    for name in ("Asha Blanchet", "Nobody Known"):
        typed = {"words": name, "country": kenya}
        page = client.post(at("missing", MONTH.name), typed, follow=True)
        pages.append(body(page).replace(name, "Somebody"))
    assert "looks for the record" in pages[0]
    said = Confirmation.objects.order_by("pk").first()
    client.post(at("missing_take_back", MONTH.name, said.pk))
    assert Confirmation.objects.count() == 1


def test_a_role_for_some_countries_confirms_these_alone(client, focal, who):
    kenya, nepal = cast.country("KEN"), cast.country("NPL")
    here, there = serving(country=nepal), serving(country=kenya, name="Elsewhere")
    HostEntityRoleCountry.objects.create(role=focal.host_entity_roles.get(), country=nepal)
    assert "Elsewhere" not in body(client.get(at("confirmation")))
    confirm(client)
    assert Confirmation.objects.get().assignment == here
    assert client.get(at("difference", MONTH.name, there.pk)).status_code == 404
    page = client.post(at("missing", MONTH.name), {"words": "Somebody", "country": kenya.pk})
    assert "country" in page.context["form"].errors
    page = client.post(at("new_request"), A_REQUEST | {"country": kenya.pk})
    assert "country" in page.context["form"].errors


@pytest.mark.parametrize("month", ["2020-01", "2026-13", "x", f"{TODAY:%Y-%m}", "2026-1"])
def test_a_month_that_cannot_be_confirmed_is_not_found(client, focal, month):
    row = serving()
    for address in (at("confirmation_month", month), at("missing", month), at("difference", month, row.pk)):
        assert client.get(address).status_code == 404


A_REQUEST = {
    "title": "Nurse",
    "category": "national_specialist",
    "tasks": "Cares for patients.",
    "start_date": LATER.isoformat(),
    "months": 12,
    "places": 2,
    "funding": "own",
}


def a_request(client, **fields) -> VolunteerRequest:
    typed = A_REQUEST | {"country": cast.country().pk} | fields
    assert client.post(at("new_request"), typed).status_code == 302
    return VolunteerRequest.objects.order_by("-pk").first()


def test_a_draft_is_written_on_sent_and_decided(client, focal):
    row = a_request(client)
    assert row.state == RequestState.DRAFT
    typed = A_REQUEST | {"country": row.country_id, "title": "Head nurse", "send": "1"}
    assert save(client, at("request", row.pk), typed).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.title) == (RequestState.SENT, "Head nurse")
    client.force_login(cast.programme_manager())
    assert "Head nurse" in body(client.get(reverse("workspace_volunteer_requests")))
    address = reverse("workspace_volunteer_request", args=[row.pk])
    assert "answer" in save(client, address, {"decision": "decline"}).context["form"].errors
    save(client, address, {"decision": "accept", "answer": "We look for two."})
    client.force_login(focal)
    page = body(client.get(at("request", row.pk)))
    assert "Your request “Head nurse” is accepted." in body(client.get("/workspace/notices/"))
    assert "We look for two." in page
    assert "Withdraw" not in page


def test_a_request_says_at_the_field_what_is_wrong(client, focal):
    typed = A_REQUEST | {"start_date": TODAY.isoformat(), "months": 0, "places": 501, "title": ""}
    page = client.post(at("new_request"), typed)
    assert {"title", "start_date", "months", "places", "country"} <= set(page.context["form"].errors)
    assert not VolunteerRequest.objects.exists()


def test_a_draft_that_a_colleague_changed_is_not_overwritten(client, focal):
    row = a_request(client)
    shown = shown_on(client.get(at("request", row.pk)))
    VolunteerRequest.objects.update(title="Doctor")
    typed = A_REQUEST | {"country": row.country_id, "title": "Midwife"}
    assert "changed since it was shown" in body(client.post(at("request", row.pk), shown | typed))
    row.refresh_from_db()
    assert row.title == "Doctor"


def test_a_draft_is_not_in_the_list_of_staff_and_a_sent_one_is_withdrawn(client, focal):
    row = a_request(client)
    sent = a_request(client, title="Doctor", send="1")
    save(client, at("request_step", sent.pk, "withdraw"), {})
    page = client.get(at("request", sent.pk))
    client.post(at("request_step", sent.pk, "withdraw"), shown_on(page))
    sent.refresh_from_db()
    assert sent.state == RequestState.WITHDRAWN
    client.force_login(cast.programme_manager())
    assert client.get(reverse("workspace_volunteer_request", args=[row.pk])).status_code == 404
    assert "Nurse" not in body(client.get(reverse("workspace_volunteer_requests")))


ROWS = {
    "withdraw_wish": lambda world: (world["wish"].pk,),
    "difference": lambda world: (MONTH.name, world["row"].pk),
    "missing_take_back": lambda world: (MONTH.name, world["missing"].pk),
    "request": lambda world: (world["request"].pk,),
    "request_step": lambda world: (world["request"].pk, "withdraw"),
}


@pytest.fixture
def theirs(client, who):
    """What WHO said, of each kind."""
    focal = cast.focal_point(who, "their@portal.test")
    client.force_login(focal)
    row = serving()
    save(client, at("ending"), {"row": row.pk, "wish": "let_end", "reason": "Secret"})
    client.post(at("missing", MONTH.name), {"words": "Secret", "country": cast.country().pk})
    request = a_request(client, title="Secret")
    client.logout()
    return {"row": row, "wish": HostWish.objects.get(), "missing": Confirmation.objects.get(), "request": request}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("who_asks", ["other", "partner", "volunteer", "nobody"])
def test_what_another_entity_said_is_as_if_it_were_not_there(client, theirs, name, who_asks):
    unicef = cast.host_entity("UNICEF")
    person = cast.another_volunteer("Achieng", user=cast.user("zawadi@portal.test"))
    serving(unicef)
    reader = {
        "other": lambda: cast.focal_point(unicef, "other@portal.test"),
        "partner": lambda: cast.representative(cast.funding_partner("JAPAN")),
        "volunteer": lambda: person.user,
        "nobody": lambda: cast.user("nobody@portal.test"),
    }[who_asks]()
    client.force_login(reader)
    args = ROWS[name](theirs)
    nothing = tuple(987654 if isinstance(one, int) else one for one in args)
    for code in ("WHO", "UNICEF"):
        for method in ("get", "post"):
            found, none = (
                getattr(client, method)(reverse(f"workspace_entity_{name}", args=[code, *numbers]))
                for numbers in (args, nothing)
            )
            assert found.status_code == none.status_code
            assert found.status_code in (404, 405)
            assert "Secret" not in body(found)


@pytest.mark.parametrize("page", ["ending", "confirmation", "new_request"])
def test_staff_see_what_the_entity_sees_and_say_nothing_for_it(client, theirs, page):
    client.force_login(cast.programme_manager())
    if page != "new_request":
        assert client.get(at(page)).status_code == 200
    assert client.post(at(page), {"wish": "let_end", "row": theirs["row"].pk}).status_code == 403
    assert HostWish.objects.count() == 1


@pytest.mark.parametrize("role", ["associate", "manager", "officer", "auditor", "administrator"])
def test_who_of_staff_decides(client, theirs, role, focal, who):
    request = a_request(client, send="1")
    person = {
        "associate": cast.programme_associate,
        "manager": cast.programme_manager,
        "officer": cast.results_officer,
        "auditor": cast.auditor,
        "administrator": cast.administrator,
    }[role]()
    client.force_login(person)
    assert client.get(reverse("workspace_wishes")).status_code == 200
    save(client, reverse("workspace_volunteer_request", args=[request.pk]), {"decision": "accept"})
    request.refresh_from_db()
    assert request.is_sent == (role != "manager")
    said = theirs["missing"]
    save(client, reverse("workspace_confirmation", args=[said.pk]), {"decision": "recorded"})
    said.refresh_from_db()
    assert said.is_open == (role not in {"associate", "manager"})


@pytest.mark.parametrize("name", ["ending", "confirmation", "requests"])
def test_the_pages_ask_as_much_for_many_as_for_few(client, focal, name):
    def queries() -> int:
        client.get(at(name))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at(name)).status_code == 200
        return len(asked)

    def one_more() -> None:
        row = serving()
        save(client, at("ending"), {"row": row.pk, "wish": "let_end"})
        save(client, at("difference", MONTH.name, row.pk), {"said": "left", "last": MONTH.first.isoformat()})
        a_request(client)

    one_more(), one_more()
    few = queries()
    for _more in range(4):
        one_more()
    assert queries() == few


def test_what_ended_is_no_longer_asked_for(client, focal):
    serving(), serving(status="planned")
    cast.another_assignment(host_entity=cast.host_entity("WHO"), start_date=MONTH.first, end_date=LATER)
    assert len(client.get(at("ending")).context["rows"]) == 1
