"""`load_reference`: the countries, partners and frameworks that come with the portal."""

import pghistory
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from partners.actions import load_partners
from partners.reference_files import ReferenceFileError
from results.actions.frameworks import load_frameworks


class Command(BaseCommand):
    help = (
        "Create the countries, regions, host entities, funding partners, initiatives and frameworks that are missing. "
        "What exists is left as it is, so that running it again does nothing."
    )

    def handle(self, **options):
        try:
            with pghistory.context(command="load_reference"), transaction.atomic():
                created = load_partners() + load_frameworks()
        except ReferenceFileError as error:
            raise CommandError(str(error)) from error
        for label, number in created.items():
            self.stdout.write(f"{number:>5}  {apps.get_model(label)._meta.verbose_name_plural}")
        if not created:
            self.stdout.write(_("Nothing was missing."))
