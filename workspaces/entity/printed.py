"""The overview of a host entity as it is printed: the figures of the page, as text."""

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from calculation.values import Number, Value
from facts.numbers import localised
from figures.templatetags.values import signed
from figures.views.breakdowns import Breakdown
from figures.views.figures import Figure
from workspaces.entity.hosting import Hosting
from workspaces.entity.overview import Overview

NOTHING = "–"


def printed(hosting: Hosting, overview: Overview) -> dict:
    """What the template prints, in the reader's language: sections, tables and the months one below the other."""
    cutoff = date_format(overview.cutoff, "DATE_FORMAT")
    return {
        "about": f"{hosting.entity.get_kind_display()} · {hosting.entity.code}",
        "limited": limited_to(hosting),
        "sections": [
            {
                "title": _("Today, %(day)s") % {"day": date_format(overview.today, "DATE_FORMAT")},
                "note": _("Read from the records as they are: provisional"),
                "rows": lines_of(overview.now),
            },
            {
                "title": date_format(overview.cutoff, "YEAR_MONTH_FORMAT"),
                "note": _("The last month that is counted, against the same month a year before"),
                "rows": lines_of(overview.month),
            },
            {
                "title": year_of(overview),
                "note": _("Against the same months of the year before"),
                "rows": lines_of(overview.year),
            },
        ],
        "heads": [_("Figure"), _("Value"), _("A year before"), _("Change")],
        "tables": [table_of(breakdown, overview) for breakdown in overview.tables],
        "months": months_of(overview),
        "counted": _("Months and years count the days up to %(cutoff)s.") % {"cutoff": cutoff},
    }


def limited_to(hosting: Hosting) -> str:
    if not hosting.is_limited:
        return ""
    return _("Only volunteers in %(names)s are counted.") % {"names": ", ".join(hosting.country_names)}


def year_of(overview: Overview) -> str:
    year = str(overview.cutoff.year)
    if not overview.is_unfinished:
        return year
    return _("%(year)s so far, January to %(month)s") % {"year": year, "month": date_format(overview.cutoff, "F")}


def lines_of(figures: list[Figure]) -> list[list[str]]:
    return [
        [
            capfirst(str(figure.label)),
            as_text(figure.value, figure.places, figure.unit),
            as_text(figure.previous, figure.places, figure.unit) if figure.is_compared else NOTHING,
            change_of(figure),
        ]
        for figure in figures
    ]


def change_of(figure: Figure) -> str:
    if not figure.is_compared:
        return NOTHING
    change = signed(figure.growth.amount, 1)
    return _("%(change)s points") % {"change": change} if figure.is_share else f"{change} %"


def table_of(breakdown: Breakdown, overview: Overview) -> dict:
    return {
        "title": _("By %(name)s, %(year)s") % {"name": breakdown.title, "year": overview.cutoff.year},
        "heads": [capfirst(str(breakdown.title)), _("Volunteers"), _("Volunteer-months")],
        "rows": [
            [capfirst(str(line.label)), as_text(line.volunteers), as_text(line.months)] for line in breakdown.lines
        ],
    }


def months_of(overview: Overview) -> dict:
    """A row for each of the twelve months, a column for each year."""
    years = [str(year) for year, _values in overview.months]
    values = [values for _year, values in overview.months]
    rows = [[month_name(month), *(as_text(year[month - 1]) for year in values)] for month in range(1, 13)]
    return {"title": _("Volunteers in service over 24 months"), "heads": [_("Month"), *years], "rows": rows}


def month_name(month: int) -> str:
    return capfirst(str(MONTHS[month]))


def as_text(value: Value | None, places: int = 0, unit: str = "") -> str:
    """A typed value in words; the blank between number and unit does not break."""
    if not isinstance(value, Number):
        return NOTHING
    return localised(value.amount, places) + (f"\u00a0{unit}" if unit else "")
