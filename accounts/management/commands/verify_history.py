from django.core.management.base import BaseCommand, CommandError

from accounts.models import HistorySeal
from accounts.sealing import rows_not_sealed, verify


class Command(BaseCommand):
    help = "Compares the history with its seals, and names the first row that was altered since."

    def add_arguments(self, parser):
        parser.add_argument("--hash", metavar="HASH", help="a hash that was published: it must stand in the chain")

    def handle(self, *args, hash, **options):
        if hash and not HistorySeal.objects.filter(hash=hash.strip().lower()).exists():
            raise CommandError(
                f"No seal has the hash {hash}: it was never published by this portal, or the chain was made anew since."
            )
        verdict = verify()
        if not verdict.is_whole:
            raise CommandError(f"{verdict.fault} The {verdict.seals:,} seals before it are whole.")
        if verdict.newest is None:
            self.stdout.write("Nothing was sealed yet: `manage.py seal_history` begins the chain.")
            return
        self.stdout.write(
            f"The history is as it was sealed: {verdict.rows:,} rows in {verdict.seals:,} seals, the newest of "
            f"{verdict.newest.sealed_at:%Y-%m-%d %H:%M:%S} UTC, {verdict.newest.hash}."
        )
        self.stdout.write(f"{rows_not_sealed():,} rows came since.")
