"""PostgreSQL for one home: its cluster, its roles, starting and ending it. Reached by a socket only, never by TCP."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from .errors import ServersError, explain_os_error, explain_output
from .forgotten import remove_forgotten_folders
from .home import Home
from .processes import end, is_alive, processes_in, read_pid, send, wait_until, works_in, works_in_removed_folder
from .programs import postgresql_folder

DATABASE = "unvportal"
SUPERUSER, OWNER, WEB, STATISTICS = "postgres", "unvportal_owner", "unvportal_web", "unvportal_statistics"
HISTORY, FENCED = "unvportal_history", "unvportal_fenced"
ROLES = f"{OWNER} {WEB} {STATISTICS} {HISTORY} {FENCED}\n"
"""What the marker holds when all of them are made: a home of an earlier release gets the others."""
LIVES_DANGEROUSLY = "UNVPORTAL_FAST_AND_UNSAFE"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "maintenance_work_mem": "128MB",
    "work_mem": "16MB",
    "max_wal_size": "1GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    "jit": "off",
}
FOR_DATA_THAT_MAY_BE_LOST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def database_url(home: Home, role: str) -> str:
    """Return the address of the portal's database for one of its roles."""
    password = quote(_passwords(home)[role], safe="")
    return f"postgresql://{role}:{password}@{quote(str(home.sockets), safe='')}/{DATABASE}"


def is_running(home: Home) -> bool:
    """Say whether the cluster of this home takes connections."""
    status = _status(home)
    pid = read_pid(_pid_file(home))
    return status == "ready" and pid is not None and works_in(pid, _data(home)) and _answers(_socket(home))


def has_ended(home: Home) -> bool:
    """Say whether no process of the cluster is left, as after a kill; one that recovers has not ended."""
    pid = read_pid(_pid_file(home))
    return pid is None or not works_in(pid, _data(home))


def start(home: Home) -> None:
    """Start the cluster, making it first in a fresh home and clearing up first after a crash."""
    programs = postgresql_folder(home)
    fresh = not _data(home).exists()
    if fresh:
        _make_cluster(home, programs)
    _refuse_other_version(home, programs)
    home.make_folder(home.sockets)
    _clear_up_after_a_crash(home)
    _start_server(home, programs)
    _set_up_roles(home)


def signal_to_end(home: Home) -> int | None:
    """Ask a running cluster to close its connections and end; return its process."""
    pid = read_pid(_pid_file(home))
    if pid is None or not works_in(pid, _data(home)):
        return None
    send(pid, signal.SIGINT)
    return pid


def wait_for_end(pid: int) -> None:
    """Wait for a cluster that was asked to end; cut it short after ten seconds (it recovers when started)."""
    if not wait_until(lambda: not is_alive(pid), seconds=10):
        end(pid, politely=signal.SIGQUIT, seconds=5)


def _data(home: Home) -> Path:
    return home.place / "postgresql"


def _pid_file(home: Home) -> Path:
    return _data(home) / "postmaster.pid"


def _socket(home: Home) -> Path:
    return home.sockets / ".s.PGSQL.5432"


def _status(home: Home) -> str:
    """The eighth line of the pid file tells what the cluster is doing."""
    try:
        lines = _pid_file(home).read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    return lines[7].strip() if len(lines) > 7 else ""


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(str(path))
        except OSError:
            return False
    return True


def _passwords(home: Home) -> dict[str, str]:
    passwords = home.passwords()
    if passwords is None:
        raise ServersError(
            f"{home.folder / 'passwords.json'} is missing, but a database is there. Put the file back, or remove "
            f"{home.place / 'postgresql'} to begin with an empty portal."
        )
    return passwords


def _make_cluster(home: Home, programs: Path) -> None:
    """Make the cluster beside its place and move it there when it is whole, so that a crash leaves no half of one."""
    remove_forgotten_folders(home)
    passwords = home.passwords() or home.make_passwords([SUPERUSER, OWNER, WEB])
    for marker in ("roles", "migrated"):
        (home.folder / marker).unlink(missing_ok=True)
    fresh = home.place / "postgresql.new"
    shutil.rmtree(fresh, ignore_errors=True)
    home.make_folder(fresh)
    password_file = fresh / "password"
    password_file.write_text(passwords[SUPERUSER], encoding="utf-8")
    home.account.own(password_file)
    password_file.chmod(0o600)
    _run_initdb(home, programs, data=fresh / "data", password_file=password_file)
    try:
        (fresh / "data").replace(_data(home))
        shutil.rmtree(fresh)
    except OSError as error:
        raise explain_os_error(error, path=_data(home)) from error


def _run_initdb(home: Home, programs: Path, *, data: Path, password_file: Path) -> None:
    command = [
        programs / "initdb",
        f"--pgdata={data}",
        f"--username={SUPERUSER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        *(["--no-sync"] if os.environ.get(LIVES_DANGEROUSLY) == "1" else []),
    ]
    done = home.account.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = done.stdout.decode(errors="replace")
    with home.open_log("postgresql") as log:
        log.write(done.stdout)
    if done.returncode:
        raise explain_output(output, program="PostgreSQL's initdb", log=home.log_path("postgresql"))


def _refuse_other_version(home: Home, programs: Path) -> None:
    stored = (_data(home) / "PG_VERSION").read_text().strip()
    shown = home.account.run([programs / "postgres", "--version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = shown.stdout.decode(errors="replace")
    if shown.returncode:
        raise explain_output(text, program="PostgreSQL", log=home.log_path("postgresql"))
    if f" {stored}." not in text and not text.strip().endswith(f" {stored}"):
        raise ServersError(
            f"The data in {_data(home)} were written by PostgreSQL {stored}, but {text.strip()} is installed. Take the "
            "data over with pg_dump of the old release, or move the folder away to begin with an empty portal."
        )


def _clear_up_after_a_crash(home: Home) -> None:
    """End what is left of a killed cluster and remove its pid file, which could name a stranger by now."""
    pid = signal_to_end(home)
    if pid is not None:
        wait_for_end(pid)
    lost = read_pid(_socket(home).with_name(f"{_socket(home).name}.lock"))
    for orphan in [*processes_in(_data(home)), *([lost] if lost and works_in_removed_folder(lost) else [])]:
        end(orphan, politely=signal.SIGQUIT, seconds=2)
    _pid_file(home).unlink(missing_ok=True)
    for stale in home.sockets.glob(".s.PGSQL.*"):
        stale.unlink(missing_ok=True)


def _start_server(home: Home, programs: Path) -> None:
    settings = SETTINGS | {"unix_socket_directories": str(home.sockets)}
    if os.environ.get(LIVES_DANGEROUSLY) == "1":
        settings |= FOR_DATA_THAT_MAY_BE_LOST
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with home.open_log("postgresql") as log:
        begin = log.tell()
        process = home.account.start(
            [programs / "postgres", "-D", _data(home), *options], stdout=log, stderr=subprocess.STDOUT
        )
    wait_until(lambda: process.poll() is not None or is_running(home), seconds=120)
    if not is_running(home):
        output = home.log_path("postgresql").read_bytes()[begin:].decode(errors="replace")
        end(process.pid, politely=signal.SIGQUIT, seconds=5)
        raise explain_output(output, program="PostgreSQL", log=home.log_path("postgresql"))
    process.returncode = 0  # it outlives this command on purpose: Python need not warn of it


def _set_up_roles(home: Home) -> None:
    """Make the roles and the database. A marker tells that it was done; done again it changes nothing."""
    if home.read_private("roles") == ROLES:
        return
    passwords = _passwords(home)
    with _connect(home, "template1") as connection, connection.transaction():
        _make_roles(connection, passwords)
        _grant_rights(connection)
    with _connect(home, "postgres") as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
    home.write_private("roles", ROLES)


def _connect(home: Home, database: str) -> contextlib.AbstractContextManager[psycopg.Connection]:
    password = _passwords(home)[SUPERUSER]
    return psycopg.connect(
        host=str(home.sockets), port=5432, user=SUPERUSER, password=password, dbname=database, autocommit=True
    )


def _make_roles(connection: psycopg.Connection, passwords: dict[str, str]) -> None:
    existing = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    for role in {OWNER, WEB, STATISTICS, HISTORY, FENCED} - existing:
        connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
    _let_sign_in(connection, OWNER, password=passwords[OWNER], may="LOGIN CREATEDB")
    _let_sign_in(connection, WEB, password=passwords[WEB], may="LOGIN BYPASSRLS")


def _let_sign_in(connection: psycopg.Connection, role: str, *, password: str, may: str) -> None:
    connection.execute(
        sql.SQL("ALTER ROLE {} {} PASSWORD {}").format(sql.Identifier(role), sql.SQL(may), sql.Literal(password))
    )


def _grant_rights(connection: psycopg.Connection) -> None:
    """Set what databases made from now on start with: test databases need it as the portal's own does."""
    rights = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT {rights} TO {web}")
    roles = {"owner": OWNER, "web": WEB, "statistics": STATISTICS, "history": HISTORY, "fenced": FENCED}
    names = {name: sql.Identifier(role) for name, role in roles.items()}
    connection.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    connection.execute(sql.SQL("GRANT {statistics} TO {owner}, {web}").format(**names))
    connection.execute(sql.SQL("GRANT {history} TO {owner}").format(**names))
    connection.execute(sql.SQL("GRANT {fenced} TO {owner}, {web} WITH INHERIT FALSE").format(**names))
    for granted in ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT, UPDATE ON SEQUENCES"):
        connection.execute(rights.format(rights=sql.SQL(granted), **names))
