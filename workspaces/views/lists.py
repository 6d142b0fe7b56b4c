"""Lists of assignments, volunteers and host entities: pages, counts of filters, and files of what is seen."""

from functools import cached_property, wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_filters import FilterSet

from accounts.looks import counted, looked_at, page
from accounts.models import What
from documents.spreadsheets import csv_response, xlsx_response
from workspaces.bulk import ACTIONS
from workspaces.download import rows_as_seen, rows_for_import
from workspaces.entity.hosting import hosting_of
from workspaces.forms import SaveFilterForm
from workspaces.lists.assignments import ASSIGNMENTS
from workspaces.lists.columns import Column, Names
from workspaces.lists.counting import facets
from workspaces.lists.every import LISTS
from workspaces.lists.hosted import HostedList, hosted_list
from workspaces.lists.kinds import RecordList, Sort
from workspaces.lists.reading import Reading
from workspaces.lists.showing import address, bounded, cells, chips, columns_of, headings, without_blanks
from workspaces.models import SavedFilter

WRITERS = {"csv": csv_response, "xlsx": xlsx_response}
OF_PEOPLE = {
    "volunteers": page("volunteers", _("list of volunteers")),
    "assignments": page("assignments", _("list of assignments")),
}
"""Lists that show people, with what they are called on record."""


class AskedList:
    """A list as an address asks for it, read as somebody."""

    def __init__(self, kind: RecordList, asked: QueryDict, user):
        self.kind, self.user = kind, user
        self.asked = without_blanks(asked)
        self.names = Names()

    @cached_property
    def filterset(self) -> FilterSet:
        return self.kind.filters(self.asked, queryset=self.kind.seen_by(self.user), user=self.user)

    @cached_property
    def sort(self) -> Sort:
        return self.kind.sort_of(self.asked, self.user)

    @cached_property
    def columns(self) -> list[Column]:
        return columns_of(self.kind, self.user)

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.kind, self.filterset.qs, self.sort, self.names, self.user)

    @property
    def page_number(self) -> int:
        """The page asked for, or the nearest that there is."""
        word = self.asked.get("page", "1")
        return min(max(int(word), 1), self.reading.pages) if word.isdecimal() and len(word) < 9 else 1

    def url(self, view: str, **more: str) -> str:
        """The address of something about the same rows."""
        query = address(self.asked, page=None, **more)
        return self.kind.url(view) + (query if query != "?" else "")


def of_a_list(view):
    """A view that is given the list by its name, or that of a host entity by the entity's code."""

    @login_required
    @wraps(view)
    def with_list(request: HttpRequest, list_name: str = "", code: str = "", **more):
        is_read = request.method in ("GET", "HEAD")
        if is_read and not code and (elsewhere := pages_of_who_pays(request.user)):
            return redirect(elsewhere)
        kind = hosted_list(hosting_of(request.user, code)) if code else LISTS[list_name]
        return view(request, AskedList(kind, request.GET, request.user), **more)

    return with_list


def pages_of_who_pays(user) -> str:
    """Where somebody finds the own volunteers who only pays for them: the lists hold whom one hosts, and oneself."""
    if user.is_staff or user.host_entity_roles.current().exists() or hasattr(user, "volunteer"):
        return ""
    codes = user.funding_partner_roles.current().values_list("funding_partner__code", flat=True)[:2]
    if not codes:
        return ""
    return reverse("workspace_partner", args=codes) if len(codes) == 1 else reverse("workspace")


@require_safe
@of_a_list
def record_list(request, asked: AskedList):
    """The list; what a form sends empty is left out of its address, so that it can be kept and passed on."""
    if len(asked.asked) < len(request.GET):
        return redirect(request.path + address(asked.asked))
    shown = page_of(asked)
    if asked.kind.kept_as in OF_PEOPLE:
        looked_at(request, What.LIST, OF_PEOPLE[asked.kind.kept_as], rows=len(shown["rows"]))
    return render(request, template_of(asked.kind), shown)


def template_of(kind: RecordList) -> str:
    return "workspaces/entity/volunteers.html" if isinstance(kind, HostedList) else "workspaces/list.html"


def page_of(asked: AskedList, **more) -> dict:
    """What the page of a list shows."""
    number, reading = asked.page_number, asked.reading
    rows = reading.whole(reading.page(number))
    found = len(reading.some)
    query = address(asked.asked, page=None)
    return {
        "kind": asked.kind,
        "lists": [(kind.title, kind.url(), kind is asked.kind) for kind in LISTS.values()],
        "form": asked.filterset.form,
        "chips": chips(asked.filterset, asked.asked),
        "headings": list(headings(asked.columns, asked.sort, asked.asked)),
        "rows": [(row, cells(row, asked.columns, asked.names)) for row in rows],
        "sentence": asked.kind.counted(found).format(shown=bounded(found)),
        "are_many": reading.are_many,
        "page": number,
        "pages": reading.pages,
        "previous_url": address(asked.asked, page=str(number - 1)) if number > 1 else "",
        "next_url": address(asked.asked, page=str(number + 1)) if number < reading.pages else "",
        "urls": {name: asked.url(view) for name, view in URLS.items()}
        | ({"bulk": asked.url("_bulk")} if asked.kind is ASSIGNMENTS else {})
        | {f"{name}_codes": asked.url(f"_{name}", codes="1") for name in WRITERS},
        "here": query,
        "columns": [(column, column in asked.columns) for column in asked.kind.columns_for(asked.user)],
        "saved": SavedFilter.objects.visible_to(asked.user).filter(list_name=asked.kind.kept_as).select_related("user"),
        "save_form": SaveFilterForm(initial={"query": query}, kind=asked.kind, user=asked.user),
        "has_keys": bool(asked.kind.keys_for(asked.user)),
        "sort": asked.sort.word,
        "count": found,
        "actions": list(ACTIONS.values()) if may_act(asked.kind, asked.user) else [],
    } | more


def may_act(kind: RecordList, user) -> bool:
    """Whether rows of a list may be ticked and changed together."""
    return kind is ASSIGNMENTS and user.is_staff and user.has_perm("assignments.change_assignment")


URLS = {"counts": "_counts", "csv": "_csv", "xlsx": "_xlsx", "columns": "_columns", "save": "_save"}


@require_safe
@of_a_list
def counts(request, asked: AskedList):
    """How many rows each choice of the filters has: a part of the page, or a page of its own without scripts."""
    found = list(facets(asked.kind, asked.asked, asked.user))
    context = {
        "kind": asked.kind,
        "facets": found,
        "list_url": asked.url(""),
        "base": asked.kind.url(),
    }
    return render(request, "workspaces/parts/facets.html" if request.htmx else "workspaces/facets.html", context)


@require_safe
@of_a_list
def download(request, asked: AskedList, file_format: str):
    """The rows, columns and order of the page, or the import's columns, as a file."""
    name, write = f"{'-'.join((*asked.kind.of, asked.kind.kept_as))}.{file_format}", WRITERS[file_format]
    if request.GET.get("codes") != "1":
        header = [str(column.label) for column in asked.columns]
        return write(name, header, on_record(request, asked, rows_as_seen(asked.reading, asked.columns)))
    keys = asked.kind.keys_for(asked.user)
    if not keys:
        raise Http404
    return write(name, list(keys), on_record(request, asked, rows_for_import(asked.reading)))


def on_record(request, asked: AskedList, rows):
    """The rows of a file; where they are of people, who took it away is on record."""
    return counted(request, rows, OF_PEOPLE[asked.kind.kept_as]) if asked.kind.kept_as in OF_PEOPLE else rows
