import csv
import json
import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from figures.answer import Answer, Reader, answer
from figures.dimensions import DIMENSIONS
from figures.measures import MEASURES
from figures.question import Question, unknown_word
from figures.refusals import NotCountedYet, QuestionRefused


class Command(BaseCommand):
    help = "Answers one question from the records, as pages, API and downloads do."

    def add_arguments(self, parser):
        parser.add_argument("measure", metavar="MEASURE", help=", ".join(MEASURES))
        parser.add_argument("--year", metavar="Y", help="the calendar year")
        parser.add_argument("--month", metavar="M", help="a month of the year, 1 to 12")
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="a day, instead of --year: people serving on that day")
        parser.add_argument("--modality", default="onsite", choices=["onsite", "online"])
        parser.add_argument(
            "--where",
            metavar="DIM=KEY",
            action="append",
            default=[],
            help="count only these; several keys of one dimension mean any of them, different dimensions all of them",
        )
        parser.add_argument(
            "--by", metavar="DIM", action="append", default=[], help=f"a row for each key of: {', '.join(DIMENSIONS)}"
        )
        parser.add_argument(
            "--share", metavar="DIM=KEY", action="append", default=[], help="the share of this key, in percent"
        )
        parser.add_argument("--growth", action="store_true", help="compare with the same period a year before")
        parser.add_argument("--format", choices=["table", "csv", "json"], default="table")

    def handle(self, *args, **options):
        try:
            found = answer(read_question(options), reader=Reader.STAFF, from_records=True)
        except QuestionRefused as refusal:
            raise CommandError(refusal.message, returncode=1 if isinstance(refusal, NotCountedYet) else 2) from None
        WRITERS[options["format"]](found)


def read_question(options) -> Question:
    parameters = {name: [options[name]] for name in ("measure", "year", "month", "on", "modality") if options[name]}
    parameters |= {"by": options["by"], "share": options["share"], "growth": ["1"] if options["growth"] else []}
    for text in options["where"]:
        name, equals, key = text.partition("=")
        if not equals or not key:
            raise QuestionRefused(f"--where {text}: expected DIM=KEY, as in region=africa.", field="where")
        if name not in DIMENSIONS:
            raise QuestionRefused(f"--where {text}: {unknown_word(_('dimension'), name, DIMENSIONS)}", field="where")
        parameters.setdefault(name, []).append(key)
    return Question.from_parameters(parameters)


def write_csv(found: Answer) -> None:
    writer = csv.DictWriter(sys.stdout, found.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found.records())


def write_json(found: Answer) -> None:
    json.dump(found.as_json(), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def write_table(found: Answer) -> None:
    rows = [found.columns] + [[record[name] for name in found.columns] for record in found.records()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(found.columns))]
    keys = len(found.question.by)
    for row in rows:
        cells = [
            text.ljust(width) if column < keys else text.rjust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        sys.stdout.write("  ".join(cells).rstrip() + "\n")


WRITERS = {"csv": write_csv, "json": write_json, "table": write_table}
