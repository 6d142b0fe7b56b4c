"""The codes and countries that the demo draws on, read from the reference data."""

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "partners" / "data"
REGIONS = ("africa", "arab_states", "asia_pacific", "europe_cis", "latin_america_caribbean", "none")


@cache
def region_of() -> dict[str, str]:
    """Region by country."""
    return {row["alpha3"]: row["region"] for row in _rows("countries.csv")}


@cache
def is_global_south() -> dict[str, bool | None]:
    """Whether a country belongs to the global South; None for stateless people."""
    return {row["alpha3"]: _south(row) for row in _rows("countries.csv")}


def _south(row: dict[str, str]) -> bool | None:
    return None if row["alpha3"] == "XXA" else row["global_south"] == "yes"


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
