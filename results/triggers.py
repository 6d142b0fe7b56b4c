"""What belongs together in a framework, kept by the database under a constraint's name."""

import pgtrigger
from django.utils.translation import gettext_noop as _

from volunteers.triggers import refuse_if, statement_trigger

ROWS_OF_YEARS = """
    SELECT indicator_id, year AS first, year AS last FROM results_result
    UNION ALL SELECT indicator_id, year, year FROM results_milestoneversion
    UNION ALL SELECT indicator_id, first_year, COALESCE(last_year, first_year) FROM results_indicatordefinition
"""
LOCK_FRAMEWORKS = """
    PERFORM 1 FROM results_framework f WHERE f.id IN (
        SELECT o.framework_id FROM results_outcome o JOIN new_values n ON n.outcome_id = o.id
    ) ORDER BY f.id FOR NO KEY UPDATE;
"""
"""Who adds a code waits for whoever adds another to the same framework."""


def inside_the_framework(name: str, *, first: str, last: str) -> list[pgtrigger.Trigger]:
    """The years of a new or changed row are years of its framework."""
    check = refuse_if(
        f"""SELECT 1 FROM new_values n JOIN results_indicator i ON i.id = n.indicator_id
            JOIN results_outcome o ON o.id = i.outcome_id JOIN results_framework f ON f.id = o.framework_id
            WHERE n.{first} < f.first_year OR COALESCE(n.{last}, n.{first}) > f.last_year""",
        constraint=f"{name}_year_in_framework",
        message=_("The framework does not cover this year."),
    )
    return on_insert_and_update(f"{name}_year", check)


def framework_rules() -> list[pgtrigger.Trigger]:
    return [statement_trigger("framework_holds_its_rows", pgtrigger.Update, holds_its_rows("f.id"))]


def outcome_rules() -> list[pgtrigger.Trigger]:
    return [
        stays(
            "outcome_stays_in_framework",
            pgtrigger.Q(old__framework_id__df=pgtrigger.F("new__framework_id")),
            message=_("An outcome stays in its framework."),
        )
    ]


def output_rules() -> list[pgtrigger.Trigger]:
    once = code_once("output", message=_("The framework already has an output with this code."))
    moved = stays(
        "output_stays_in_outcome",
        pgtrigger.Q(old__outcome_id__df=pgtrigger.F("new__outcome_id")),
        message=_("An output stays in its outcome."),
    )
    return [*on_insert_and_update("output_code", once), moved]


def indicator_rules() -> list[pgtrigger.Trigger]:
    once = code_once("indicator", message=_("The framework already has an indicator with this code."))
    of_outcome = refuse_if(
        """SELECT 1 FROM new_values n JOIN results_output p ON p.id = n.output_id
           WHERE p.outcome_id <> n.outcome_id""",
        constraint="indicator_output_of_outcome",
        message=_("This output belongs to another outcome."),
    )
    return [
        *on_insert_and_update("indicator_place", once + of_outcome),
        statement_trigger("indicator_holds_its_rows", pgtrigger.Update, holds_its_rows("i.id")),
    ]


def holds_its_rows(changed: str) -> str:
    """Results, milestones and definitions still lie in the years of the framework."""
    return refuse_if(
        f"""SELECT 1 FROM results_framework f JOIN results_outcome o ON o.framework_id = f.id
            JOIN results_indicator i ON i.outcome_id = o.id JOIN ({ROWS_OF_YEARS}) r ON r.indicator_id = i.id
            WHERE {changed} IN (SELECT id FROM new_values) AND (r.first < f.first_year OR r.last > f.last_year)""",
        constraint="framework_holds_its_rows",
        message=_("Results, milestones or definitions lie outside these years."),
    )


def code_once(kind: str, *, message: str) -> str:
    """No code twice in a framework, whatever the outcome."""
    found = refuse_if(
        f"""SELECT 1 FROM new_values n JOIN results_outcome o ON o.id = n.outcome_id
            JOIN results_outcome other ON other.framework_id = o.framework_id
            JOIN results_{kind} twin ON twin.outcome_id = other.id AND twin.code = n.code AND twin.id <> n.id""",
        constraint=f"{kind}_code_once_in_framework",
        message=message,
    )
    return LOCK_FRAMEWORKS + found


def on_insert_and_update(name: str, check: str) -> list[pgtrigger.Trigger]:
    return [
        statement_trigger(f"{name}_on_insert", pgtrigger.Insert, check),
        statement_trigger(f"{name}_on_update", pgtrigger.Update, check),
    ]


def stays(constraint: str, moved: pgtrigger.Q, *, message: str) -> pgtrigger.Trigger:
    """A part that belongs to another one stays there."""
    return pgtrigger.Trigger(
        name=constraint,
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=moved,
        func=f"{refuse_if('SELECT 1', constraint=constraint, message=message)} RETURN NEW;",
    )
