from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

import servers


class Command(BaseCommand):
    help = _("Stop what runs in this home: the web server, the worker, the timetable, the database and the queue.")
    requires_system_checks = []

    def handle(self, *args, **options):
        home = servers.current_home()
        try:
            ended = servers.stop(home)
        except servers.ServersError as error:
            raise CommandError(str(error)) from error
        told = _("Stopped what was running in %(home)s.") if ended else _("Nothing is running in %(home)s.")
        self.stdout.write(told % {"home": home.folder})
