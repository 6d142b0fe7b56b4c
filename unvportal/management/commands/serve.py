import contextlib
import fcntl
import http.client
import os
import signal
import socket
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

import servers
from accounts.models import User
from demo.sign_ins import demo_sign_ins
from partners.models import Country
from servers.children import Children
from servers.home import take
from servers.remains import LOCK, end_children, read_note
from volunteers.models import Volunteer

HOST = "127.0.0.1"
DEFAULT_PORT = 8000
PORTS_TRIED = 100
SECONDS_TO_READY = 60
PAUSE = 0.25
SECONDS_BETWEEN_LOOKS = 2.0
SECOND_STEP = "REQUIRE_SECOND_FACTOR_OF_STAFF"


class Ended(KeyboardInterrupt):
    """Somebody asked the portal to end; nothing on the way may take it for an error."""


class Command(BaseCommand):
    help = _("Run the portal: web server, worker and timetable. Demo records are loaded on first start.")

    def handle(self, *args, **options):
        home = servers.current_home()
        home.make()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _raise_ended)
        with contextlib.suppress(Ended), home.open_lock(LOCK) as lock:
            self.refuse_a_second(home, lock)
            end_children(home)
            self.set_up()
            self.run(home)

    def refuse_a_second(self, home, lock):
        if not take(lock, fcntl.LOCK_EX):
            note = read_note(home)
            raise CommandError(
                _("This portal already runs at %(address)s. `make stop` ends it.")
                % {"address": note.address if note else "?"}
            )

    def set_up(self):
        if not servers.are_embedded():
            servers.migrate()
        if not Volunteer.objects.exists() and os.environ.get("UNVPORTAL_DEMO") != "0":
            self.say(_("Loading the demo records ..."))
            call_command("load_demo", stdout=self.stdout, stderr=self.stderr)
        elif not Country.objects.exists():
            self.say(_("Loading the reference data ..."))
            call_command("load_reference", stdout=self.stdout, stderr=self.stderr)
        call_command("collectstatic", interactive=False, verbosity=0)

    def run(self, home):
        with self.open_door() as door:
            address = f"http://{HOST}:{door.getsockname()[1]}/"
            self.leave_the_second_step_open()
            os.environ.setdefault("PORTAL_URL", address.rstrip("/"))
            children = Children(home, address, say=self.complain)
            try:
                start_all(children, door)
                self.await_ready(children, door)
                self.tell_ready(address)
                self.watch(home, children)
            except Ended:
                self.say(_("Stopping ..."))
            finally:
                children.end()

    def watch(self, home, children):
        """Start again what ends: the web server, the worker, the timetable, and the servers under them."""
        next_look = 0.0
        while True:
            time.sleep(PAUSE)
            children.look_after()
            if time.monotonic() > next_look:
                next_look = time.monotonic() + SECONDS_BETWEEN_LOOKS
                for name in servers.start_ended(home):
                    self.complain(_("%(name)s had stopped and is started again.") % {"name": name})

    def open_door(self):
        """Take the port, or the next free one: children inherit it, so nobody can take it in between."""
        first = _port_asked_for()
        for port in range(first, min(first + PORTS_TRIED, 65536)):
            try:
                return _listen(port)
            except PermissionError as error:
                raise CommandError(
                    _("This account may not use port %(port)s. Choose another with PORT.") % {"port": port}
                ) from error
            except OSError:
                self.complain(_("Port %(port)s is taken.") % {"port": port})
        raise CommandError(_("No port from %(port)s upwards is free. Choose another with PORT.") % {"port": first})

    def await_ready(self, children, door):
        deadline = time.monotonic() + SECONDS_TO_READY
        while not _is_healthy(door.getsockname()[1]):
            if time.monotonic() > deadline:
                log = children.home.log_path("web")
                raise CommandError(_("The web server does not answer. Its log is %(log)s") % {"log": log})
            time.sleep(PAUSE)
            children.look_after()

    def tell_ready(self, address):
        self.say(_("The portal is ready: %(address)s") % {"address": address})
        self.tell_sign_ins(demo_sign_ins())
        self.say(_("Ctrl-C ends it."))

    def tell_sign_ins(self, sign_ins):
        if not has_demo_users():
            return
        self.say(_("Sign in to the demo as:"))
        for role, email, password in sign_ins:
            self.say(f"  {role!s:<28} {email:<36} {password}")
        if os.environ.get(SECOND_STEP) == "0":
            self.say(
                _(
                    "In the demo staff need no second step of signing in; %(name)s=1 asks for it, as everywhere else "
                    "without a word."
                )
                % {"name": SECOND_STEP}
            )

    def leave_the_second_step_open(self):
        """Made-up staff with known passwords have no telephones."""
        if has_demo_users():
            os.environ.setdefault(SECOND_STEP, "0")

    def say(self, text):
        self.stdout.write(str(text))
        self.stdout.flush()

    def complain(self, text):
        self.stderr.write(str(text))
        self.stderr.flush()


def has_demo_users():
    return User.objects.filter(email__in=[email for _role, email, _password in demo_sign_ins()]).exists()


def start_all(children, door):
    bind = f"fd://{door.fileno()}"
    gunicorn = "-m gunicorn unvportal.wsgi --worker-class gthread --workers 2 --threads 4 --no-control-socket"
    celery = "-m celery --app unvportal"
    children.start("web", [*gunicorn.split(), "--bind", bind], keeps=(door.fileno(),))
    children.start("worker", f"{celery} worker --concurrency 2 --loglevel INFO".split())
    scheduler = "django_celery_beat.schedulers:DatabaseScheduler"
    children.start("beat", f"{celery} beat --scheduler {scheduler} --loglevel INFO".split())


def _raise_ended(signal_number, frame):
    signal.signal(signal_number, signal.SIG_IGN)
    raise Ended


def _port_asked_for():
    asked = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not asked.isascii() or not asked.isdigit() or not 0 < int(asked) < 65536:
        raise CommandError(_("PORT must be a number from 1 to 65535, not “%(port)s”.") % {"port": asked})
    return int(asked)


def _listen(port):
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((HOST, port))
        door.listen(2048)
    except OSError:
        door.close()
        raise
    return door


def _is_healthy(port):
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
