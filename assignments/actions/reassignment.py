"""Reassignment: a change of host entity, country, category or funder is a linked next assignment."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.versions import Picture
from assignments.actions.endings import cut_parts_after, refuse_if_continued, refuse_while_pending
from assignments.actions.exceptions import Allowance, record_exceptions, refuse_or_allow
from assignments.actions.refusals import ActionRefused, all_or_nothing, why_not_open
from assignments.actions.shown import locked
from assignments.choices import Category, Modality, Status
from assignments.eligibility import broken_rules
from assignments.models import Assignment
from partners.models import Country, FundingPartner, HostEntity


@dataclass(frozen=True)
class Terms:
    """What one assignment is made of, and a change of which makes another."""

    host_entity: HostEntity
    country: Country
    category: Category
    funding_partner: FundingPartner | None

    @classmethod
    def of(cls, assignment: Assignment) -> "Terms":
        return cls(
            assignment.host_entity, assignment.country, Category(assignment.category), assignment.funding_partner
        )


@all_or_nothing
def reassign(
    assignment: Assignment,
    *,
    on: date,
    until: date,
    terms: Terms,
    allowance: Allowance | None = None,
    shown: Picture | None = None,
    today: date | None = None,
) -> Assignment:
    """End the assignment on the day before and begin the next one, which continues it; gives the next one.

    It is no early end: the assignment is completed once that day is over.
    """
    today = today or localdate()
    assignment = locked(assignment, shown=shown)
    refuse_reassignment(assignment, on=on, until=until, terms=terms, today=today)
    last = on - timedelta(1)
    cut_parts_after(assignment, last)
    assignment.end_date = last
    if assignment.modality == Modality.ONSITE:
        assignment.status = Status.COMPLETED if last < today else Status.SERVING
    assignment.save(update_fields=["end_date", "status"])
    following = following_of(assignment, on=on, until=until, terms=terms, today=today)
    following.full_clean()
    broken = broken_rules(following)
    refuse_or_allow(broken, allowance)
    following.save()
    record_exceptions(following, broken, allowance)
    return following


def refuse_reassignment(assignment: Assignment, *, on: date, until: date, terms: Terms, today: date) -> None:
    if not assignment.is_open(today):
        raise ActionRefused(why_not_open(assignment))
    refuse_while_pending(assignment)
    refuse_if_continued(assignment)
    if not assignment.start_date < on <= assignment.end_date + timedelta(1):
        raise ActionRefused(
            _("The next assignment begins after the first day of this one, at the latest on the day after its last.")
        )
    if until < on:
        raise ActionRefused(_("The last day is before the first day."))
    if terms == Terms.of(assignment):
        raise ActionRefused(
            _("Host entity, country, category and funding partner stay the same: extend the assignment instead.")
        )


def following_of(assignment: Assignment, *, on: date, until: date, terms: Terms, today: date) -> Assignment:
    """The next assignment, with the status that its days say; onsite, somebody confirms the arrival."""
    modality = Modality.ONLINE if terms.category == Category.ONLINE else Modality.ONSITE
    has_begun = on <= today
    is_over = until < today and modality == Modality.ONSITE
    return Assignment(
        volunteer=assignment.volunteer,
        host_entity=terms.host_entity,
        country=terms.country,
        category=terms.category,
        modality=modality,
        funding_partner=terms.funding_partner,
        status=Status.COMPLETED if is_over else Status.SERVING if has_begun else Status.PLANNED,
        is_arrival_unconfirmed=has_begun and modality == Modality.ONSITE,
        start_date=on,
        end_date=until,
        previous=assignment,
    )
