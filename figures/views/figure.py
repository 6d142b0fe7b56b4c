"""The page of one figure: its value, how it is counted, the next finer cells, and for staff the rows it counts."""

from django.shortcuts import render

from calculation.dimensions import COMPARED
from calculation.values import Number
from facts.basis import Basis
from figures.answer import Answer
from figures.dimensions import DIMENSIONS
from figures.measures import MEASURES
from figures.method_notes import GROWTH_NOTE, NOTES, SHARE_NOTE
from figures.question import Question
from figures.reference import labels_by_code
from figures.refusals import QuestionRefused
from figures.rows import Bridge, growth_bridge
from figures.views.asking import ask, may_ask
from figures.views.breakdowns import breakdown
from figures.views.explore import address_of
from figures.views.figures import figure
from figures.views.rows import may_open_rows, rows_url
from figures.views.wording import filters_in_words, period_in_words, title_of
from partners.models import HostEntityGroup

FINER = ("region", "category", "sex", "age_group", "country", "host_entity")
MOST_TABLES, MOST_TABLES_OF_A_PART, MOST_TABLES_OF_A_GROUP = 4, 3, 1
CAN_BE_FINER = {"volunteers", "volunteer_days", "volunteer_months", "assignments", "roster", "average_months"}
MOST_KEYS = 12


def figure_page(request):
    try:
        question = Question.from_parameters(dict(request.GET.lists())).but(by=())
        context = the_figure(request, question)
    except QuestionRefused as refusal:
        return render(request, "figures/refused.html", {"refusal": refusal}, status=400)
    return render(request, "figures/figure.html", context)


def the_figure(request, question: Question) -> dict:
    asked = with_growth(question)
    finer = finer_questions(question, request)
    answers = ask({"figure": asked} | finer, request=request)
    found: Answer = answers["figure"]
    row = found.rows[0]
    return {
        "question": question,
        "answer": found,
        "row": row,
        "figure": figure(found),
        "title": title_of(question),
        "filters": filters_in_words(question),
        "period": period_in_words(question),
        "measure": MEASURES[question.measure],
        "note": NOTES[question.measure],
        "share_note": SHARE_NOTE if question.share else "",
        "growth_note": GROWTH_NOTE if isinstance(row.growth, Number) else "",
        "tables": [breakdown(name, answers, total=row.value, top=MOST_KEYS) for name, _kind in finer],
        "finer_measure": finer_measure(question),
        "more_finer": [
            (DIMENSIONS[name].label, address_of(question.but(by=(name,), growth=False)))
            for name in DIMENSIONS
            if is_finer(question, name, request)
        ],
        "explore_url": address_of(question),
        "bridge": bridge_of(found),
        "rows_url": rows_url(question) if may_open_rows(request.user, question) else "",
    }


def with_growth(question: Question) -> Question:
    """The question with its growth, except about a day."""
    return question if question.period.is_day else question.but(growth=True)


def is_finer(question: Question, dimension: str, request) -> bool:
    """Whether the reader may break the figure down by a dimension that it does not name yet."""
    if dimension in question.dimensions or question.measure not in CAN_BE_FINER:
        return False
    try:
        question.but(by=(dimension,), where=(), share=None, growth=False).checked()
    except QuestionRefused:
        return False
    return may_ask(question.but(by=(dimension,), growth=False), request=request)


def finer_questions(question: Question, request) -> dict[tuple, Question]:
    """The next finer cells: of a count of entities or countries, these themselves."""
    distinct_of = MEASURES[question.measure].distinct_of or MEASURES[question.measure].news_of
    if distinct_of:
        names = [distinct_of] if distinct_of not in question.dimensions else []
        coarse = question.but(measure="volunteers", share=None, growth=False)
        names = [name for name in names if may_ask(coarse.but(by=(name,)), request=request)]
    else:
        coarse = question.but(share=None, growth=False)
        names = [name for name in FINER if is_finer(question, name, request)]
        names = [name for name in names if is_finer(coarse, name, request)]
    names = [name for name in names if not (name == "region" and "country" in question.filters)]
    return {(name, "volunteers"): coarse.but(by=(name,)) for name in names[: most_tables(question)]}


def most_tables(question: Question) -> int:
    """How many tables of finer cells a page can afford: facts hold those of all, records those of a part."""
    if not question.where:
        return MOST_TABLES
    groups = labels_by_code(HostEntityGroup, "code") if "host_entity" in question.filters else {}
    is_of_a_group = bool(groups.keys() & set(question.filters.get("host_entity", ())))
    return MOST_TABLES_OF_A_GROUP if is_of_a_group else MOST_TABLES_OF_A_PART


def finer_measure(question: Question):
    measure = MEASURES[question.measure]
    return MEASURES["volunteers"] if measure.distinct_of or measure.news_of else measure


def bridge_of(found: Answer) -> Bridge | None:
    """Before + joined - left = now, of numbers of people that nothing protects."""
    question = found.question.but(growth=False)
    if question.measure not in ("volunteers", "roster") or question.share:
        return None
    if not isinstance(found.rows[0].previous, Number):
        return None
    if not question.dimensions <= set(COMPARED):
        return None
    return growth_bridge(question, basis=Basis(found.cutoff, found.aggregated_at))
