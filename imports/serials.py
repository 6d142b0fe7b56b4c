"""Days that a workbook keeps as numbers: so many days after the end of 1899, or of 1903."""

from datetime import date, datetime, time, timedelta

LAST_SERIAL = 2_958_466
NO_DAY_OF_1900 = 60
FROM_1900, FROM_1904 = date(1899, 12, 30), date(1904, 1, 1)
SECONDS_OF_A_DAY = 86_400


def day_or_moment(serial: float, *, is_from_1904: bool) -> date | datetime | time | None:
    """The day, the moment, or (before the first day) the time of day, or nothing where there is none."""
    if not 0 <= serial < LAST_SERIAL:
        return None
    days, seconds = divmod(round(serial * SECONDS_OF_A_DAY), SECONDS_OF_A_DAY)
    if not days and not is_from_1904:
        return (datetime.min + timedelta(seconds=seconds)).time() if seconds else None
    day = day_of_serial(days, is_from_1904=is_from_1904)
    if day is None or not seconds:
        return day
    return datetime.combine(day, time()) + timedelta(seconds=seconds)


def day_of_serial(days: int, *, is_from_1904: bool) -> date | None:
    """Excel counts a 29 February 1900, which never was: days before it lie one further."""
    first = FROM_1904 if is_from_1904 else FROM_1900
    if days > (date.max - first).days or (days == NO_DAY_OF_1900 and not is_from_1904):
        return None
    return first + timedelta(days + (days < NO_DAY_OF_1900 and not is_from_1904))
