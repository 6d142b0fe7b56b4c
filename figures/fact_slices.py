"""Stored facts as they are read: the slices that questions need, in three statements however many there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, CharField, Min, Q, Value, When

from facts.models import Fact, PairFact
from facts.packed import packed_rows
from figures.fact_columns import FactColumns, Keys, Tally
from partners.models import HostEntity


@dataclass(frozen=True)
class Slice:
    """Facts of one period under the keys of no dimension, of one, or of two in alphabetical order."""

    period: str
    modality: str
    dimensions: Keys = ()
    wanted: tuple[Keys | None, ...] = ()
    """The keys of each dimension, or None for any."""

    @cached_property
    def is_whole(self) -> bool:
        """Whether it has every key."""
        return all(wanted is None for wanted in self.wanted)

    @property
    def place(self) -> tuple:
        return self.period, self.modality, self.dimensions

    @property
    def is_of_each_host(self) -> bool:
        """Whether it needs facts within every host entity."""
        return self.has_hosts and self.wanted[self.dimensions.index("host_entity")] is None

    @property
    def has_hosts(self) -> bool:
        """Whether its facts stand within host entities."""
        return len(self.dimensions) == 2 and "host_entity" in self.dimensions

    @property
    def is_of_pairs(self) -> bool:
        """Whether its facts are those of two dimensions."""
        return len(self.dimensions) == 2 and not self.has_hosts

    def condition(self) -> Q:
        """Which rows hold it, of any period."""
        found = Q(modality=self.modality)
        if self.is_of_pairs:
            found &= Q(dimension=self.dimensions[0], other_dimension=self.dimensions[1])
            columns = ("key", "other_key")
        else:
            others = [name for name in self.dimensions if name != "host_entity" or not self.has_hosts]
            found &= Q(dimension=others[0] if others else "total")
            columns = ["host_entity_code" if name not in others else "key" for name in self.dimensions]
            if not self.has_hosts:
                found &= Q(host_entity_code="")
        for column, wanted in zip(columns, self.wanted, strict=True):
            if wanted is not None:
                found &= Q(**{f"{column}__in": sorted(wanted)})
            elif column == "host_entity_code":
                found &= Q(host_entity_code__in=HostEntity.objects.order_by().values("code"))
        return found


def read_slices(slices: Iterable[Slice]) -> dict[Slice, FactColumns]:
    """The facts of each slice: of pairs, within each host entity, and all others in a statement each."""
    found = {each: FactColumns.none(len(each.dimensions)) for each in slices}
    kinds: dict[tuple[bool, bool], list[Slice]] = {}
    for each in found:
        kinds.setdefault((each.is_of_pairs, each.is_of_each_host), []).append(each)
    for (is_of_pairs, _each_host), wanted in kinds.items():
        by_place: dict[tuple, list[Slice]] = {}
        for each in wanted:
            by_place.setdefault(each.place, []).append(each)
        for place, facts in pair_facts(wanted) if is_of_pairs else single_facts(wanted):
            for each in by_place.get(place, ()):
                found[each] = facts if each.is_whole else facts.among(each.wanted)
    return found


def single_facts(slices: list[Slice]) -> Iterator[tuple[tuple, FactColumns]]:
    """Place and facts of one dimension, over all host entities or within some."""
    within = Case(When(host_entity_code="", then=Value("")), default=Value("host_entity"), output_field=CharField())
    rows = rows_of(Fact, slices).annotate(within=within)
    columns = {"texts": ("key", "host_entity_code"), "numbers": Tally._fields}
    for (period, modality, dimension, host), (keys, hosts), numbers in packed_rows(
        rows, ("period", "modality", "dimension", "within"), **columns
    ):
        named = {} if dimension == "total" else {dimension: keys}
        named |= {host: hosts} if host else {}
        dimensions = tuple(sorted(named))
        yield (period, modality, dimensions), FactColumns([named[name] for name in dimensions], numbers)


def pair_facts(slices: list[Slice]) -> Iterator[tuple[tuple, FactColumns]]:
    """Place and facts of two dimensions."""
    place = ("period", "modality", "dimension", "other_dimension")
    columns = {"texts": ("key", "other_key"), "numbers": Tally._fields}
    for (period, modality, *dimensions), keys, numbers in packed_rows(rows_of(PairFact, slices), place, **columns):
        yield (period, modality, tuple(dimensions)), FactColumns(keys, numbers)


def rows_of(model, slices: list[Slice]):
    """Every row that holds a fact of the slices."""
    condition = Q(pk__in=[])
    for each in conditions(slices):
        condition |= each
    return model.objects.filter(condition)


def conditions(slices: list[Slice]) -> list[Q]:
    """As few as possible: slices that differ in their periods, or in the keys of their last dimension, are one."""
    keys: dict[tuple, Keys | None] = {}
    for each in slices:
        slot = (each.period, each.modality, each.dimensions, each.wanted[:-1])
        last = each.wanted[-1] if each.wanted else ()
        before = keys.get(slot, ())
        keys[slot] = None if before is None or last is None else tuple(sorted({*before, *last}))
    periods: dict[tuple, set[str]] = {}
    for (period, modality, dimensions, first), last in keys.items():
        wanted = (*first, last) if dimensions else ()
        periods.setdefault((modality, dimensions, wanted), set()).add(period)
    return [Slice("", *place).condition() & Q(period__in=sorted(codes)) for place, codes in periods.items()]


def first_years() -> dict[str, int]:
    """The first year with facts of each modality."""
    totals = Fact.objects.of_whole_years().filter(host_entity_code="", dimension="total", key="all")
    return {modality: int(year) for modality, year in totals.values_list("modality").annotate(Min("period")).order_by()}
