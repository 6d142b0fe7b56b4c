import pytest

import manage


@pytest.mark.parametrize(
    "line",
    [
        "--help",
        "--version",
        "help",
        "migrate --help",
        "stop",
        "makemessages --all",
        "collectstatic --no-input",
        "check",
    ],
)
def test_starts_no_server_for_a_command_that_needs_none(line):
    assert manage.needs_no_server(line.split()[0], line.split())


@pytest.mark.parametrize("line", ["serve", "migrate", "shell", "check --database default", "statistic volunteers"])
def test_starts_servers_for_every_other_command(line):
    assert not manage.needs_no_server(line.split()[0], line.split())
