from django.core.management.base import BaseCommand, CommandError

from workspaces.actions.checks import ChecksRefused, run_checks
from workspaces.checks import CHECKS
from workspaces.models import Finding


class Command(BaseCommand):
    help = "Checks all records for what looks wrong, and keeps what it finds for staff to look into."

    def handle(self, *args, **options):
        try:
            run = run_checks()
        except ChecksRefused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"{run.created} findings are new, {run.updated} changed, {run.unchanged} as before, {run.deleted} mended."
        )
        numbers = {number.kind: number.number for number in Finding.objects.in_state("open").numbers()}
        for check in CHECKS:
            if numbers.get(check.kind):
                self.stdout.write(f"{numbers[check.kind]:>9,} {check.kind} ({check.severity.label})")
