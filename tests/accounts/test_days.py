from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.days import DayField

NOVEMBER_12 = date(2026, 11, 12)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-12",
        " 2026-11-12 ",
        "12 November 2026",
        "12 nov 2026",
        "Nov 12, 2026",
        "November 12 2026",
        "2026年11月12日",
        "２０２６-１１-１２",
    ],
)
def test_takes_a_day_that_nobody_misreads(language, typed):
    with translation.override(language):
        assert DayField().clean(typed) == NOVEMBER_12


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "typed",
    ["12/11/2026", "31/12/2026", "12/31/2026", "12.11.2026", "12-11-2026", "2026/11/12", "12/11/26", "20261112"],
)
def test_refuses_a_day_that_could_be_another_and_says_how_to_write_it(language, typed):
    with translation.override(language), pytest.raises(ValidationError) as refusal:
        DayField().clean(typed)
    assert "2026-11-12" in str(refusal.value)


@pytest.mark.django_db
def test_every_date_of_the_admin_is_such_a_field(rf):
    from django.contrib import admin
    from django.db import models

    from tests import cast

    request = rf.get("/")
    request.user = cast.superuser()
    for model, model_admin in admin.site._registry.items():
        if not model_admin.has_add_permission(request) or model._meta.app_label not in (
            "assignments",
            "partners",
            "volunteers",
        ):
            continue
        forms = [model_admin.get_form(request)]
        forms += [inline.get_formset(request).form for inline in model_admin.get_inline_instances(request)]
        for form in forms:
            for field in form._meta.model._meta.fields:
                if type(field) is models.DateField and field.name in form.base_fields:
                    assert isinstance(form.base_fields[field.name], DayField), (form, field)
