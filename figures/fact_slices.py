"""Stored facts as they are read: the slices that questions need, all in two statements however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Min, Q
from django.db.models.functions import Length

from facts.models import Fact
from partners.models import HostEntity


class Tally(NamedTuple):
    """What a fact counts, or several together; what its make does not hold is None."""

    volunteers: int
    volunteer_days: int
    volunteer_month_units: int
    assignments: int | None
    known_ages: int | None
    birth_years: int | None


NOTHING = Tally(0, 0, 0, 0, 0, 0)


def together(one: Tally, other: Tally) -> Tally:
    """Two tallies of different people as one."""
    pairs = zip(one, other, strict=True)
    return Tally(*(None if None in pair else sum(pair) for pair in pairs))


@dataclass(frozen=True)
class Slice:
    """Facts of one period and dimension: of all host entities together (""), of some, or of each (None)."""

    period: str
    modality: str
    dimension: str
    hosts: tuple[str, ...] | None = ("",)
    keys: tuple[str, ...] | None = None

    def has(self, host: str, key: str) -> bool:
        """Whether a fact of its period and dimension belongs to it."""
        is_asked = host in self.hosts if self.hosts is not None else host != ""
        return is_asked and (self.keys is None or key in self.keys)


Facts = dict[tuple[str, str], Tally]
"""Tallies by host entity ('' for all) and key."""


def read_slices(slices: Iterable[Slice]) -> dict[Slice, Facts]:
    """The facts of each slice: those of named host entities in one statement, those of each in another."""
    found: dict[Slice, Facts] = {each: {} for each in slices}
    by_place: dict[tuple, list[Slice]] = {}
    for each in found:
        by_place.setdefault((each.period, each.modality, each.dimension), []).append(each)
    for is_of_each_host in (False, True):
        wanted = [each for each in found if (each.hosts is None) is is_of_each_host]
        for period, modality, dimension, host, key, *numbers in rows_of(wanted) if wanted else []:
            tally = Tally._make(numbers)
            for each in by_place[period, modality, dimension]:
                if (each.hosts is None) is is_of_each_host and each.has(host, key):
                    found[each][host, key] = tally
    return found


def rows_of(slices: list[Slice]):
    """Every fact of the slices, once."""
    condition = Q(pk__in=[])
    for (modality, dimension, hosts, periods), keys in conditions(slices).items():
        codes = hosts if hosts is not None else HostEntity.objects.order_by().values("code")
        one = Q(modality=modality, dimension=dimension, host_entity_code__in=codes, period__in=sorted(periods))
        condition |= one if keys is None else one & Q(key__in=sorted(keys))
    place = ("period", "modality", "dimension", "host_entity_code", "key")
    return Fact.objects.filter(condition).values_list(*place, *Tally._fields)


def conditions(slices: list[Slice]) -> dict[tuple, set[str] | None]:
    """The keys wanted (None: every one) by modality, dimension, host entities and periods, as few as possible."""
    keys: dict[tuple, set[str] | None] = {}
    for each in slices:
        slot = (each.period, each.modality, each.dimension, each.hosts)
        before = keys.get(slot, set())
        keys[slot] = None if before is None or each.keys is None else before | set(each.keys)
    periods: dict[tuple, set[str]] = {}
    for (period, *place), wanted in keys.items():
        periods.setdefault((*place, wanted and frozenset(wanted)), set()).add(period)
    return {(*place, frozenset(found)): wanted for (*place, wanted), found in periods.items()}


def first_years() -> dict[str, int]:
    """The first year with facts of each modality."""
    totals = Fact.objects.filter(host_entity_code="", dimension="total", key="all").alias(length=Length("period"))
    return {
        modality: int(year)
        for modality, year in totals.filter(length=4).values_list("modality").annotate(Min("period")).order_by()
    }
