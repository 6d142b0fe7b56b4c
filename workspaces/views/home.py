"""The first page of everybody who works here."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.looks import looked_at, page
from accounts.models import What
from accounts.second_step import asks_for_second_step
from figures.views.months import month_names
from workspaces import roles

PAGE = page("home", _("first page of work"))


@require_safe
@login_required
def home(request):
    today = localdate()
    context = {
        "staff": roles.staff_home(request.user, today),
        "results": roles.results_home(request.user, today),
        "host_entities": roles.host_entity_home(request.user, today),
        "funding_partners": roles.funding_partner_homes(request.user, today),
        "own": roles.volunteer_home(request.user, today),
    }
    context |= {
        "has_role": has_staff_role(request.user) or any(context.values()),
        "today": today,
        "month_names": month_names(),
        "asks_second_step": bool(context["host_entities"]) and asks_for_second_step(request),
    }
    if context["staff"] or context["host_entities"] or context["funding_partners"]:
        looked_at(request, What.LIST, PAGE)
    return render(request, "workspaces/home.html", context)


def has_staff_role(user) -> bool:
    """Whether the programme gave them a role, though nothing may wait for it here: an auditor's, for one."""
    return user.is_staff and bool(user.staff_role or user.is_superuser)
