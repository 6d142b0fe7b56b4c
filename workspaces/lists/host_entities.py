"""The list of host entities, with how many volunteers each has today."""

from urllib.parse import urlencode

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assignments.models import Assignment
from partners.models import HostEntity, HostEntityRole
from partners.models.host_entities import HostEntityKind
from workspaces.filters import HostEntityFilter
from workspaces.lists.columns import ByFields, Column, by_choice
from workspaces.lists.kinds import RecordList
from workspaces.times import SOON


def seen_by(user) -> QuerySet:
    """Staff see all; others those for which they speak."""
    rows = HostEntity.objects.all()
    return rows if user.is_staff else rows.filter(pk__in=user.host_entity_roles.current().values("host_entity"))


def with_numbers(rows: QuerySet, user) -> QuerySet:
    """With how many serve today, end soon, and speak for it."""
    today, assignments = localdate(), Assignment.objects.listed_for(user)
    return rows.annotate(
        serving=number_of(assignments.serving_on(today)),
        ending=number_of(assignments.ending_between(today, today + SOON)),
        focal_points=Coalesce(
            Subquery(
                HostEntity.objects.filter(pk=OuterRef("pk"))
                .values("pk")
                .filter(roles__in=HostEntityRole.objects.current())
                .annotate(n=Count("roles"))
                .values("n"),
                output_field=IntegerField(),
            ),
            Value(0),
        ),
    )


def number_of(assignments: QuerySet) -> Coalesce:
    """How many of them each host entity has, counted together once."""
    theirs = assignments.filter(host_entity=OuterRef("pk")).order_by().values("host_entity")
    return Coalesce(Subquery(theirs.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), Value(0))


def assignments_of(**asked):
    """The address of the assignments behind a number."""
    return lambda row: f"{reverse('workspace_assignments')}?{urlencode({'host_entity': row.code} | asked)}"


COLUMNS = (
    Column(
        "name",
        _("Host entity"),
        lambda row, names: row.name,
        ByFields(("name",)),
        link=lambda row: row.get_absolute_url(),
    ),
    Column("code", _("Code"), lambda row, names: row.code, ByFields(("code",))),
    Column("kind", _("Kind"), lambda row, names: row.get_kind_display(), by_choice("kind", HostEntityKind)),
    Column(
        "serving",
        _("Serving today"),
        lambda row, names: row.serving,
        ByFields(("serving",)),
        link=assignments_of(when="now"),
        is_number=True,
    ),
    Column(
        "ending",
        _("Ending within 60 days"),
        lambda row, names: row.ending,
        ByFields(("ending",)),
        link=assignments_of(when="ending"),
        is_number=True,
    ),
    Column(
        "focal_points",
        _("Focal points"),
        lambda row, names: row.focal_points,
        ByFields(("focal_points",)),
        is_number=True,
        is_for_staff=True,
    ),
)

HOST_ENTITIES = RecordList(
    name="host_entities",
    title=_("Host entities"),
    seen_by=seen_by,
    columns=COLUMNS,
    filters=HostEntityFilter,
    facets={"kind": "kind"},
    usual_sort="name",
    ties=("name", "pk"),
    counted=lambda number: ngettext("{shown} host entity", "{shown} host entities", number),
    prepared=lambda rows, user: rows,
    for_a_file=lambda rows: rows,
    nothing=_("No host entity fits. Take a filter away, or search for less."),
    keys={},
    with_numbers=with_numbers,
)
