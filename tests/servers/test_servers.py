"""The embedded servers, tried as commands meet them: real ones, in homes of their own."""

import errno
import os
import pwd
import shutil
import signal
import stat
import tempfile
from pathlib import Path

import pytest

import servers
from servers.children import Children
from servers.errors import explain_os_error, explain_output
from servers.home import Home
from servers.processes import is_alive, wait_until
from tests.unvportal.homes import (
    BEGIN,
    ENSURE,
    QUERY,
    ask_to_stop,
    change,
    open_home,
    packages_anybody_may_read,
    query,
    run,
    servers_of,
    somebody_working_in,
    start,
    stranger_of,
)

ASK_BOTH = f"""{ENSURE}
print(psycopg.connect(os.environ["DATABASE_URL"]).execute("SELECT current_user").fetchone()[0])
print(redis.from_url(os.environ["REDIS_URL"]).ping())
"""


@pytest.fixture
def home():
    with open_home() as home:
        yield home


@pytest.fixture(scope="module")
def settled_home():
    """A home for tests that leave it as they found it."""
    with open_home() as home:
        yield home


def test_a_command_finds_its_servers_and_leaves_nothing_running():
    with open_home("a home with späces 家") as home:
        assert run(home, ASK_BOTH).split() == ["unvportal_web", "True"]
        assert servers_of(home) == []
        assert not home.sockets.exists()


def test_two_commands_at_once_set_up_a_fresh_home_together(home):
    together = [start(home, ASK_BOTH) for _ in range(2)]
    answers = [process.communicate(timeout=60) for process in together]
    assert [printed.split() for printed, _ in answers] == [["unvportal_web", "True"]] * 2, answers
    assert servers_of(home) == []


def test_interrupting_one_command_leaves_the_servers_to_the_other(settled_home):
    with somebody_working_in(settled_home) as starter, somebody_working_in(settled_home) as other:
        os.killpg(starter.pid, signal.SIGINT)
        starter.wait(timeout=20)
        printed, complained = other.communicate("go\n", timeout=20)
        assert printed == "still fine\n", complained
    assert servers_of(settled_home) == []


def test_a_command_asked_to_end_ends_its_servers_too(settled_home):
    code = f"{ENSURE} servers.leave_when_asked_to_end(); print('there', flush=True); sys.stdin.readline()"
    process = start(settled_home, code)
    assert process.stdout.readline() == "there\n"
    process.terminate()
    assert process.wait(timeout=20) == 128 + signal.SIGTERM
    process.communicate()
    assert servers_of(settled_home) == []


def test_starts_again_with_its_data_after_everything_was_killed(home):
    change(home, "CREATE TABLE kept AS SELECT 7 AS number")
    with somebody_working_in(home) as killed:
        for pid in [killed.pid, *servers_of(home)]:
            os.kill(pid, signal.SIGKILL)
        assert wait_until(lambda: not servers_of(home), seconds=5)
    assert (home.folder / "postgresql" / "postmaster.pid").exists()
    assert query(home, "SELECT number FROM kept") == "7"


def test_a_pid_file_that_names_a_stranger_keeps_nobody_from_starting(home):
    pid_file = home.folder / "postgresql" / "postmaster.pid"
    with somebody_working_in(home):
        lines = pid_file.read_text().split("\n")
    ask_to_stop(home)
    with stranger_of(home) as stranger:
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]))
        home.account.own(pid_file)
        assert query(home, "SELECT 1") == "1"
        assert stranger.poll() is None


def test_what_a_killed_command_left_is_used_and_ended_by_the_next(settled_home):
    with somebody_working_in(settled_home) as killed:
        killed.kill()
        killed.wait()
        left = servers_of(settled_home)
        assert left
        assert query(settled_home, "SELECT 1") == "1"
    assert servers_of(settled_home) == []


def test_a_home_removed_while_it_was_in_use_begins_anew(home):
    change(home, "CREATE TABLE lost AS SELECT 1")
    with somebody_working_in(home) as robbed:
        old = servers_of(home)
        shutil.rmtree(home.folder)
        robbed.kill()
        assert query(home, "SELECT to_regclass('lost')") == "None"
        assert not any(is_alive(pid) for pid in old)


def test_stop_ends_what_runs_in_this_home_only(home, settled_home):
    with somebody_working_in(home), somebody_working_in(settled_home):
        assert ask_to_stop(home) == "True"
        assert servers_of(home) == []
        assert servers_of(settled_home)
        assert ask_to_stop(home) == "False"


def test_two_homes_know_nothing_of_each_other(home):
    ask = f"""{ENSURE}
queue = redis.from_url(os.environ["REDIS_URL"])
database = psycopg.connect(os.environ["DATABASE_OWNER_URL"])
print(queue.get("here"), database.execute("SELECT to_regclass('here')").fetchone()[0])
queue.set("here", 1)
database.execute("CREATE TABLE here (id int)")
database.commit()
"""
    with open_home() as other, somebody_working_in(home):
        assert run(home, ask) == "None None"
        assert run(other, ask) == "None None"
        assert home.passwords() != other.passwords()


def test_each_role_may_do_its_own_work_only(settled_home):
    printed = run(
        settled_home,
        f"""{ENSURE}
def attempt(role, statement, *, first=""):
    with psycopg.connect(os.environ[role], autocommit=True) as connection:
        try:
            connection.execute(first + statement)
            print("done")
        except psycopg.errors.InsufficientPrivilege:
            print("refused")

OWNER, WEB = "DATABASE_OWNER_URL", "DATABASE_URL"
attempt(OWNER, "CREATE TABLE person (id bigint GENERATED BY DEFAULT AS IDENTITY, name text)")
attempt(WEB, "CREATE TABLE other (id int)")
attempt(WEB, "INSERT INTO person (name) VALUES ('Amina'); UPDATE person SET name = 'A'; DELETE FROM person")
attempt(WEB, "TRUNCATE person")
attempt(WEB, "SELECT name FROM person", first="SET ROLE unvportal_statistics;")
attempt(WEB, "CREATE DATABASE more")
attempt(WEB, "SELECT 1", first="SET ROLE postgres;")
attempt(OWNER, "CREATE DATABASE test_more")
attempt(OWNER, "CREATE TABLE span (day daterange, id int, EXCLUDE USING gist (id WITH =, day WITH &&))")
""",
    )
    assert printed.split() == ["done", "refused", "done", "refused", "refused", "refused", "refused", "done", "done"]


def test_servers_are_reached_by_socket_only_and_passwords_read_by_their_owner_only(settled_home):
    assert query(settled_home, "SHOW listen_addresses") == ""
    ask_valkey = f"{ENSURE} print(redis.from_url(os.environ['REDIS_URL']).config_get('port')['port'])"
    assert run(settled_home, ask_valkey) == "0"
    for name in ("passwords.json", "lease"):
        assert stat.S_IMODE((settled_home.folder / name).stat().st_mode) == 0o600


def test_works_in_a_home_that_is_closed_to_the_servers_account():
    with tempfile.TemporaryDirectory() as closed:
        home = Home(Path(closed).resolve() / "home")
        assert run(home, ASK_BOTH).split() == ["unvportal_web", "True"]
        assert run(home, ASK_BOTH).split() == ["unvportal_web", "True"]
        assert servers_of(home) == []
        assert home.place_note.exists() == (os.geteuid() == 0)
    with open_home() as other:
        run(other, ASK_BOTH)
    assert not home.sockets.exists(), "what a removed temporary home left is removed"


def test_works_for_an_ordinary_user(home):
    home.folder.mkdir(mode=0o755)
    become = ""
    if os.geteuid() == 0:
        person = pwd.getpwnam("nobody")
        os.chown(home.folder, person.pw_uid, person.pw_gid)
        become = f"import os; os.setgroups([]); os.setgid({person.pw_gid}); os.setuid({person.pw_uid})"
    code = f"{BEGIN}\n{become}\nservers.ensure(redis=True)\nprint(os.geteuid() == 0)\n{ASK_BOTH}"
    assert run(home, code, env=packages_anybody_may_read(home)).split() == ["False", "unvportal_web", "True"]
    assert servers_of(home) == []


def test_waits_for_nobody_where_the_environment_names_servers(monkeypatch, tmp_path):
    monkeypatch.setenv("UNVPORTAL_HOME", str(tmp_path / "untouched"))
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/portal")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    monkeypatch.delenv("UNVPORTAL_EMBEDDED", raising=False)
    servers.ensure(redis=True)
    assert not servers.are_embedded()
    assert not (tmp_path / "untouched").exists()


def test_a_long_home_still_has_short_sockets():
    home = Home(Path("/") / ("long" * 60) / "home")
    assert len(os.fsencode(home.sockets / ".s.PGSQL.5432")) <= 107


def test_the_secret_key_is_made_once_and_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("UNVPORTAL_HOME", str(tmp_path / "home"))
    key = servers.secret_key()
    assert len(key) >= 50
    assert servers.secret_key() == key
    assert stat.S_IMODE((tmp_path / "home" / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("unix:///run/portal/valkey.sock", "redis+socket:///run/portal/valkey.sock"),
        ("unix:///run/valkey.sock?db=2", "redis+socket:///run/valkey.sock?virtual_host=2"),
        ("redis://queue.example:6379/1", "redis://queue.example:6379/1"),
    ],
)
def test_celery_is_told_the_address_in_its_own_words(given, expected):
    assert servers.broker_url(given) == expected


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOENT, "run `make setup`"),
        (errno.ENOTDIR, "Name another folder with UNVPORTAL_HOME"),
        (errno.ENOEXEC, "another kind of processor"),
        (errno.ENOSPC, "disk"),
        (errno.EACCES, "no permission"),
    ],
)
def test_a_refusal_of_the_system_says_what_to_do(number, said):
    error = explain_os_error(OSError(number, "no"), path=Path("/home/portal"))
    assert said in str(error)
    assert "/home/portal" in str(error)


def test_a_full_disk_is_told_from_what_the_server_said():
    output = 'FATAL:  could not write to file "base": No space left on device'
    assert "The disk is full" in str(explain_output(output, program="PostgreSQL", log=Path("/log")))


def test_a_missing_program_is_named(home):
    code = f"""{BEGIN}
from servers import programs
from pathlib import Path
programs._package = lambda name, brings: Path("/nowhere")
try:
    servers.ensure(redis=True)
except servers.ServersError as error:
    print(error)
"""
    assert "PostgreSQL is missing (looked for /nowhere/pginstall/bin/postgres)" in run(home, code)


def test_a_child_that_ends_is_started_again_and_less_and_less_often(home):
    home.make()
    said = []
    children = Children(home, "http://here/", say=said.append)
    children.start("short", ["-c", "import os; os.fork() or os.execlp('sleep', 'sleep', '60'); os._exit(3)"])
    first = children.children[0].process.pid
    assert wait_until(lambda: not children.children[0].is_running, seconds=10)
    children.look_after()
    assert "short ended (3)" in said[0]
    assert wait_until(lambda: not group_exists(first), seconds=5), "what it had started is ended"
    assert children.children[0].pause > 0.5
    children.children[0].pause = 0
    children.look_after()
    assert children.children[0].process.pid != first
    children.end()


def group_exists(pid):
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_children_of_a_killed_portal_are_ended_by_stop(home):
    code = f"""{BEGIN}
from servers.children import Children
home = servers.current_home()
home.make()
children = Children(home, "http://here/", say=print)
children.start("sleeper", ["-c", "import time; time.sleep(60)"])
print(children.children[0].process.pid, flush=True)
os.kill(os.getpid(), 9)
"""
    process = start(home, code)
    sleeper = int(process.communicate()[0])
    assert is_alive(sleeper)
    assert ask_to_stop(home) == "True"
    assert not is_alive(sleeper)


def test_servers_that_were_killed_are_started_again_by_whoever_watches():
    code = (
        f"{ENSURE} import time; from servers import postgresql, valkey; home = servers.current_home(); "
        f"{QUERY}('SELECT 1'); print(servers.start_ended(home)); "
        "os.kill(valkey._pid(valkey._socket(home)), 9); os.kill(postgresql.read_pid(postgresql._pid_file(home)), 9); "
        "time.sleep(0.5); print(servers.start_ended(home)); "
        f"print({QUERY}('SELECT 1').fetchone()[0], redis.from_url(os.environ['REDIS_URL']).ping())"
    )
    with open_home() as home:
        assert run(home, code).splitlines() == ["[]", "['PostgreSQL', 'Valkey']", "1 True"]
