from django.utils.translation import gettext as _

from assignments.imports import ASSIGNMENTS
from imports.command import ImportCommand


class Command(ImportCommand):
    help = _("Import assignments from CSV or XLSX by their number: new ones in, changed ones changed, all or nothing.")
    kind = ASSIGNMENTS
