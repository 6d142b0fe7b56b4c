"""The explorer: any question as a form, its answer as table and chart, an address to share, downloads."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from facts.context_processors import portal_of
from figures.answer import Answer
from figures.dimensions import DIMENSIONS
from figures.exports import answer_as_csv, answer_as_xlsx
from figures.forms.explorer import ExplorerForm
from figures.measures import MEASURES
from figures.method_notes import NOTES, SHARE_NOTE
from figures.question import Question
from figures.refusals import QuestionRefused
from figures.views.asking import Years, ask, refuse_reader
from figures.views.figures import figure_address
from figures.views.wording import filters_in_words, period_in_words, sentence_of, title_of

MOST_ROWS = {0: 1, 1: 250, 2: 100}
"""The rows of a page, by the number of breakdowns."""
PARAMETERS_OF_THE_PAGE = {"format", "page"}


def explore(request):
    parameters = {name: values for name, values in request.GET.lists() if name not in PARAMETERS_OF_THE_PAGE}
    if not any("".join(values) for values in parameters.values()):
        return start(request)
    form = form_of(request, parameters)
    if not form.is_valid():
        return refused(request, form)
    try:
        found = ask({"answer": form.question}, request=request)["answer"]
    except QuestionRefused as refusal:
        form.refuse(refusal)
        return refused(request, form)
    if file_format := request.GET.get("format"):
        return download(request, found, file_format, form)
    if any(value == "" for values in parameters.values() for value in values):
        return HttpResponseRedirect(address_of(form.question))
    return render(request, "figures/explore.html", shown(found, page=request.GET.get("page")) | {"form": form})


def form_of(request, parameters, **more) -> ExplorerForm:
    refuse = partial(refuse_reader, request=request)
    return ExplorerForm(parameters, years=portal_of(request).years, refuse=refuse, **more)


def start(request):
    """The explorer before a question: the latest year is chosen, nothing is asked yet."""
    years = Years.for_page(request)
    parameters = {"measure": ["volunteers"], "year": [str(years.shown)] if years else [""], "by": ["region"]}
    return render(request, "figures/explore.html", {"form": form_of(request, parameters, is_asked=False)})


def refused(request, form: ExplorerForm):
    """The form as it was, and what is wrong with it."""
    return render(request, "figures/explore.html", {"form": form}, status=400)


def download(request, found: Answer, file_format: str, form: ExplorerForm):
    if file_format == "csv":
        return answer_as_csv(found)
    if file_format == "xlsx":
        return answer_as_xlsx(found, notes=notes_of(request, found))
    form.add_error(None, _("Downloads are csv or xlsx, not “%(f)s”.") % {"f": file_format[:20]})
    return refused(request, form)


def notes_of(request, found: Answer) -> list[tuple[str, str]]:
    """What a workbook says of its figures."""
    question = found.question
    notes = [
        (_("Question"), sentence_of(question)),
        (_("Address"), request.build_absolute_uri(address_of(question))),
        (_("How it is counted"), str(NOTES[question.measure])),
        (_("Records up to"), found.cutoff.isoformat()),
        (_("Aggregated at"), found.aggregated_at.isoformat() if found.aggregated_at else _("not yet aggregated")),
    ]
    if found.has_suppressed:
        notes.append(("<5", _("1 to 4 people, or a cell that would give them away: not shown")))
    if portal_of(request).has_made_up_records:
        notes.append((_("Note"), _("Software with made-up records.")))
    return notes


def address_of(question: Question) -> str:
    return f"{reverse('explore')}?{question.query_string()}"


def shown(found: Answer, *, page: str | None) -> dict:
    """What a page shows of an answer."""
    question = found.question
    page = Paginator(found.rows, MOST_ROWS[len(question.by)]).get_page(page)
    listed = page.object_list
    labels = [DIMENSIONS[name].labels({row.keys[place] for row in listed}) for place, name in enumerate(question.by)]
    rows = [([labels[place][key] for place, key in enumerate(row.keys)], row) for row in listed]
    return {
        "answer": found,
        "question": question,
        "title": title_of(question),
        "sentence": sentence_of(question),
        "filters": filters_in_words(question),
        "period": period_in_words(question),
        "measure": MEASURES[question.measure],
        "places": 1 if question.share else MEASURES[question.measure].places,
        "by": [DIMENSIONS[name] for name in question.by],
        "rows": rows,
        "page": page,
        "query": question.query_string(),
        "most": 100 if question.share else found.largest,
        "is_nothing": found.is_nobody,
        "address": address_of(question),
        "figure_url": figure_address(question),
        "note": SHARE_NOTE if question.share else NOTES[question.measure],
    }
