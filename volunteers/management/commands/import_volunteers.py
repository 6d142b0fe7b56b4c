from django.utils.translation import gettext as _

from imports.command import ImportCommand
from volunteers.imports import VOLUNTEERS


class Command(ImportCommand):
    help = _("Import volunteers from CSV or XLSX by their number: new ones in, changed ones changed, all or nothing.")
    kind = VOLUNTEERS
