#!/usr/bin/env python
"""Django's command line. The servers that a command needs are started before it, unless the environment names some."""

import os
import sys

NEED_NO_SERVER = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "startapp",
    "stop",
    "version",
}
NEED_NO_REDIS = {"dbshell", "inspectdb", "makemigrations", "migrate", "showmigrations", "sqlmigrate"}
RUN_AS_OWNER = {"makemigrations", "migrate", "optimizemigration", "squashmigrations", "test", "testserver"}
REWRITE_HISTORY = {"erase_person"}
BEFORE_MIGRATION = RUN_AS_OWNER | {"showmigrations", "sqlmigrate", "dbshell", "inspectdb"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unvportal.settings")
    servers.leave_when_asked_to_end()
    speak_utf8()
    try:
        prepare_servers(sys.argv[1:])
        with noted(sys.argv[1:]):
            execute_from_command_line(sys.argv)
    except ServersError as error:
        sys.exit(f"{error}")
    except KeyboardInterrupt:
        sys.exit(130)


def speak_utf8() -> None:
    """Commands write UTF-8, whatever the terminal is set to."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(encoding="utf-8")


def prepare_servers(arguments: list[str]) -> None:
    """Start what the command needs, and bring a home's own database up to date before it."""
    command = arguments[0] if arguments else "help"
    if needs_no_server(command, arguments):
        return
    is_home_database = not os.environ.get("DATABASE_URL")
    servers.ensure(redis=command not in NEED_NO_REDIS)
    if is_home_database and command not in BEFORE_MIGRATION:
        servers.migrate_if_needed()
    if command in RUN_AS_OWNER | REWRITE_HISTORY and os.environ.get("DATABASE_OWNER_URL"):
        os.environ["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"]


def needs_no_server(command: str, arguments: list[str]) -> bool:
    if command.startswith("-") or {"--help", "-h", "--version"} & set(arguments):
        return True
    if command == "check" and any(argument.startswith("--database") for argument in arguments):
        return False
    return command in NEED_NO_SERVER


if __name__ == "__main__":
    try:
        from django.core.management import execute_from_command_line

        import servers
        from servers import ServersError
        from unvportal.command_history import noted
    except ImportError as error:
        sys.exit(f"{error}. Run `make setup`, and use .venv/bin/python.")
    main()
