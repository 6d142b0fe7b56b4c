from django.core.management.base import BaseCommand

from accounts.sealing import newest_seal, seal


class Command(BaseCommand):
    help = "Seals what is new in the history, and prints the newest hash: publish it where nobody can change it."

    def handle(self, *args, **options):
        made = seal()
        newest = made or newest_seal()
        if made:
            self.stdout.write(f"Sealed {made.rows:,} rows.")
        else:
            self.stdout.write("Nothing is new since the last seal." if newest else "There is no history yet.")
        if newest:
            self.stdout.write(f"{newest.hash} ({newest.sealed_at:%Y-%m-%d %H:%M:%S} UTC)")
