"""An import that is killed half-way leaves nothing behind, and the next one goes on as if it had never been."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from imports.models import ImportBatch
from tests import cast
from tests.imports.spreadsheets import csv_file, import_file, rows_of
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db(transaction=True)

SLOW_AFTER_THE_ROWS = """
import os, sys, time
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "unvportal.settings"
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from pathlib import Path
import imports.actions.importing
from imports.reading import Source
from volunteers.imports import VOLUNTEERS
written = imports.actions.importing.write
def write_and_wait(*args):
    written(*args)
    print("written", flush=True)
    time.sleep(60)
imports.actions.importing.write = write_and_wait
imports.actions.importing.run_import(VOLUNTEERS, Source(Path(sys.argv[2]), "rows.csv"))
"""


def test_a_killed_import_leaves_nothing_and_blocks_nobody(tmp_path):
    cast.country("FRA")
    path = csv_file(tmp_path, rows_of("volunteers", *({"roster_number": f"R{number}"} for number in range(2_000))))
    run = subprocess.Popen(
        [sys.executable, "-c", SLOW_AFTER_THE_ROWS, connection.settings_dict["NAME"], str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.getcwd()},
    )
    try:
        assert run.stdout.readline() == "written\n"
    finally:
        run.send_signal(signal.SIGKILL)
        run.wait()
    assert not Volunteer.objects.exists()
    assert not ImportBatch.objects.exists()
    started = time.monotonic()
    assert import_file("volunteers", path).counts.new == 2_000
    assert time.monotonic() - started < 20
