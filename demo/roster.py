"""The roster: everybody who registered, most of whom have not served."""

from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from calculation.calendar import day_number
from demo import quotas_2020
from demo.nationalities import NORTH, SOUTH, south_weights
from demo.people import LONGEST_TEXT, UNKNOWN_DAY, Numbers, Texts
from demo.shares import QuotaOutOfReach

WOMEN = {2019: 58254, 2020: 75281}
WITH_DISABILITY = {2019: 3326, 2020: 4590}
PEOPLE = {2019: 112_640, 2020: 145_310}
MONTHLY_FROM_2021 = 460
FIRST_REGISTRATION = day_number(date(2005, 1, 3))
YEAR_END = {year: day_number(date(year, 12, 31)) for year in (2019, 2020)}
SHARE_OF_SOUTH = 0.87


@dataclass
class Roster:
    """Registered people: one row a person, one key a column."""

    registered: Numbers
    sex: Texts
    nationality: Texts
    birth_day: Numbers
    disability: Numbers

    def __len__(self) -> int:
        return len(self.registered)

    def until(self, day: int) -> "Roster":
        """Those registered on or before the day."""
        return self.take(np.flatnonzero(self.registered <= day))

    def take(self, rows: Numbers) -> "Roster":
        """These people in this order."""
        return Roster(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


def registered_together(*parts: Roster) -> Roster:
    """All parts, one after the other."""
    columns = {field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Roster)}
    return Roster(**columns)


def registrations_before(first_start: Numbers, *, rng: np.random.Generator) -> Numbers:
    """Days on which people registered who started on these days, a month to three years later."""
    waited = 25 + rng.gamma(1.3, 190, len(first_start)).astype(np.int64)
    return first_start - np.minimum(waited, 1100)


def roster_beside(served: Roster, *, rng: np.random.Generator) -> Roster:
    """Those on the roster at the end of 2020 who have not served: what is missing to the report's numbers."""
    parts = []
    since = FIRST_REGISTRATION
    missing_before = dict.fromkeys(("all", "women", "disability"), 0)
    for year, until in YEAR_END.items():
        missing = _missing_at(served, year, until)
        number, women, disability = (missing[key] - missing_before[key] for key in missing)
        if min(women, disability, number - women) < 0:
            raise QuotaOutOfReach(f"more people have served than the roster of {year} has")
        parts.append(_registered_between(since, until, number, women=women, disability=disability, rng=rng))
        since, missing_before = until + 1, missing
    return registered_together(*parts)


def _missing_at(served: Roster, year: int, until: int) -> dict[str, int]:
    there = served.registered <= until
    return {
        "all": PEOPLE[year] - int(there.sum()),
        "women": WOMEN[year] - int((there & (served.sex == "female")).sum()),
        "disability": WITH_DISABILITY[year] - int((there & (served.disability == 1)).sum()),
    }


def _registered_between(since: int, until: int, number: int, *, women: int, disability: int, rng) -> Roster:
    sex = np.full(number, "male", LONGEST_TEXT)
    sex[:women] = "female"
    sex[women : women + number // 400] = ""
    sex[women + number // 400 : women + number // 300] = "other"
    disabilities = np.where(rng.random(number) < 0.11, -1, 0)
    disabilities[rng.choice(number, disability, replace=False)] = 1
    return _people(np.sort(_days_between(since, until, number, rng=rng)), rng.permutation(sex), disabilities, rng=rng)


def _days_between(since: int, until: int, number: int, *, rng) -> Numbers:
    """More and more people register as time goes on."""
    return since + np.floor((until + 1 - since) * rng.random(number) ** 0.55).astype(np.int64)


def registered_in_month(month: np.datetime64, *, rng: np.random.Generator) -> Roster:
    """The newcomers of one month after 2020."""
    first, after = (int(day.astype("datetime64[D]").astype(np.int64)) for day in (month, month + 1))
    number = MONTHLY_FROM_2021 + int(rng.integers(-60, 60))
    sex = rng.choice(["female", "male", "other", ""], number, p=[0.53, 0.465, 0.002, 0.003]).astype(LONGEST_TEXT)
    disabilities = rng.choice([-1, 0, 1], number, p=[0.1, 0.88, 0.02])
    return _people(np.sort(rng.integers(first, after, number)), sex, disabilities, rng=rng)


def _people(registered: Numbers, sex: Texts, disability: Numbers, *, rng) -> Roster:
    number = len(registered)
    at_registration = np.clip(21 + rng.gamma(1.9, 4.6, number), 19, 66)
    born = registered - np.floor(at_registration * 365.25).astype(np.int64)
    born[rng.random(number) < 0.006] = UNKNOWN_DAY
    return Roster(registered, sex, _nationalities(number, rng=rng), born, disability)


def _nationalities(number: int, *, rng) -> Texts:
    weights = {country: _roster_weight(country) for country in south_weights()}
    south_total, north_total = sum(weights.values()), sum(NORTH.values())
    chances = {country: SHARE_OF_SOUTH * weight / south_total for country, weight in weights.items()}
    chances |= {country: (1 - SHARE_OF_SOUTH) * weight / north_total for country, weight in NORTH.items()}
    chosen = rng.choice(len(chances), number, p=np.array(list(chances.values())) / sum(chances.values()))
    nationalities = np.array(list(chances), LONGEST_TEXT)[chosen]
    nationalities[rng.random(number) < 0.0002] = "XXA"
    return nationalities


def _roster_weight(country: str) -> float:
    """Between how often a country's people serve abroad and how large the programme there is."""
    sizes = next((sizes for sizes in quotas_2020.COUNTRY_SIZES.values() if country in sizes), {})
    return 0.5 * SOUTH.get(country, 0.5) + 0.5 * sizes.get(country, 0.3)
