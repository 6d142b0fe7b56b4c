from django.core.management.base import BaseCommand, CommandError

from volunteers.erasing import CannotErase, due_for_erasure, erase
from volunteers.models import Volunteer


class Command(BaseCommand):
    help = "Replaces what tells who a person is by pseudonyms, in the records and in all history; what counts stays."

    def add_arguments(self, parser):
        parser.add_argument("roster_number", nargs="?", help="whom, by the present or a former roster number")
        parser.add_argument("--reason", default="", help="why, without a name: it stays in the chain of seals")
        parser.add_argument("--due", action="store_true", help="only list who is due by PERSONAL_DATA_KEPT_YEARS")
        parser.add_argument("--yes", action="store_true", help="erase; without it only what would happen is said")

    def handle(self, *args, roster_number, reason, due, yes, **options):
        if due:
            return self.list_due()
        person = self.found(roster_number)
        if not yes:
            self.stdout.write(
                f"Would erase {person}, with {person.assignments.count()} assignments that stay. Nobody can undo it. "
                "Repeat with --yes and --reason."
            )
            return None
        try:
            done = erase(person, reason=reason)
        except CannotErase as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"Erased: the person is {done.number} now. Rewritten and sealed again: {done.events} rows of the history; "
            f"emptied: {done.imported_rows} rows of imports. Look through free texts yourself (reasons, duty "
            "stations), and remember backups."
        )
        return None

    def found(self, number):
        if not number:
            raise CommandError("Name a roster number, or ask with --due who is due.")
        person = Volunteer.objects.filter(roster_number=number).first()
        person = person or Volunteer.objects.filter(former_numbers__number=number).first()
        if person is None:
            raise CommandError(f"Nobody has the roster number {number}.")
        return person

    def list_due(self):
        people = due_for_erasure().order_by("last_date")
        for number, last in people.values_list("roster_number", "last_date"):
            self.stdout.write(f"{number}  {last:%Y-%m-%d}")
        self.stdout.write(f"{people.count()} due.")
