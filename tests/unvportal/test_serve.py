import io
import socket

import pytest
from django.core.management.base import CommandError

from servers.home import Home
from servers.remains import LOCK, Note
from unvportal.management.commands import serve


@pytest.fixture
def command():
    return serve.Command(stdout=io.StringIO(), stderr=io.StringIO(), no_color=True)


@pytest.fixture
def called(monkeypatch):
    """The commands that the set-up calls, noted instead of run."""
    names = []
    monkeypatch.setattr(serve, "call_command", lambda name, **options: names.append(name))
    monkeypatch.setattr(serve.servers, "are_embedded", lambda: True)
    return names


def test_a_taken_port_is_said_and_the_next_free_one_used(command, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with command.open_door() as door:
            assert door.getsockname()[1] > port
    assert f"Port {port} is taken." in command.stderr.getvalue()


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1", "²"])
def test_refuses_a_port_that_is_none(command, monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(CommandError, match="PORT must be a number from 1 to 65535"):
        command.open_door()


def test_a_second_portal_in_the_same_home_is_refused_with_the_address_of_the_first(command, tmp_path):
    home = Home(tmp_path)
    Note(pid=1, address="http://127.0.0.1:8123/").write(home)
    refusal = pytest.raises(CommandError, match="already runs at http://127.0.0.1:8123/")
    with home.locked(LOCK), home.open_lock(LOCK) as second, refusal:
        command.refuse_a_second(home, second)


@pytest.mark.django_db
def test_loads_the_demo_records_on_first_start(command, called, monkeypatch):
    monkeypatch.delenv("UNVPORTAL_DEMO", raising=False)
    command.set_up()
    assert called == ["load_demo", "collectstatic"]


@pytest.mark.django_db
def test_loads_reference_data_only_where_no_demo_is_wanted(command, called, monkeypatch):
    monkeypatch.setenv("UNVPORTAL_DEMO", "0")
    command.set_up()
    assert called == ["load_reference", "collectstatic"]


@pytest.mark.django_db
def test_migrates_a_database_that_the_environment_names(command, called, monkeypatch):
    monkeypatch.setattr(serve.servers, "are_embedded", lambda: False)
    monkeypatch.setattr(serve.servers, "migrate", lambda: called.append("migrate"))
    command.set_up()
    assert called[0] == "migrate"
