from argparse import ArgumentTypeError
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo.actions import DemoRefused, load_demo
from facts.management.progress import on_terminal
from figures.periods import read_day
from figures.refusals import QuestionRefused


def day(text: str) -> date:
    try:
        return read_day(text)
    except QuestionRefused as refusal:
        raise ArgumentTypeError(refusal.message) from None


class Command(BaseCommand):
    help = (
        "Loads reference data, made-up records of 2018-2020 that reproduce the report for 2020, some from 2021 until a "
        "year after today, facts and demo users. Refuses a portal that holds other records."
    )

    def add_arguments(self, parser):
        parser.add_argument("--today", type=day, metavar="YYYY-MM-DD", help="the day the demo takes for today")

    def handle(self, *args, today, **options):
        now = timezone.now().date()
        if today and not date(2021, 2, 1) <= today <= now:
            raise CommandError(f"--today {today}: expected a day from 2021-02-01 to {now}.", returncode=2)
        try:
            with on_terminal() as watch:
                is_new = load_demo(today or now, watch=watch)
        except DemoRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write("Demo records loaded." if is_new else "The demo records were loaded already.")
