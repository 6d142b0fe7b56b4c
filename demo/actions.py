"""Loads the made-up records of the demo into an empty portal, in one transaction, with their history."""

from collections.abc import Iterable
from datetime import date

import pghistory
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assignments.models import Assignment, AssignmentInitiative, DutyStationPeriod, Interruption
from calculation.periods import last_complete_month
from demo.decisions import leave_some_open
from demo.records import DemoRecords, made_up_records
from demo.rules import write_rules
from demo.users import make_demo_users
from facts.actions.aggregation import aggregate
from facts.actions.run_rows import Context, Watch, nobody_watches
from facts.models import Fact
from partners.actions import load_partners
from partners.models import Country, FundingPartner, GroupMembership, HostEntity, HostEntityGroup, Initiative
from results.actions.frameworks import load_frameworks
from volunteers.models import OtherNationality, Volunteer

PREFIX = "DEMO-"
FIRST_DAY = date(2018, 1, 1)
STEPS = 5
MADE_UP = gettext_lazy("making up records")


class DemoRefused(ValueError):
    """Why no demo records were loaded, in words."""


def is_demo() -> bool:
    """Whether this portal holds made-up records."""
    return Volunteer.objects.filter(roster_number__startswith=PREFIX).exists()


def load_demo(today: date, *, watch: Watch = nobody_watches) -> bool:
    """Reference data, made-up records until a year after today, users and facts; False if all was there already."""
    if Volunteer.objects.exclude(roster_number__startswith=PREFIX).exists():
        raise DemoRefused(_("This portal holds other records. Demo records go into an empty portal only."))
    load_partners()
    load_frameworks()
    watch(str(MADE_UP), 1, STEPS)
    is_new = not is_demo()
    if is_new:
        with transaction.atomic(), pghistory.context(command="load_demo"):
            write_records(made_up_records(today))
            write_rules()
            leave_some_open(today)
    watch(str(MADE_UP), 3, STEPS)
    make_demo_users()
    watch(str(MADE_UP), 4, STEPS)
    if is_new or not Fact.objects.exists():
        aggregate(through=last_complete_month(today), rebuild=True, context=Context(trigger="demo", watch=watch))
    return is_new


def write_records(records: DemoRecords) -> None:
    countries, entities = ids_of(Country, "alpha3"), ids_of(HostEntity, "code")
    partners, initiatives = ids_of(FundingPartner, "code"), ids_of(Initiative, "code")
    with transaction.atomic(), pghistory.context(command="load_demo"):
        join_groups(records.group_members, entities)
        people = records.volunteers
        nationality = [countries[code] for code in people["nationality"]]
        people_ids = copy_into(Volunteer, people | {"nationality_id": nationality}, without=["nationality"])
        others = records.other_nationalities
        copy_into(
            OtherNationality,
            {
                "volunteer_id": [people_ids[row] for row in others["volunteer"]],
                "country_id": [countries[code] for code in others["country"]],
            },
        )
        rows = records.assignments
        ids = new_ids(Assignment, len(rows["assignment_number"]))
        links = {
            "id": ids,
            "volunteer_id": [people_ids[row] for row in rows["volunteer"]],
            "host_entity_id": [entities[code] for code in rows["host_entity"]],
            "country_id": [countries[code] for code in rows["country"]],
            "funding_partner_id": [code and partners[code] for code in rows["funding_partner"]],
            "previous_id": [None if row is None else ids[row] for row in rows["previous"]],
        }
        names = ["volunteer", "host_entity", "country", "funding_partner", "previous"]
        copy_into(Assignment, rows | links, without=names)
        copy_parts(records, ids, initiatives)


def join_groups(members: Iterable[tuple[str, str]], entities: dict[str, int]) -> None:
    groups = ids_of(HostEntityGroup, "code")
    for group, entity in members:
        GroupMembership.objects.get_or_create(
            group_id=groups[group], host_entity_id=entities[entity], defaults={"valid_from": FIRST_DAY}
        )


def copy_parts(records: DemoRecords, ids: list[int], initiatives: dict[str, int]) -> None:
    """Interruptions, duty stations and initiatives of the assignments."""
    for model, part in ((Interruption, records.interruptions), (DutyStationPeriod, records.duty_stations)):
        copy_into(model, part | {"assignment_id": [ids[row] for row in part["assignment"]]}, without=["assignment"])
    tags = {
        "assignment_id": [ids[row] for row in records.initiatives["assignment"]],
        "initiative_id": [initiatives[code] for code in records.initiatives["initiative"]],
    }
    copy_into(AssignmentInitiative, tags)


def ids_of(model, code: str) -> dict[str, int]:
    return dict(model.objects.values_list(code, "pk"))


def new_ids(model, count: int) -> list[int]:
    """So many fresh primary keys."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def copy_into(model, columns: dict[str, list], *, without: Iterable[str] = ()) -> list[int]:
    """Write columns into a model's table by COPY; returns the primary keys."""
    columns = {name: values for name, values in columns.items() if name not in without}
    columns.setdefault("id", new_ids(model, len(next(iter(columns.values())))))
    with connection.cursor() as cursor:
        set_history_context(cursor)
        with cursor.copy(f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN") as copy:
            for row in zip(*columns.values(), strict=True):
                copy.write_row(row)
    return columns["id"]


def set_history_context(cursor) -> None:
    """COPY passes by what attaches the context of the history: a statement before it, in the transaction, sets it."""
    cursor.execute("DELETE FROM facts_fact WHERE FALSE")
