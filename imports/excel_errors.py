"""Errors that spreadsheet programs show in cells, in many languages, in capitals.

Those that end in an exclamation or a question mark are recognised by their form as well: a new one, or one of a
language that is missing there, is still an error.
"""

from pathlib import Path

EXCEL_ERRORS = frozenset((Path(__file__).parent / "data" / "excel_errors.txt").read_text(encoding="utf-8").split())

# What Google Sheets and Excel show while a value is on its way.
LOADING = frozenset({"loading...", "loading…", "#loading...", "chargement...", "chargement…", "wird geladen..."})
