"""The oracle's plain objects as columns for the calculation, and its facts back as a plain dictionary."""

from fractions import Fraction

import numpy as np

from calculation.calendar import NO_DAY, OPEN_END, UNIT, day_number, period_label
from calculation.columns import (
    DatedKeys,
    PersonColumns,
    ReferenceColumns,
    ServiceColumns,
    joined,
)
from calculation.dimensions import COMPARED, all_labels
from calculation.facts import OVERALL, Breakdown, add_facts, facts_of_months
from calculation.year_facts import KEY_SPAN, PAIRS, REST, facts_of_years

HOSTS = ["UNDP", "WHO", "PAHO"]
COUNTRIES = ["KEN", "SDN", "FRA", "XXA"]
FUNDERS = ["none", "DEU", "KOR"]
INITIATIVES = ["SVF", "COVID_19"]
LABELS = all_labels(host_entity=HOSTS, country=COUNTRIES, funding_partner=FUNDERS, initiative=INITIATIVES)
BY_HOST = (Breakdown(by_host=True),)


def column(numbers):
    return np.array(list(numbers), dtype=np.int32)


def codes(dimension, labels):
    return column(LABELS[dimension].index(label) for label in labels)


def service_columns(assignments):
    breaks = [(row, *pair) for row, a in enumerate(assignments) for pair in a.interruptions]
    pairs = [(row, name) for row, a in enumerate(assignments) for name in a.initiatives]
    return ServiceColumns(
        volunteer=column(a.volunteer for a in assignments),
        start_day=column(day_number(a.start) for a in assignments),
        end_day=column(day_number(a.end) for a in assignments),
        modality=codes("modality", [a.modality for a in assignments]),
        host_entity=codes("host_entity", [a.host for a in assignments]),
        country=codes("country", [a.country for a in assignments]),
        category=codes("category", [a.category for a in assignments]),
        funding_partner=codes("funding_partner", [a.funder for a in assignments]),
        interruption_row=column(row for row, _, _ in breaks),
        interruption_first=column(day_number(first) for _, first, _ in breaks),
        interruption_last=column(day_number(last) for _, _, last in breaks),
        initiative_row=column(row for row, _ in pairs),
        initiative=codes("initiative", [name for _, name in pairs]),
    )


def person_columns(volunteers):
    births = [v.birth_date for v in volunteers]
    return PersonColumns(
        sex=codes("sex", [v.sex for v in volunteers]),
        birth_day=column(day_number(birth) if birth else NO_DAY for birth in births),
        nationality=codes("nationality", [v.nationality for v in volunteers]),
        disability=codes("disability", [v.disability for v in volunteers]),
    )


def dated_keys(spells, dimension):
    return DatedKeys(
        country=codes("country", [s.country for s in spells]),
        first_day=column(day_number(s.first) for s in spells),
        last_day=column(day_number(s.last) if s.last else OPEN_END for s in spells),
        key=codes(dimension, [s.key for s in spells]),
    )


def computed_facts(volunteers, assignments, regions=(), souths=(), *, cut_off):
    """Facts of months and years, over all host entities and within each."""
    columns, last = calculated_from(volunteers, assignments, regions, souths), day_number(cut_off)
    months = facts_of_months(*columns, cut_off=last, breakdowns=OVERALL + BY_HOST)
    return joined([months, facts_of_years(*columns, cut_off=last)[0]])


def computed_pairs(volunteers, assignments, regions=(), souths=(), *, cut_off):
    """Facts of years by two dimensions."""
    columns = calculated_from(volunteers, assignments, regions, souths)
    return facts_of_years(*columns, cut_off=day_number(cut_off))[1]


def calculated_from(volunteers, assignments, regions, souths):
    return (
        service_columns(assignments),
        person_columns(volunteers),
        ReferenceColumns(dated_keys(regions, "region"), dated_keys(souths, "global_south")),
    )


def as_dictionary(facts):
    """As the oracle answers; fails where two rows share an identity."""
    period, modality, dimension, key, host, *amounts = facts.labelled(LABELS)
    identities = list(zip(period, modality, dimension, key, host, strict=True))
    assert len(identities) == len(set(identities))
    answers = [
        (int(volunteers), int(days), Fraction(int(units), UNIT))
        for volunteers, days, units, *_of_years in zip(*amounts, strict=True)
    ]
    return dict(zip(identities, answers, strict=True))


def as_year_counts(facts):
    """Assignments, known ages and the sum of these ages on 31 December, by the identity of each fact of a year."""
    counts = {}
    for period, *identity, _volunteers, _days, _units, assignments, known, born, stayed in zip(
        *facts.labelled(LABELS), strict=True
    ):
        if "-" in period:
            assert (assignments, known, born, stayed) == (0, 0, 0, 0)
        else:
            ages = int(known) * int(period[:4]) - int(born)
            told = int(stayed) if identity[1] in COMPARED else None
            counts[period, *identity] = int(assignments), int(known), ages, told
    return counts


def pairs_as_dictionary(pairs):
    """As the oracle answers: every amount by period, modality, two dimensions and their keys."""
    answers = {}
    for period, modality, place, code, _host, *amounts in zip(*(c.tolist() for c in pairs.columns()), strict=True):
        first, second = PAIRS[place]
        key, other_key = divmod(code, KEY_SPAN)
        names = ["" if k == REST else LABELS[name][k] for name, k in ((first, key), (second, other_key))]
        volunteers, days, units, assignments, known, born, stayed = amounts
        slot = period_label(period), LABELS["modality"][modality], first, names[0], second, names[1]
        assert slot not in answers
        ages = known * (period // 100) - born
        told = stayed if {first, second} <= set(COMPARED) else None
        answers[slot] = volunteers, days, Fraction(units, UNIT), assignments, known, ages, told
    return answers


def shards(volunteers, assignments, count):
    """Every count-th volunteer with all assignments, numbered anew."""
    for shard in range(count):
        chosen = range(shard, len(volunteers), count)
        place = {volunteer: row for row, volunteer in enumerate(chosen)}
        yield (
            [volunteers[v] for v in chosen],
            [replace_volunteer(a, place[a.volunteer]) for a in assignments if a.volunteer in place],
        )


def replace_volunteer(assignment, volunteer):
    return type(assignment)(**{**vars(assignment), "volunteer": volunteer})


def summed(parts):
    return as_dictionary(add_facts(parts))
