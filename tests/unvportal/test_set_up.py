"""Which Python the set-up takes, tried with a path of our own making."""

import os
import shutil
import subprocess
import sys

import pytest

from servers import PROJECT

FAILING_SHIM = "echo 'no such version' >&2; exit 127"
WORKING = f'exec "{sys.executable}" "$@"'
TOO_OLD = 'case "$2" in *version_info\\[*|*%d.%d*) echo 3.9 ;; *) exit 1 ;; esac'
WITHOUT_VENV = f'case "$2" in *ensurepip*) exit 1 ;; esac; {WORKING}'


@pytest.fixture
def find_python(tmp_path):
    def find(**programs):
        for name, body in programs.items():
            program = tmp_path / name.replace("_", ".")
            program.write_text(f"#!{shutil.which('sh')}\n{body}\n")
            program.chmod(0o755)
        return subprocess.run(
            [shutil.which("sh"), PROJECT / "deploy" / "find-python.sh"],
            env=os.environ | {"PATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    return find


def test_takes_the_first_python_that_runs_past_a_shim_that_fails(find_python, tmp_path):
    found = find_python(python3=FAILING_SHIM, python3_13=WORKING, python3_11=WORKING)
    assert found.stdout.strip() == str(tmp_path / "python3.13")


def test_passes_over_a_python_that_is_too_old(find_python, tmp_path):
    found = find_python(python3=TOO_OLD, python3_12=WORKING)
    assert found.stdout.strip() == str(tmp_path / "python3.12")


def test_says_what_to_install_where_there_is_no_python(find_python):
    refused = find_python(python3=FAILING_SHIM)
    assert refused.returncode == 1
    assert "needs Python 3.11 or later" in refused.stderr


def test_says_which_python_is_too_old(find_python):
    assert "python3 is 3.9" in find_python(python3=TOO_OLD).stderr


def test_says_what_to_install_where_venv_is_missing(find_python):
    refused = find_python(python3=WITHOUT_VENV)
    assert refused.returncode == 1
    assert f"python{sys.version_info.major}.{sys.version_info.minor}-venv" in refused.stderr
