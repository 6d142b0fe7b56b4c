"""Seconds of the sweep from columns of service to facts, stage by stage, on made-up columns.

python bench/sweep.py [assignments] [shards]
"""

import resource
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from calculation.calendar import NO_DAY, OPEN_END, period_days
from calculation.columns import DatedKeys, PersonColumns, ReferenceColumns, ServiceColumns
from calculation.dimensions import CATEGORIES
from calculation.facts import Breakdown, add_facts, facts_of_months
from calculation.year_facts import facts_of_years

HOSTS, COUNTRIES, FUNDERS, INITIATIVES = 60, 250, 40, 12
FIRST_DAY, CUT_OFF = period_days("2011")[0], period_days("2020")[1]
BY_HOST = (Breakdown(by_host=True, dimensions=("total", "sex", "category", "country")),)


def made_up_service(random, *, assignments, people):
    """Assignments of 1 to 48 months, a tenth online, a tenth interrupted, a fifth in an initiative."""
    volunteer = np.sort(np.concatenate([np.arange(people), random.integers(0, people, assignments - people)]))
    start = random.integers(FIRST_DAY, CUT_OFF, assignments)
    end = start + np.minimum(random.geometric(1 / 11, assignments), 48) * 30 - 1
    is_online = random.random(assignments) < 0.1
    category = np.where(is_online, CATEGORIES.index("online"), random.integers(0, 10, assignments))
    interrupted = np.flatnonzero(random.random(assignments) < 0.1)
    interruption = random.integers(start[interrupted], end[interrupted] + 1)
    in_initiative = np.flatnonzero(random.random(assignments) < 0.2)
    columns = (
        volunteer,
        start,
        end,
        is_online,
        random.integers(0, HOSTS, assignments),
        random.integers(0, COUNTRIES, assignments),
        category,
        random.integers(0, FUNDERS, assignments),
        interrupted,
        interruption,
        interruption + random.integers(0, 40, len(interrupted)),
        in_initiative,
        random.integers(0, INITIATIVES, len(in_initiative)),
    )
    return ServiceColumns(*(column.astype(np.int32) for column in columns))


def made_up_people(random, people):
    """People born from 1950 to 1998, some on an unknown day."""
    born = random.integers(period_days("1950")[0], period_days("1998")[1], people)
    columns = (
        random.integers(0, 4, people),
        np.where(random.random(people) < 0.02, NO_DAY, born),
        random.integers(0, COUNTRIES, people),
        random.integers(0, 3, people),
    )
    return PersonColumns(*(column.astype(np.int32) for column in columns))


def made_up_reference(random):
    """Each country in one region since 1970; a few change it in the middle of 2015."""
    country = np.arange(COUNTRIES)
    begin, end = np.full(COUNTRIES, 0), np.full(COUNTRIES, OPEN_END)
    turn = period_days("2015-07")[0]
    end[:5] = turn - 1
    region = DatedKeys(
        np.concatenate([country, country[:5]]),
        np.concatenate([begin, np.full(5, turn)]),
        np.concatenate([end, np.full(5, OPEN_END)]),
        random.integers(0, 5, COUNTRIES + 5),
    )
    return ReferenceColumns(
        region, DatedKeys(country, begin, np.full(COUNTRIES, OPEN_END), random.integers(0, 2, COUNTRIES))
    )


def shards_of(service, people, count):
    """The columns cut by volunteer into about equal shards."""
    bounds = np.linspace(0, len(people.sex), count + 1).astype(int)
    for first, stop in zip(bounds[:-1], bounds[1:], strict=True):
        low, high = np.searchsorted(service.volunteer, [first, stop])
        columns = {
            name: column[low:high] for name, column in vars(service).items() if len(column) == len(service.volunteer)
        }
        for owner, names in (
            ("interruption_row", ("interruption_first", "interruption_last")),
            ("initiative_row", ("initiative",)),
        ):
            begin, end = np.searchsorted(getattr(service, owner), [low, high])
            columns |= {name: getattr(service, name)[begin:end] for name in names}
            columns[owner] = getattr(service, owner)[begin:end] - low
        columns["volunteer"] = columns["volunteer"] - first
        yield (
            ServiceColumns(**columns),
            PersonColumns(**{name: column[first:stop] for name, column in vars(people).items()}),
        )


def timed(what, task):
    """Does the task and prints its seconds."""
    began = time.perf_counter()
    result = task()
    print(f"{what:<44}{time.perf_counter() - began:8.2f} s")
    return result


def main(assignments=1_000_000, count=8):
    random = np.random.default_rng(2020)
    people = assignments * 6 // 10
    service = made_up_service(random, assignments=assignments, people=people)
    persons, reference = made_up_people(random, people), made_up_reference(random)
    shards = list(shards_of(service, persons, count))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{assignments:,} assignments, {people:,} volunteers, {count} shards")
    kinds = {
        "months of the file format": lambda *shard: [facts_of_months(*shard, cut_off=CUT_OFF)],
        "some months by host entity": lambda *shard: [facts_of_months(*shard, cut_off=CUT_OFF, breakdowns=BY_HOST)],
        "years of the file format": lambda *shard: facts_of_years(*shard, cut_off=CUT_OFF, by_host=False, pairs=False),
        "years by host entity and by pairs": lambda *shard: facts_of_years(*shard, cut_off=CUT_OFF),
    }
    for name, count_facts in kinds.items():
        counted = timed(name, lambda chosen=count_facts: [chosen(*shard, reference) for shard in shards])
        for same in zip(*counted, strict=True):
            facts = timed("  added over shards", lambda found=same: add_facts(found))
            print(f"  {len(facts):,} facts from {sum(map(len, same)):,}")
    one = next(shards_of(service, persons, people))
    timed("facts of one volunteer", lambda: [count_facts(*one, reference) for count_facts in kinds.values()])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory {peak} MB, of which the columns {before} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
