"""What a check is: a question in SQL over all records of a kind, how bad its answer is, and what it means in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst

from volunteers.doubts import Doubt
from workspaces.choices import Severity

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MAY_ACCEPT, MAY_EXCEPT = "workspaces.add_acceptance", "assignments.add_ruleexception"


@dataclass(frozen=True)
class Check:
    """One of the nightly checks.

    The query gives `row`, the number of the record, and the values that the sentence needs; `relies_on` are columns of
    the record beyond these that an acceptance holds for. `permission` is what somebody needs to accept a finding.
    """

    kind: str
    severity: Severity
    subject: str
    label: str
    explanation: str
    sentence: str
    query: str
    relies_on: tuple[str, ...] = ()
    permission: str = MAY_ACCEPT

    def words(self, values: Mapping) -> str:
        """What was found of one record, in the reader's language."""
        return capfirst(str(self.sentence) % {name: shown(value) for name, value in values.items()}) + "."


def of_doubt(doubt: Doubt, *, rows: str, sentence: str = "", **options) -> Check:
    """The check that asks of all stored records what an import asks of a file."""
    return Check(query=doubt.query.format(rows=rows), sentence=sentence or doubt.message, **options)


def shown(value):
    """A value that was kept as JSON, as people read it."""
    if isinstance(value, str) and DAY.fullmatch(value):
        return date_format(date.fromisoformat(value))
    return "" if value is None else value
