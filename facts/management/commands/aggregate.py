from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from facts.actions.aggregation import AggregationRefused, aggregate
from facts.actions.run_rows import Context, in_words
from facts.management.months import month
from facts.management.progress import on_terminal
from facts.tasks import ask_for_help


class Command(BaseCommand):
    help = "Brings the facts up to date through a month; writes only what changed."

    def add_arguments(self, parser):
        parser.add_argument(
            "--through", type=month, metavar="YYYY-MM", help="the last month counted (default: the last complete one)"
        )
        parser.add_argument("--rebuild", action="store_true", help="rebuild all facts with that cut-off")

    def handle(self, *args, through, rebuild, **options):
        try:
            with on_terminal() as watch:
                context = Context(watch=watch, invite=ask_for_help)
                run = aggregate(through=through, rebuild=rebuild, context=context)
        except AggregationRefused as refusal:
            raise CommandError(str(refusal)) from None
        except DatabaseError as error:
            raise CommandError(in_words(error)) from None
        self.stdout.write(
            f"Facts through {run.parameters['through']}: {run.created} created, {run.updated} updated, "
            f"{run.unchanged} unchanged, {run.deleted} deleted."
        )
