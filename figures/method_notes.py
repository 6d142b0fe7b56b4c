"""How each measure is counted, in words that stand beside its figures and on the method page."""

from django.utils.translation import gettext_lazy as _

NOTES = {
    "volunteers": _(
        "Distinct people with at least one day of service in the period; of a day, distinct people serving on it. "
        "Somebody with several assignments is counted once."
    ),
    "volunteer_days": _(
        "Days of service in the period, summed over assignments. "
        "The first and the last day count, interruptions do not."
    ),
    "volunteer_months": _(
        "For each calendar month, days of service divided by the days of that month; a year is the sum of its months. "
        "A full month is exactly 1. Rounded only when shown."
    ),
    "assignments": _("Assignments with at least one day of service in the period."),
    "average_months": _(
        "Volunteer-months of the period divided by its volunteers: time served in the period, not length of contract."
    ),
    "average_age": _(
        "Mean of completed years on the last day of the period, over distinct people whose birth date is known."
    ),
    "host_entities": _("Distinct host entities with at least one day of service in the period. Groups do not count."),
    "countries": _("Distinct countries and territories of duty with at least one day of service in the period."),
    "nationalities": _("Distinct nationalities of the people with at least one day of service in the period."),
    "funding_partners": _("Distinct partners that fully fund an assignment with service in the period."),
    "new_host_entities": _("Host entities with service in the year and in no earlier recorded year."),
    "returning_host_entities": _("Host entities with service in the year and before, but not in the year before."),
    "new_countries": _("Countries and territories with service in the year and in no earlier recorded year."),
    "returning_countries": _(
        "Countries and territories with service in the year and before, but not in the year before."
    ),
    "roster": _("People registered on or before the last day of the period, whether they serve or not."),
}
SHARE_NOTE = _(
    "Those who are counted, divided by all people of the period except those whose value is unknown. "
    "The number of people whose value is unknown stands beside it."
)
GROWTH_NOTE = _(
    "Change in percent since the same period of the year before; for a share, in percentage points. "
    "An unfinished year compares the same months."
)
