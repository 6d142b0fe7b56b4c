"""What is stored, and what should be: the records counted day by day by the oracle."""

from datetime import date
from fractions import Fraction

from assignments.models import Assignment
from calculation.calendar import UNIT
from facts.models import Fact, Forecast, PairFact
from partners.models import GlobalSouthMembership, RegionMembership
from tests.calculation import oracle
from volunteers.models import Volunteer

ONLY_TOTALS_BY_HOST = "-"
"""Facts of months by host entity hold the totals only."""


def stored_facts() -> dict:
    """{(period, modality, dimension, key, host): (volunteers, days, months)}."""
    names = ("period", "modality", "dimension", "key", "host_entity_code")
    amounts = ("volunteers", "volunteer_days", "volunteer_month_units")
    return {
        tuple(row[:5]): (row[5], row[6], Fraction(row[7], UNIT)) for row in Fact.objects.values_list(*names, *amounts)
    }


def stored_year_counts() -> dict:
    """{identity of a year's fact: (assignments, known ages, their sum on 31 December, who stayed)}."""
    names = ("period", "modality", "dimension", "key", "host_entity_code")
    amounts = ("assignments", "known_ages", "birth_years", "stayed")
    rows = Fact.objects.exclude(period__contains="-").values_list(*names, *amounts)
    return {tuple(row[:5]): (row[5], row[6], row[6] * int(row[0][:4]) - row[7], row[8]) for row in rows}


def stored_pairs() -> dict:
    """{(period, modality, dimension, key, other dimension, other key): every amount}."""
    names = ("period", "modality", "dimension", "key", "other_dimension", "other_key")
    amounts = ("volunteers", "volunteer_days", "volunteer_month_units")
    of_years = ("assignments", "known_ages", "birth_years", "stayed")
    return {
        tuple(row[:6]): (
            *row[6:8],
            Fraction(row[8], UNIT),
            *row[9:11],
            row[10] * int(row[0][:4]) - row[11],
            row[12],
        )
        for row in PairFact.objects.values_list(*names, *amounts, *of_years)
    }


def stored_forecast() -> dict:
    """{(month, modality, host): (volunteers, days, months)}."""
    rows = Forecast.objects.values_list(
        "period", "modality", "host_entity_code", "volunteers", "volunteer_days", "volunteer_month_units"
    )
    return {row[:3]: (row[3], row[4], Fraction(row[5], UNIT)) for row in rows}


def facts_by_oracle(cutoff: date) -> dict:
    counted = oracle.oracle_facts(*records(counting()), cut_off=cutoff)
    return {fact: amounts for fact, amounts in counted.items() if is_stored(fact)}


def year_counts_by_oracle(cutoff: date) -> dict:
    return oracle.oracle_year_counts(*records(counting()), cut_off=cutoff)


def pairs_by_oracle(cutoff: date) -> dict:
    return oracle.oracle_pairs(*records(counting()), cut_off=cutoff)


def forecast_by_oracle(cutoff: date) -> dict:
    """Whoever is not cancelled, on days after the cut-off up to a year."""
    horizon = oracle.months_later(cutoff, 12)
    people, service, *spells = records(Assignment.objects.exclude(status="cancelled"))
    after = [oracle.starting_after(a, cutoff) for a in service if a.end > cutoff]
    counted = oracle.oracle_facts(people, after, *spells, cut_off=horizon)
    return {
        (period, modality, host): amounts
        for (period, modality, dimension, _key, host), amounts in counted.items()
        if dimension == "total" and "-" in period
    }


def is_stored(fact: tuple) -> bool:
    period, _modality, dimension, _key, host = fact
    return not host or ONLY_TOTALS_BY_HOST not in period or dimension == "total"


def counting():
    return Assignment.objects.filter(status__in=["completed", "ended_early"]) | Assignment.objects.filter(
        status="serving", modality="onsite"
    )


def records(assignments) -> tuple:
    """The oracle's plain objects of what the database holds."""
    volunteers = {person.pk: place for place, person in enumerate(Volunteer.objects.order_by("pk"))}
    people = [
        oracle.Volunteer(
            sex=person.sex or "unknown",
            birth_date=person.birth_date,
            nationality=person.nationality.alpha3,
            disability={True: "yes", False: "no", None: "unknown"}[person.has_disability],
        )
        for person in Volunteer.objects.order_by("pk").select_related("nationality")
    ]
    service = [
        oracle.Assignment(
            volunteer=volunteers[row.volunteer_id],
            start=row.start_date,
            end=row.end_date,
            modality=row.modality,
            host=row.host_entity.code,
            country=row.country.alpha3,
            category=row.category,
            funder=row.funding_partner.code if row.funding_partner else "none",
            initiatives=tuple(tag.initiative.code for tag in row.initiative_rows.select_related("initiative")),
            interruptions=tuple((gap.first_date, gap.last_date) for gap in row.interruptions.all()),
        )
        for row in assignments.select_related("host_entity", "country", "funding_partner")
    ]
    regions = [
        oracle.Spell(row.country.alpha3, row.valid_from, row.valid_to, row.region)
        for row in RegionMembership.objects.select_related("country")
    ]
    souths = [
        oracle.Spell(row.country.alpha3, row.valid_from, row.valid_to, "yes" if row.is_global_south else "no")
        for row in GlobalSouthMembership.objects.select_related("country")
    ]
    return people, service, regions, souths


def differences(cutoff: date) -> dict:
    """Everything stored that is not what the oracle counts, and the reverse; empty if all is right."""
    pairs = {
        "facts": (stored_facts(), facts_by_oracle(cutoff)),
        "counts of years": (stored_year_counts(), year_counts_by_oracle(cutoff)),
        "facts of two dimensions": (stored_pairs(), pairs_by_oracle(cutoff)),
        "forecast": (stored_forecast(), forecast_by_oracle(cutoff)),
    }
    return {
        name: {
            key: (stored.get(key), right.get(key))
            for key in stored.keys() | right.keys()
            if stored.get(key) != right.get(key)
        }
        for name, (stored, right) in pairs.items()
        if stored != right
    }
