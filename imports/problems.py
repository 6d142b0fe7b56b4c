"""What is wrong or odd in a file: where, what stands there, and what was expected."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

MOST_SHOWN = 1_000
LONGEST_VALUE = 80
KEPT_IN_MEMORY = 5_000


@dataclass(frozen=True)
class Problem:
    """One error, or one doubt, of a file. Row 1 is the header, 0 the file; without a column the whole row is meant.

    A doubt may name a rule (`breach`) that the row would break, and from which there may be an exception.
    """

    row: int
    message: str
    column: str = ""
    value: str | None = None
    is_doubt: bool = False
    breach: str = ""

    def line(self, file: str) -> str:
        """The problem as one line for a terminal."""
        place = _("row %(row)s") % {"row": self.row} if self.row else _("the file")
        if self.column:
            place += _(", column %(column)s") % {"column": cut(self.column)}
        if self.value is not None:
            place += _(", value %(value)s") % {"value": shown(self.value)}
        doubt = [_("doubt")] if self.is_doubt else []
        return ": ".join([file, str(place), *doubt, one_line(self.message)])


def one_line(text: str) -> str:
    """Text without anything that would break a line or drive a terminal."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def cut(text: str) -> str:
    """Text of the file as a message names it: on one line, and not longer than a line."""
    return one_line(text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…")


def shown(value: str) -> str:
    """A cell's value in quotation marks, shortened."""
    return f'"{cut(value)}"'


class FileRefused(Exception):
    """The file as a whole cannot be taken; nothing was written."""

    def __init__(self, *problems: Problem):
        self.problems = problems
        super().__init__("; ".join(problem.message for problem in problems))


class Problems:
    """All problems of a file, kept in a temporary table so that a million of them need no memory."""

    def __init__(self, columns: Iterable[str], *, table: str = "import_problems"):
        self.table = table
        self.errors = 0
        self.doubts = 0
        self._positions = {name: position for position, name in enumerate(columns)}
        self._waiting: list[Problem] = []
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")
            cursor.execute(
                f"""CREATE TEMPORARY TABLE {table}
                   (row integer, position integer, is_doubt boolean, "column" text, value text, message text,
                    breach text) ON COMMIT DROP"""
            )

    def add(self, problem: Problem) -> None:
        self.errors += not problem.is_doubt
        self.doubts += problem.is_doubt
        self._waiting.append(problem)
        if len(self._waiting) >= KEPT_IN_MEMORY:
            self._store()

    def first(self, *, doubts: bool = False, most: int | None = MOST_SHOWN) -> list[Problem]:
        """The first errors, or doubts, in the order of the file."""
        return list(self._stored("is_doubt = %s", [doubts], limit=most))

    def errors_by_row(self) -> Iterator[Problem]:
        """All errors in the order of the file, a portion at a time."""
        return self._stored("NOT is_doubt", [])

    def all_by_row(self) -> Iterator[Problem]:
        """Errors and doubts in the order of the file, a portion at a time."""
        return self._stored("true", [])

    def breaches(self) -> Iterator[Problem]:
        """The rules that rows would break, in the order of the file, a portion at a time."""
        return self._stored("breach <> ''", [])

    def anew(self, *, table: str) -> "Problems":
        """An empty list of the problems of the same columns, in another table."""
        return Problems(self._positions, table=table)

    def add_to(self, column: str, *, value_like: str, sentence: str) -> None:
        """Let the errors of a column whose value looks so say one thing more."""
        self._store()
        with connection.cursor() as cursor:
            cursor.execute(
                f"""UPDATE {self.table} SET message = message || '; ' || %s
                   WHERE "column" = %s AND NOT is_doubt AND value ~ %s""",
                [sentence, column, value_like],
            )

    def _store(self) -> None:
        with connection.cursor() as cursor, cursor.copy(f"COPY {self.table} FROM STDIN") as copy:
            for problem in self._waiting:
                position = self._positions.get(problem.column, -1)
                copy.write_row(
                    (
                        problem.row,
                        position,
                        problem.is_doubt,
                        problem.column,
                        problem.value and problem.value.replace("\0", "\ufffd"),
                        problem.message.replace("\0", "\ufffd"),
                        problem.breach,
                    )
                )
        self._waiting.clear()

    def _stored(self, condition: str, parameters: list, *, limit: int | None = None) -> Iterator[Problem]:
        self._store()
        with connection.chunked_cursor() as cursor:
            cursor.execute(
                f"""SELECT row, message, "column", value, is_doubt, breach FROM {self.table} WHERE {condition}
                    ORDER BY row, position, message LIMIT {"ALL" if limit is None else int(limit)}""",
                parameters,
            )
            while portion := cursor.fetchmany(KEPT_IN_MEMORY):
                for found in portion:
                    yield Problem(*found)
