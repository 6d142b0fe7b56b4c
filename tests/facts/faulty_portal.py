"""A portal of its own whose servers and workers are killed: real PostgreSQL, real Valkey, real Celery workers."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import psycopg

from servers import postgresql, valkey
from servers.processes import wait_until
from tests.unvportal.homes import ENSURE, PROJECT, environment, open_home, somebody_working_in

PATIENCE = 240
SAFE = {"UNVPORTAL_FAST_AND_UNSAFE": "0", "ASSIGNMENTS_IN_A_SHARD": "12"}
"""Commits survive a kill, and few records are many shards."""
WORKER = (
    f"{ENSURE} os.execv(sys.executable, [sys.executable, '-m', 'celery', '-A', 'unvportal', 'worker', *sys.argv[1:]])"
)


class FaultyPortal:
    """One home, what runs in it, and ways to break it."""

    def __init__(self, home):
        self.home = home
        self.workers: list[subprocess.Popen] = []

    def command(self, *words) -> subprocess.Popen:
        """`python manage.py ...`, started and not awaited."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=PROJECT,
            env=environment(self.home) | SAFE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words) -> tuple[int, str]:
        """The status of a command, and what it said."""
        command = self.command(*words)
        out, err = command.communicate(timeout=PATIENCE)
        return command.returncode, out + err

    def look(self, code: str):
        """What Python code in the portal calls `found`."""
        command = self.command("shell", "--no-imports", "-c", f"import json\n{code}\nprint(json.dumps(found))")
        out, err = command.communicate(timeout=PATIENCE)
        assert command.returncode == 0, out + err
        return json.loads(out)

    def differences(self) -> str:
        """Everything stored that the oracle counts otherwise; "{}" if all is right."""
        return self.look(
            "from facts.models import FactState\n"
            "from tests.facts.stored_facts import differences\n"
            "found = str(differences(FactState.objects.get().cutoff))"
        )

    def add_records(self, seed: int) -> None:
        """More made-up people and assignments, committed."""
        self.look(
            f"from tests.calculation.random_records import make_records\nmake_records({seed}, people=12)\nfound = 1"
        )

    def ask_for(self, kind: str, *, messages: int = 1) -> int:
        """What the button does; a message may be delivered more than once."""
        return self.look(
            "from facts.actions.runs import ask_for_run\n"
            "from facts.tasks import send_to_a_worker\n"
            f"run = ask_for_run({kind!r})\n"
            f"for _message in range({messages}): send_to_a_worker(run)\n"
            "found = run.pk"
        )

    def tick(self) -> None:
        """What the timetable does each minute."""
        self.look("from facts.tasks import bring_facts_up_to_date as tick\ntick.delay()\nfound = 1")

    def runs(self) -> list:
        """(key, kind, status, attempt, error) of all runs that write facts."""
        return self.look(
            "from accounts.models import JobRun\n"
            "from facts.actions.run_rows import OF_FACTS\n"
            "runs = JobRun.objects.filter(kind__in=OF_FACTS).order_by('pk')\n"
            "found = [(r.pk, r.kind, r.status, r.parameters.get('attempt', 1), r.error) for r in runs]"
        )

    def start_worker(self) -> subprocess.Popen:
        """A Celery worker of one process."""
        number = len(self.workers)
        with (self.home.logs / f"worker{number}.log").open("ab") as log:
            options = ["--concurrency", "1", "--loglevel", "INFO", "-n", f"w{number}@%h", "--without-gossip"]
            worker = subprocess.Popen(
                [sys.executable, "-c", WORKER, *options],
                cwd=PROJECT,
                env=environment(self.home) | SAFE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.workers.append(worker)
        return worker

    def kill_workers(self) -> None:
        """End them without a word, with all that they started."""
        for worker in self.workers:
            if worker.poll() is None:
                os.killpg(worker.pid, signal.SIGKILL)
                worker.wait()

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(postgresql.database_url(self.home, postgresql.OWNER), autocommit=True)

    @contextmanager
    def held_up(self, table: str, mode: str = "ACCESS EXCLUSIVE"):
        """Whoever needs the table waits; inside, somebody does."""
        with self.connect() as keeper, keeper.transaction():
            keeper.execute(f"LOCK TABLE {table} IN {mode} MODE")
            yield

    def await_somebody_waiting(self) -> None:
        """Until a statement waits for a table that is held up."""
        with self.connect() as connection:
            self.wait(lambda: connection.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone())

    def await_status(self, run: int, status: str) -> None:
        """Until a run's row says so."""
        with self.connect() as connection:
            question = "SELECT 1 FROM accounts_jobrun WHERE id = %s AND status = %s"
            self.wait(lambda: connection.execute(question, [run, status]).fetchone())

    def await_all_done(self) -> None:
        """Until no run waits or runs, and the latest one has ended well."""
        question = """SELECT 1 FROM accounts_jobrun WHERE kind IN ('aggregate', 'rebuild', 'reconcile')
            HAVING COUNT(*) FILTER (WHERE status IN ('waiting', 'running')) = 0
               AND (array_agg(status ORDER BY id DESC))[1] = 'done'"""

        def are_done():
            with self.connect() as connection:
                return connection.execute(question).fetchone()

        self.wait(are_done)

    def wait(self, condition) -> None:
        assert wait_until(condition, seconds=PATIENCE), self.logs()

    def logs(self) -> str:
        return "\n".join(path.read_text(errors="replace")[-3000:] for path in self.home.logs.glob("worker*.log"))

    def kill_broker(self) -> None:
        """SIGKILL to Valkey."""
        os.kill(valkey._pid(valkey._socket(self.home)), signal.SIGKILL)
        self.wait(lambda: valkey.has_ended(self.home))

    def kill_database(self) -> None:
        """SIGQUIT to PostgreSQL: every process ends at once, and it must recover."""
        pid = postgresql.read_pid(postgresql._pid_file(self.home))
        os.kill(pid, signal.SIGQUIT)
        self.wait(lambda: postgresql.has_ended(self.home))

    def start_servers(self) -> None:
        """Any command does."""
        self.look("found = 1")


@contextmanager
def open_faulty_portal():
    with open_home("faulty") as home, somebody_working_in(home, **SAFE):
        os.environ["UNVPORTAL_FAST_AND_UNSAFE"], kept = "0", os.environ.get("UNVPORTAL_FAST_AND_UNSAFE", "0")
        portal = FaultyPortal(home)
        try:
            portal.look("from tests.calculation.random_records import make_reference\nmake_reference()\nfound = 1")
            with portal.connect() as connection:
                assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
            yield portal
        finally:
            os.environ["UNVPORTAL_FAST_AND_UNSAFE"] = kept
            portal.kill_workers()
