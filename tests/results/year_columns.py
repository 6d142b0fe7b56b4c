"""Fills what facts of years hold besides volunteers, days and months. To be dropped once the aggregation does it."""

from collections import defaultdict
from datetime import date

from results.models import Fact, FactState
from results.statistics.question import Question
from tests.results.question_oracle import Oracle


def fill_year_columns() -> None:
    """Assignments, people of known age and their years of birth, counted day by day for every fact of a year."""
    oracle, cutoff = Oracle(), FactState.objects.get().cutoff
    facts = {
        (fact.period, fact.modality, fact.host_entity_code, fact.dimension, fact.key): fact
        for fact in Fact.objects.exclude(period__contains="-")
    }
    behind = defaultdict(list)
    for period, modality in {place[:2] for place in facts}:
        last = date(int(period), 12, 31)
        asked = Question.ask("volunteers", last.year, modality=modality)
        for assignment, _days, keys in oracle.served(asked, date(last.year, 1, 1), min(last, cutoff), last):
            for dimension, found in {**keys, "total": ["all"]}.items():
                for key in found:
                    for host in ("", assignment.host_entity.code):
                        behind[period, modality, host, dimension, key].append(assignment)
    for place, fact in facts.items():
        born = {row.volunteer_id: row.volunteer.birth_date for row in behind[place] if row.volunteer.birth_date}
        fact.assignments, fact.known_ages = len(behind[place]), len(born)
        fact.birth_years = sum(day.year for day in born.values())
    Fact.objects.bulk_update(facts.values(), ["assignments", "known_ages", "birth_years"])
