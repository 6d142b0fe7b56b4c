"""The explorer's form: every box keeps what was typed, says what is wrong with it, and which boxes to empty."""

import pytest
from django.utils.html import strip_tags

from figures.forms.explorer import ExplorerForm
from figures.forms.ways_out import ways_out
from figures.question import Question
from figures.visitors import refuse_what_visitors_may_not_ask
from tests.figures import public_world


@pytest.fixture(autouse=True)
def portal(db):
    public_world.fill()


def form_of(**parameters) -> ExplorerForm:
    """The form that a visitor sends."""
    given = {name: values if isinstance(values, list) else [values] for name, values in parameters.items()}
    return ExplorerForm(given, years=[2019, 2020], refuse=refuse_what_visitors_may_not_ask)


def errors_of(form: ExplorerForm) -> dict[str, str]:
    return {name: " ".join(strip_tags(error) for error in errors) for name, errors in form.errors.items()}


def test_a_form_in_order_is_a_question():
    form = form_of(measure="volunteers", year="2020", by=["region", ""], country=["KEN", "NPL"], share="sex:female")
    assert form.is_valid()
    assert form.question == Question.from_parameters(
        {
            "measure": ["volunteers"],
            "year": ["2020"],
            "by": ["region"],
            "country": ["KEN", "NPL"],
            "share": ["sex:female"],
        }
    )


def test_every_box_that_cannot_be_read_says_so_at_once():
    errors = errors_of(form_of(year="twenty", month="44", on="yesterday"))
    assert errors.keys() == {"year", "month", "on"}
    assert "44" in errors["month"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [("year", "twenty"), ("month", "May"), ("on", "3 May"), ("country", "ATLANTIS"), ("share", "sex"), ("by", "shoes")],
)
def test_what_was_typed_stays_where_a_browser_keeps_it(name, typed):
    shown = str(form_of(**{name: typed})[name])
    assert f'value="{typed}"' in shown
    assert 'type="number"' not in shown
    assert 'type="date"' not in shown


def test_days_and_months_that_can_be_read_keep_the_help_of_the_browser():
    form = form_of(month="5", on="2020-05-03")
    assert 'type="number"' in str(form["month"])
    assert 'type="date"' in str(form["on"])


def test_boxes_are_told_to_readers_of_screens_with_their_errors():
    shown = str(form_of(year="2020", month="44")["month"])
    assert 'aria-invalid="true"' in shown
    assert 'aria-describedby="field-month_error"' in shown


def test_every_select_of_a_filter_has_a_label_and_an_id_of_its_own():
    shown = str(form_of(country=["KEN", "NPL"])["country"])
    assert shown.count("<select") == 3
    assert shown.count("<label") == 2
    assert 'for="field-country-3"' in shown


@pytest.mark.parametrize(
    ("asked", "box", "advice"),
    [
        (
            {"measure": "average_age", "year": "2020", "by": ["category", "region"]},
            "by",
            "empty “Break down by: category” or “Break down by: region”",
        ),
        ({"year": "2020", "month": "3", "nationality": "KEN"}, "month", "empty “Month” or “Nationality”"),
        ({"on": "2020-03-01", "by": "age_group"}, "on", "empty “Break down by: age group”"),
        ({"year": "2020", "on": "2020-03-01"}, "on", "empty “Year” or “Or on a day”"),
        ({"measure": "roster", "year": "2020", "by": "region"}, "by", "empty “Break down by: region”"),
        ({"measure": "average_age", "year": "2020", "share": "sex:female"}, "share", "empty “As a share of”"),
        ({"year": "2020", "share": "sex:other"}, "share", "empty “As a share of”"),
    ],
)
def test_a_refused_question_names_the_boxes_to_empty(asked, box, advice):
    errors = errors_of(form_of(**asked))
    assert errors.keys() == {box}
    assert errors[box].endswith(f"To have it answered, {advice}.")


def test_what_it_advises_is_answered():
    asked = {"measure": ["average_age"], "year": ["2020"], "month": ["3"], "by": ["category", "sex"]}
    ways = ways_out(asked, refuse=refuse_what_visitors_may_not_ask)
    assert ways == [(("by", "category"), ("month", "")), (("by", "sex"), ("month", ""))]


def test_nothing_is_advised_where_emptying_does_not_help():
    assert errors_of(form_of(measure="happiness", year="2020"))["measure"].startswith("Unknown measure")
    assert "empty" not in errors_of(form_of(measure="happiness", year="2020"))["measure"]


def test_the_page_sums_up_the_errors_with_links_to_their_boxes(client):
    page = client.get("/explore/?measure=volunteers&year=twenty&month=44").content.decode()
    for name in ("year", "month"):
        assert f'href="#field-{name}"' in page
        assert page.count(f'id="field-{name}"') == 1


def test_an_unknown_name_of_the_address_is_refused_without_a_box(client):
    response = client.get("/explore/?measure=volunteers&year=2020&shoe_size=44")
    assert response.status_code == 400
    assert "shoe_size" in response.content.decode()
