"""A portal as the scripts of others use it: its commands in processes of their own, on a home of its own."""

import json
import subprocess
import sys
from contextlib import contextmanager
from typing import NamedTuple

from tests.unvportal.homes import PROJECT, environment, open_home

LONGEST = 300
INSIDE = """
import contextlib, io, json, os, sys, traceback
from django.core.management import execute_from_command_line

answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

def run(words):
    out, err, status = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            execute_from_command_line(["manage.py", *words])
        except SystemExit as end:
            status = end.code or 0
        except Exception:
            status = traceback.format_exc()
    return [status, out.getvalue(), err.getvalue()]

for line in sys.stdin:
    asked = json.loads(line)
    if isinstance(asked, list):
        answer = [run(words) for words in asked]
    else:
        names = {}
        try:
            exec(asked, names)
            answer = names["found"]
        except Exception:
            answer = {"error": traceback.format_exc()}
    print(json.dumps(answer), file=answers, flush=True)
"""


class Done(NamedTuple):
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str


class Portal:
    """One home and its commands; a process that stays inside keeps its servers up."""

    def __init__(self, home, inside: subprocess.Popen):
        self.home = home
        self.inside = inside

    def run(self, *arguments, stdin: bytes = b"", **variables) -> Done:
        """`python manage.py ...` in a process of its own."""
        done = subprocess.run(
            command_line(*arguments),
            cwd=PROJECT,
            env=environment(self.home) | variables,
            input=stdin,
            capture_output=True,
            timeout=LONGEST,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def run_all(self, *lines: str) -> list[Done]:
        """Many command lines, one after the other in the process that stays: the same without starting each."""
        return [Done(*done) for done in self.ask([line.split() for line in lines])]

    def look(self, code: str):
        """What Python code inside the portal calls `found`."""
        found = self.ask(code)
        assert not (isinstance(found, dict) and "error" in found), found["error"]
        return found

    def ask(self, asked):
        self.inside.stdin.write(json.dumps(asked) + "\n")
        self.inside.stdin.flush()
        return json.loads(self.inside.stdout.readline())


def command_line(*arguments) -> list[str]:
    return [sys.executable, "manage.py", *map(str, arguments)]


@contextmanager
def open_portal(name: str):
    """A portal in a home of its own."""
    with open_home(name) as home, staying_in(home) as inside:
        yield Portal(home, inside)


@contextmanager
def staying_in(home):
    """A process inside the portal that answers until its standard input ends."""
    words = command_line("shell", "--no-imports", "-c", INSIDE)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    with subprocess.Popen(words, cwd=PROJECT, env=environment(home), **pipes) as inside:
        yield inside
