"""How an app tells the importer what its spreadsheet looks like, which rules it keeps, and where rows go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from imports.cells import Cells


@dataclass(frozen=True)
class Reference:
    """A column whose key stands for a row of a table too large to be read beforehand.

    `mistaken` is said where a stored key looks like the one that is missing, as %(nearest)s.
    """

    table: str
    key: str
    missing: str
    mistaken: str


@dataclass(frozen=True)
class Many:
    """A column of several values, kept as rows of a table of their own. `child` is that table's row, `element` a value.

    `element` is SQL that gives the value of a stored row; `fields` is SQL for each column of a new row.
    """

    table: str
    owner: str
    element: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Column:
    """One column of the spreadsheet, whose cells may be empty unless it is required.

    `may_be_empty` is for one that must be there, but not in every row. `default` is SQL for a new row when the column
    is absent.
    """

    name: str
    cells: Cells
    required: bool = False
    may_be_empty: bool = False
    stored_as: str = ""
    default: str = "NULL"
    reference: Reference | None = None
    many: Many | None = None

    @property
    def is_needed(self) -> bool:
        """Whether each row has a value of it."""
        return self.required and not self.may_be_empty

    @property
    def field(self) -> str:
        """The column of the table it goes to."""
        return self.stored_as or self.name


@dataclass(frozen=True)
class Rule:
    """A rule judged after the whole file, in SQL over the staged rows (`staged`).

    The query gives `row`, `value` (what stands in the cell), the words that the message needs, and `column` where that
    is not always the same. Cells that were refused are NULL there, so that no rule speaks of them again. A doubt whose
    query gives `breach` names a rule that the row would break from now on: pages write such a row only with an
    exception from it, and so does the browser. `needs` are optional columns without which the rule does not apply,
    `unless` those with which it does not.
    """

    column: str
    query: str
    message: str | Callable[[Mapping], str]
    is_doubt: bool = False
    needs: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()

    def words(self, found: Mapping) -> str:
        """The message about a row that was found."""
        return self.message(found) if callable(self.message) else str(self.message) % found


@dataclass(frozen=True)
class Exceptions:
    """Where exceptions from rules are listed, and the right to allow them.

    The table has a row's owner, the rule (`breach`), `reason`, `allowed_by` and `allowed_date`.
    """

    table: str
    owner: str
    permission: str


@dataclass(frozen=True)
class Kind:
    """A kind of spreadsheet: rows of one table, told apart by a key.

    `title` is what its rows are called; `holds` says of each column what stands in it, `names` gives a name to the
    codes of a column, and `examples` are made-up rows: all for templates.
    """

    name: str
    table: str
    key: str
    columns: Callable[[], Sequence[Column]]
    rules: Sequence[Rule]
    lock: str
    on_insert: Mapping[str, str] = field(default_factory=dict)
    on_update: Mapping[str, str] = field(default_factory=dict)
    former_keys: Mapping[str, str] = field(default_factory=dict)
    """By column, SQL giving the keys that records bore before they were merged (`former`) and bear now (`now`)."""
    own_words: Mapping[str, str] = field(default_factory=dict)
    """By column, SQL giving the `key` of each record whose `value` stands, whatever a file says: somebody said it of
    themselves. A file that says otherwise is told so, and changes nothing of it."""
    exceptions: Exceptions | None = None
    title: str = ""
    holds: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Callable[[], Mapping[str, str]]] = field(default_factory=dict)
    examples: Sequence[Mapping[str, str]] = ()


offered: dict[str, Kind] = {}
"""The kinds that may be imported in the browser, by name."""


def offer(*kinds: Kind) -> None:
    """Let kinds be imported in the browser; an app says so in its `imports.py`, which is read at the start."""
    offered.update((kind.name, kind) for kind in kinds)
