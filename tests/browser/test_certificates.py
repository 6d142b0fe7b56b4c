"""A volunteer issues a certificate, and others check it: by number and name, by a dropped file, without script."""

import base64

import pytest
from django.core.cache import cache

from assignments.models import Certificate
from tests import cast
from tests.browser.test_pages import violations

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DROP = """([form, text]) => {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], "certificate.pdf", { type: "application/pdf" }));
  const dropped = (name) => new DragEvent(name, { dataTransfer: carried, bubbles: true, cancelable: true });
  form.dispatchEvent(dropped("dragover"));
  form.dispatchEvent(dropped("drop"));
}"""


@pytest.fixture(autouse=True)
def zawadi(transactional_db):
    cache.clear()
    person = cast.another_volunteer("Achieng", given_name="Zawadi", user=cast.user("zawadi@portal.test"))
    row = cast.another_assignment(volunteer=person, status="completed", host_entity=cast.host_entity("WHO"))
    row.interruptions.create(first_date=row.start_date, last_date=row.start_date)
    online = {"category": "online", "modality": "online", "host_entity": row.host_entity}
    cast.another_assignment(volunteer=person, status="completed", **online)
    return person


def looks_right(page, complaints) -> bool:
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) == 0, width
        assert violations(page) == [], width
    return complaints == []


def test_issued_by_the_volunteer_and_checked_by_anybody(visit, zawadi):
    page, complaints = visit("/workspace/", user=zawadi.user)
    page.get_by_role("link", name="My certificates").click()
    page.get_by_role("button", name="Issue a certificate").click()
    page.get_by_text("is ready below").wait_for()
    assert looks_right(page, complaints)
    certificate = Certificate.objects.get()

    page, complaints = visit(f"/certificates/{certificate.grouped_number}/")
    page.get_by_label("Family name").fill("ACHIENG")
    page.get_by_role("button", name="Check", exact=True).press("Enter")
    page.get_by_role("heading", name="Confirmed", exact=True).wait_for()
    assert page.get_by_text("Zawadi Achieng").is_visible()
    assert looks_right(page, complaints)

    page.get_by_label("Family name").fill("Okoth")
    page.get_by_label("Number of the certificate").fill(certificate.number)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("heading", name="Not confirmed").wait_for()
    assert looks_right(page, complaints)


@pytest.mark.parametrize(("more", "answer"), [(b"", "Confirmed"), (b" ", "Not confirmed")])
def test_a_dropped_file_is_checked_by_every_byte(visit, zawadi, more, answer):
    content = bytes(cast.certificate(zawadi).content) + more
    page, complaints = visit("/certificates/")
    form = page.locator("[data-drops-file]").element_handle()
    page.evaluate(DROP, [form, base64.b64encode(content).decode()])
    page.get_by_role("heading", name=answer, exact=True).wait_for()
    assert complaints == []


def test_a_file_is_chosen_where_there_is_no_script(browser, live_server, zawadi):
    content = bytes(cast.certificate(zawadi).content)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/certificates/")
    page.set_input_files(
        "input[type=file]", {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("heading", name="Confirmed", exact=True).wait_for()
    context.close()
