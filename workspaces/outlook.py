"""The months of a host entity for its focal points: those that were counted, and those that are expected."""

from dataclasses import dataclass

from facts.basis import Basis
from facts.models import FactState
from figures.answer import Answer, Reader, answer_many
from figures.forecast import Expected, expected_of_entities
from figures.views.months import month_questions, month_rows
from partners.models import HostEntity


@dataclass(frozen=True)
class Outlook:
    """Volunteers by month of last year and this, and the twelve months after the cut-off."""

    entity: HostEntity
    month_rows: list[tuple[int, list]]
    expected: Expected


def outlooks(entities: list[HostEntity], *, reader: Reader) -> list[Outlook]:
    """One for each entity, all asked at once; none before anything is aggregated."""
    state = FactState.objects.current()
    if state is None:
        return []
    cutoff = state.cutoff
    months = [
        (year, month)
        for year in (cutoff.year - 1, cutoff.year)
        for month in range(1, 13)
        if (year, month) <= (cutoff.year, cutoff.month)
    ]
    asked = {
        (entity.code, *name): question
        for entity in entities
        for name, question in month_questions(months, host_entity=entity.code).items()
    }
    basis = Basis(cutoff, state.aggregated_at)
    answers = dict(zip(asked, answer_many(asked.values(), reader=reader, basis=basis), strict=True))
    expected = expected_of_entities([entity.code for entity in entities], cutoff=cutoff)
    return [Outlook(entity, month_rows(of(entity, answers), months), expected[entity.code]) for entity in entities]


def of(entity: HostEntity, answers: dict[tuple, Answer]) -> dict[tuple, Answer]:
    """The answers about one entity, by the rest of their names."""
    return {name[1:]: answer for name, answer in answers.items() if name[0] == entity.code}
