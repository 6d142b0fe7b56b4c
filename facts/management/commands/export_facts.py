import csv
import sys
from contextlib import contextmanager
from fractions import Fraction

from django.core.management.base import BaseCommand, CommandError

from calculation.calendar import UNIT
from calculation.values import rounded
from facts.management.months import month
from facts.models import Fact, FactState

COLUMNS = ["period", "modality", "dimension", "key", "volunteers", "volunteer_days", "volunteer_months"]


class Command(BaseCommand):
    help = "Writes the facts over all entities as CSV, sorted by their columns."

    def add_arguments(self, parser):
        parser.add_argument("--from", type=month, required=True, metavar="YYYY-MM", dest="first", help="first month")
        parser.add_argument("--through", type=month, required=True, metavar="YYYY-MM", help="last month")
        parser.add_argument(
            "--period", choices=["month", "year"], default="month", help="months, or every year that they touch"
        )
        parser.add_argument("--output", default="-", metavar="FILE", help="default: standard output")

    def handle(self, *args, first, through, period, output, **options):
        state = FactState.objects.current()
        if state is None:
            raise CommandError("Nothing is aggregated yet. Run: python manage.py aggregate")
        if first > through:
            raise CommandError(f"--from {first:%Y-%m} is after --through {through:%Y-%m}.", returncode=2)
        if through > state.cutoff:
            raise CommandError(f"--through {through:%Y-%m} is after the cut-off, {state.cutoff:%Y-%m}.")
        with writing_to(output) as file:
            write_facts(file, facts_between(period, first, through))


@contextmanager
def writing_to(output: str):
    if output == "-":
        yield sys.stdout
        return
    try:
        with open(output, "w", encoding="utf-8", newline="") as file:
            yield file
    except OSError as error:
        raise CommandError(f"{output}: cannot be written: {error.strerror}.") from None


def facts_between(period, first, through):
    facts = Fact.objects.filter(host_entity_code="").order_by("period", "modality", "dimension", "key")
    if period == "year":
        years = [f"{year:04d}" for year in range(first.year, through.year + 1)]
        return facts.filter(period__in=years)
    return facts.filter(period__range=(f"{first:%Y-%m}", f"{through:%Y-%m}"), period__contains="-")


def write_facts(file, facts) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    names = ["period", "modality", "dimension", "key", "volunteers", "volunteer_days", "volunteer_month_units"]
    rows = list(facts.values_list(*names))
    for *columns, units in sorted(rows, key=lambda row: tuple(text.encode() for text in row[:4])):
        writer.writerow([*columns, f"{rounded(Fraction(units, UNIT)):f}"])
