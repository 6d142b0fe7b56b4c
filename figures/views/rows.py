"""The rows behind a figure, for staff and for partners' own people: a table in pages, and files."""

from decimal import Decimal
from fractions import Fraction
from urllib.parse import urlencode

import django_tables2 as tables
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.looks import counted, looked_at, page
from accounts.models import What
from assignments.models import Assignment
from calculation.calendar import UNIT
from calculation.values import shown
from documents.spreadsheets import csv_response, xlsx_response
from figures.question import Question
from figures.refusals import NotForVisitors, QuestionRefused
from figures.rows import amounts_behind, rows_behind, tells_of_people
from figures.templatetags.values import localised
from figures.views.wording import sentence_of
from volunteers.models import Volunteer

ROWS_ON_A_PAGE = 50
KEPT_FROM_PARTNERS = {"sex", "age_group", "disability"}
IN_A_BATCH = 2_000
PAGE = page("rows", _("rows behind a figure"))
WRITERS = {"csv": csv_response, "xlsx": xlsx_response}
PEOPLE_COLUMNS = ["roster_number", "family_name", "given_name", "nationality", "registered_date"]
ASSIGNMENT_COLUMNS = [
    "assignment_number",
    "roster_number",
    "family_name",
    "given_name",
    "host_entity",
    "country",
    "category",
    "start_date",
    "end_date",
    "volunteer_days",
    "volunteer_months",
]
FIXED = {"td": {"class": "fixed"}, "th": {"class": ""}}
NUMBER = {"td": {"class": "n"}, "th": {"class": "n"}}


class AssignmentRows(tables.Table):
    """Assignments that a figure counts, with their days of the period."""

    assignment_number = tables.Column(verbose_name=_("Assignment"), attrs=FIXED)
    volunteer = tables.Column(
        accessor="volunteer_id",
        order_by=("volunteer__family_name", "volunteer__given_name"),
        verbose_name=_("Volunteer"),
    )
    host_entity = tables.Column(verbose_name=_("Host entity"))
    country = tables.Column(verbose_name=_("Country or territory"))
    category = tables.Column(accessor="get_category_display", order_by="category", verbose_name=_("Category"))
    start_date = tables.DateColumn(format="Y-m-d", verbose_name=_("First day"), attrs=FIXED)
    end_date = tables.DateColumn(format="Y-m-d", verbose_name=_("Last day"), attrs=FIXED)
    days = tables.Column(empty_values=(), orderable=False, verbose_name=_("Days"), attrs=NUMBER)
    months = tables.Column(empty_values=(), orderable=False, verbose_name=_("Months"), attrs=NUMBER)

    class Meta:
        model = Assignment
        fields = ()
        order_by = ("assignment_number",)
        attrs = {"class": "data"}
        template_name = "components/table.html"

    def __init__(self, *args, question, user, **more):
        super().__init__(*args, **more)
        self.question, self.user = question, user
        self._amounts = None
        self._people = None
        if pays(user):  # the order of names would tell of those that are withheld, and leave out their rows
            self.columns["volunteer"].column.orderable = False

    def render_volunteer(self, record):
        """The name, as far as the reader may see it; the people of this page are read together."""
        if self._people is None:
            self._people = people_in([row.record for row in self.paginated_rows], self.user)
        return self._people.get(record.volunteer_id) or WITHHELD

    def amounts(self, record):
        """Days and units of the rows on this page, read together."""
        if self._amounts is None:
            self._amounts = amounts_behind(self.question, [row.record.pk for row in self.paginated_rows])
        return self._amounts.get(record.pk, (0, 0))

    def render_days(self, record):
        return localised(self.amounts(record)[0])

    def render_months(self, record):
        return localised(Fraction(self.amounts(record)[1], UNIT), 2)


WITHHELD = _("name withheld")


def people_in(rows: list[Assignment], user) -> dict[int, Volunteer]:
    """The people of some assignments whom the user may see by name."""
    return Volunteer.objects.visible_to(user).in_bulk({row.volunteer_id for row in rows})


def pays(user) -> bool:
    """Whether the user speaks for a funding partner, which sees names only of those who consent."""
    return not user.is_staff and user.funding_partner_roles.current().exists()


class VolunteerRows(tables.Table):
    """People that a figure of the roster counts."""

    roster_number = tables.Column(verbose_name=_("Roster number"))
    family_name = tables.Column(verbose_name=_("Family name"))
    given_name = tables.Column(verbose_name=_("Given name"))
    nationality = tables.Column(verbose_name=_("Nationality"))
    registered_date = tables.DateColumn(format="Y-m-d", verbose_name=_("Registered on"))

    class Meta:
        model = Volunteer
        fields = ()
        order_by = ("roster_number",)
        attrs = {"class": "data"}
        template_name = "components/table.html"


def rows_url(question: Question) -> str:
    return f"{reverse('rows')}?{question.but(by=(), growth=False).query_string()}"


def refuse_what_partners_may_not_ask(question: Question, user) -> None:
    """A partner sees who serves, not sex, age, disability or registration: filters would tell these of each person.

    Who only pays sees no nationality either: it would tell of those whose names are withheld.
    """
    if is_kept_from_partners(question):
        raise NotForVisitors(
            _("Partners see who serves, but not the sex, age, disability or registration of individuals.")
        )
    if tells_of_people(question) and not user.host_entity_roles.current().exists():
        raise NotForVisitors(_("Funding partners see where people serve, but not the nationality of individuals."))


def may_open_rows(user, question: Question) -> bool:
    """Whether the rows of this question would be shown to this user."""
    if not may_see_rows(user):
        return False
    if user.is_staff:
        return True
    try:
        refuse_what_partners_may_not_ask(question, user)
    except NotForVisitors:
        return False
    return True


def is_kept_from_partners(question: Question) -> bool:
    return question.measure == "roster" or bool(question.dimensions & KEPT_FROM_PARTNERS)


def may_see_rows(user) -> bool:
    """Staff see all rows; who speaks for a partner sees its own."""
    if not user.is_authenticated:
        return False
    return user.is_staff or any(
        roles.current().exists() for roles in (user.host_entity_roles, user.funding_partner_roles)
    )


@login_required
def rows(request):
    """The assignments (of the roster, the people) that a figure counts, as far as the reader may see them."""
    if not may_see_rows(request.user):
        return redirect(f"{reverse('figure')}?{request.GET.urlencode()}")
    parameters = {name: values for name, values in request.GET.lists() if name not in ("page", "sort", "format")}
    try:
        question = Question.from_parameters(parameters).but(by=(), growth=False)
        if not request.user.is_staff:
            refuse_what_partners_may_not_ask(question, request.user)
    except QuestionRefused as refusal:
        return render(request, "figures/refused.html", {"refusal": refusal}, status=400)
    found = rows_behind(question, user=request.user)
    if file_format := request.GET.get("format"):
        return download(request, found, question, file_format)
    table = table_of(found, question, request.user)
    tables.RequestConfig(request, paginate={"per_page": ROWS_ON_A_PAGE}).configure(table)
    looked_at(request, What.LIST, PAGE, rows=len(table.paginated_rows))
    context = {
        "table": table,
        "count": table.paginator.count,
        "sentence": sentence_of(question),
        "figure_url": f"{reverse('figure')}?{question.query_string()}",
        "csv_url": download_url(question, "csv"),
        "xlsx_url": download_url(question, "xlsx"),
        "is_part": not request.user.is_staff,
    }
    return render(request, "figures/rows.html", context)


def download_url(question: Question, file_format: str) -> str:
    return f"{reverse('rows')}?{question.query_string()}&{urlencode({'format': file_format})}"


def table_of(found, question: Question, user):
    if question.measure == "roster":
        return VolunteerRows(found.select_related("nationality"))
    return AssignmentRows(found.select_related("host_entity", "country"), question=question, user=user)


def download(request, found, question: Question, file_format: str):
    """Every row as a file, read in batches."""
    if file_format not in WRITERS:
        raise Http404
    name = f"rows-{question.period.code}.{file_format}"
    if question.measure == "roster":
        return WRITERS[file_format](name, PEOPLE_COLUMNS, counted(request, people_lines(found), PAGE))
    lines = counted(request, assignment_lines(found, question, request.user), PAGE)
    return WRITERS[file_format](name, ASSIGNMENT_COLUMNS, lines)


def people_lines(found):
    people = found.select_related("nationality").order_by("roster_number").iterator(chunk_size=IN_A_BATCH)
    for person in people:
        yield [
            person.roster_number,
            person.family_name,
            person.given_name,
            person.nationality.alpha3,
            person.registered_date,
        ]


def assignment_lines(found, question: Question, user):
    """Assignments, the days and people of each batch read together; a name that is withheld stays blank."""
    ordered = found.select_related("host_entity", "country").order_by("pk")
    last = 0
    while batch := list(ordered.filter(pk__gt=last)[:IN_A_BATCH]):
        last = batch[-1].pk
        amounts, people = amounts_behind(question, [row.pk for row in batch]), people_in(batch, user)
        for row in batch:
            days, units = amounts.get(row.pk, (0, 0))
            person = people.get(row.volunteer_id)
            yield [
                row.assignment_number,
                person.roster_number if person else "",
                person.family_name if person else "",
                person.given_name if person else "",
                row.host_entity.code,
                row.country.alpha3,
                row.category,
                row.start_date,
                row.end_date,
                days,
                Decimal(shown(Fraction(units, UNIT))),
            ]
