"""The demo's arrays as tables of plain values, ready to be loaded."""

from typing import Any

import numpy as np

from demo import places
from demo.assignments import NOTHING_BEFORE, TAGS, Assignments
from demo.names import made_up_names
from demo.nationalities import NORTH, south_weights
from demo.people import LONGEST_TEXT, UNKNOWN_DAY, Flags, Numbers
from demo.roster import Roster

Columns = dict[str, list[Any]]
"""Lists of equal length by name; None where nothing is known."""

END_REASONS = {
    "resignation": 0.40,
    "recruited": 0.25,
    "health": 0.10,
    "funding_ended": 0.10,
    "security": 0.08,
    "other": 0.07,
}
SHARE_WITH_EMAIL = 0.8
SHARE_WITH_ANOTHER_NATIONALITY = 0.025


def volunteers(roster: Roster, *, seed: int) -> Columns:
    family_names, given_names = made_up_names(len(roster), seed=seed)
    numbers = [f"{number:06}" for number in range(1, len(roster) + 1)]
    reachable = _luck(len(roster), seed, 7) < SHARE_WITH_EMAIL
    emails = zip(numbers, reachable.tolist(), strict=True)
    return {
        "roster_number": [f"DEMO-{number}" for number in numbers],
        "family_name": family_names,
        "given_name": given_names,
        "sex": roster.sex.tolist(),
        "birth_date": _dates(roster.birth_day),
        "nationality": roster.nationality.tolist(),
        "has_disability": [(False, True, None)[value] for value in roster.disability.tolist()],
        "email": [f"demo-{number}@example.org" if has_email else "" for number, has_email in emails],
        "registered_date": _dates(roster.registered),
    }


def other_nationalities(roster: Roster, assignments: Assignments, *, seed: int) -> Columns:
    """A second nationality for a few: never that of a country in which they serve."""
    chosen = np.flatnonzero(_luck(len(roster), seed, 8) < SHARE_WITH_ANOTHER_NATIONALITY)
    names = np.array([*NORTH, *south_weights()], LONGEST_TEXT)
    countries = names[np.floor(_luck(len(roster), seed, 9)[chosen] * len(names)).astype(np.int64)]
    served_in = set(zip(assignments.person.tolist(), assignments.country.tolist(), strict=True))
    pairs = zip(chosen.tolist(), countries.tolist(), roster.nationality[chosen].tolist(), strict=True)
    kept = [(row, country) for row, country, own in pairs if country != own and (row, country) not in served_in]
    return {"volunteer": [row for row, _ in kept], "country": [country for _, country in kept]}


def assignments(rows: Assignments, today: int, *, seed: int) -> Columns:
    status = _statuses(rows, today)
    reasons = _end_reasons(status == "ended_early", seed)
    return {
        "assignment_number": [f"DEMO-A-{number:06}" for number in range(1, len(rows) + 1)],
        "volunteer": rows.person.tolist(),
        "host_entity": rows.entity.tolist(),
        "country": rows.country.tolist(),
        "category": rows.category.tolist(),
        "modality": np.where(rows.is_online, "online", "onsite").tolist(),
        "status": status.tolist(),
        "start_date": _dates(rows.start),
        "end_date": _dates(rows.end),
        "funding_partner": [partner or None for partner in rows.partner.tolist()],
        "previous": [None if row == NOTHING_BEFORE else row for row in rows.previous.tolist()],
        "end_reason": reasons,
    }


def _statuses(rows: Assignments, today: int) -> np.ndarray:
    ended = np.where(rows.cut_short, "ended_early", "completed")
    running = np.where(rows.start > today, "planned", "serving")
    return np.where(rows.cancelled, "cancelled", np.where(rows.end < today, ended, running))


def _end_reasons(ended_early: Flags, seed: int) -> list[str]:
    limits = np.cumsum(list(END_REASONS.values()))[:-1]
    drawn = np.array(list(END_REASONS))[np.searchsorted(limits, _luck(len(ended_early), seed, 10))]
    return np.where(ended_early, drawn, "").tolist()


def interruptions(rows: Assignments, today: int) -> Columns:
    """Only what has happened: nobody knows of interruptions to come."""
    last = rows.break_start + rows.break_days - 1
    real = np.flatnonzero((rows.break_days > 0) & (last <= today) & ~rows.cancelled)
    return {
        "assignment": real.tolist(),
        "first_date": _dates(rows.break_start[real]),
        "last_date": _dates(last[real]),
        "kind": np.where(rows.break_days[real] % 10 == 0, "suspension", "unpaid_leave").tolist(),
    }


def duty_stations(rows: Assignments, *, seed: int) -> Columns:
    stations = places.duty_stations(rows, seed=seed)
    return {
        "assignment": stations.assignment.tolist(),
        "place": stations.place,
        "first_date": _dates(stations.first),
        "last_date": _dates(stations.last),
    }


def initiatives(rows: Assignments) -> Columns:
    tagged = {code: np.flatnonzero(getattr(rows, flag)).tolist() for flag, code in TAGS.items()}
    return {
        "assignment": [row for positions in tagged.values() for row in positions],
        "initiative": [code for code, positions in tagged.items() for _ in positions],
    }


def _luck(size: int, seed: int, purpose: int) -> np.ndarray:
    """Numbers from 0 to 1 by row: more rows change none of them."""
    return np.random.default_rng([seed, purpose]).random(size)


def _dates(days: Numbers) -> list[Any]:
    known = days != UNKNOWN_DAY
    dates = np.where(known, days, 0).astype("datetime64[D]").astype(object)
    dates[~known] = None
    return dates.tolist()
