"""Every address of the portal, and for whom it opens: read from the URL configuration, held against this table.

An address that is added without an entry here fails `tests/test_doors.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from assignments.actions.confirming import last_month

VOLUNTEER, FOCAL_POINT, PARTNER, STAFF = "volunteer", "focal_point", "partner", "associate"
NOBODY, ANONYMOUS = "nobody", "anonymous"
READERS = (ANONYMOUS, NOBODY, VOLUNTEER, FOCAL_POINT, PARTNER, STAFF)
SIGNED_IN = (NOBODY, VOLUNTEER, FOCAL_POINT, PARTNER, STAFF)


@dataclass(frozen=True)
class Door:
    """For which readers an address opens; of an address of an object, for which of them that of their own does."""

    opens_to: tuple[str, ...]
    of: str = ""
    """The kind of object that the address names; empty where it names none."""

    args: tuple = ()
    """What the address names besides, which is nobody's secret."""

    @property
    def is_public(self) -> bool:
        return ANONYMOUS in self.opens_to


PUBLIC = Door(READERS)
WORK = Door(SIGNED_IN)
FOR_STAFF = Door((STAFF,))


def staff_only(of: str, *args) -> Door:
    return Door((STAFF,), of, args)


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Each address with its name; the admin's and those of development apart."""
    yield from within(get_resolver(), "")


def within(resolver: URLResolver, before: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from within(pattern, route)
        else:
            yield pattern.name or route, pattern


def lists(name: str) -> dict[str, Door]:
    """The addresses of a list: everybody's own rows; its saved filters are one's own."""
    start = f"workspace_{name}"
    parts = ("", "_csv", "_xlsx", "_counts", "_columns", "_save")
    of_filters = {f"{start}_{part}_filter": Door(SIGNED_IN, "saved filter") for part in ("delete", "share")}
    return {f"{start}{part}": WORK for part in parts} | of_filters


DOORS: dict[str, Door] = {
    **dict.fromkeys(["front", "results", "statistics", "entities", "countries", "explore", "figure"], PUBLIC),
    **dict.fromkeys(["method", "report-2020", "api-statistic", "api-forecast", "api-schema", "api"], PUBLIC),
    **dict.fromkeys(["set_language", "healthz", "readyz", "metrics"], PUBLIC),
    "results-year": Door(READERS, args=(2020,)),
    "statistics-year": Door(READERS, args=(2020,)),
    "api-results": Door(READERS, args=(2020,)),
    "certificate_check": PUBLIC,
    "certificate_check_number": Door(READERS, args=("0000-0000-0000-0000-0000",)),
    "workspace_me_certificates": Door((VOLUNTEER,)),
    "workspace_volunteer_certificates": Door((STAFF,), "volunteer"),
    "workspace_certificate_pdf": Door((VOLUNTEER, STAFF), "certificate"),
    **dict.fromkeys(["badge_issuer", "badge_keys", "badge_did"], Door((), args=())),
    "badge_status": Door((), args=(0,)),
    "workspace_certificate_badge": Door((), "certificate"),
    "workspace_certificate_switch": Door((VOLUNTEER,), "certificate"),
    "entity": Door(READERS, args=("WHO",)),
    "country": Door(READERS, args=("KEN",)),
    "indicator": Door((), args=("1.1",)),
    "indicator-of-framework": Door((), args=("2018-2021", "1.1")),
    "rows": WORK,
    **dict.fromkeys(["runs", "run-aggregate", "run-rebuild", "run-reconcile"], FOR_STAFF),
    "run": staff_only("run"),
    **dict.fromkeys(["results-work", "results-approve", "framework-new"], FOR_STAFF),
    "evidence-file": staff_only("number"),
    "indicator-work": staff_only("number"),
    **{
        f"framework-{part}": staff_only("number")
        for part in ("builder", "copy", "move", "remove", "sheet", "sheet-file")
    },
    "workspace": WORK,
    "workspace_me_looks": WORK,
    **dict.fromkeys(["workspace_notices", "workspace_notices_read", "workspace_notice_choices"], WORK),
    "workspace_calendar": Door((NOBODY, VOLUNTEER, FOCAL_POINT, PARTNER)),
    "workspace_calendar_revoke": WORK,
    "calendar_feed": Door((), args=("no-secret",)),
    "workspace_notices_stop": Door((), args=("no-token",)),
    "workspace_search": WORK,
    "workspace_search_box": WORK,
    **lists("assignments"),
    **lists("volunteers"),
    **lists("host_entities"),
    **dict.fromkeys(
        ["workspace_findings", "workspace_run_checks", "workspace_duplicates", "workspace_assignments_bulk"], FOR_STAFF
    ),
    **dict.fromkeys(["workspace_merge", "workspace_merges", "workspace_extensions_pasted"], FOR_STAFF),
    "workspace_merge_undo": staff_only("number"),
    "workspace_accept_finding": staff_only("number"),
    "workspace_take_back_finding": staff_only("number"),
    "workspace_assignment": Door((VOLUNTEER, FOCAL_POINT, PARTNER, STAFF), "assignment"),
    "workspace_step": Door((FOCAL_POINT, STAFF), "assignment", ("confirm-arrival",)),
    "workspace_entity": Door((FOCAL_POINT, STAFF), "entity"),
    **dict.fromkeys(
        ["workspace_partner"] + [f"workspace_partner_assignments{part}" for part in ("", "_csv", "_xlsx")],
        Door((PARTNER, STAFF), "funder"),
    ),
    **{f"workspace_me{part}": Door((VOLUNTEER,)) for part in ("", "_record", "_email", "_choices")},
    "workspace_me_choose": Door((VOLUNTEER,), args=("show-name",)),
    "workspace_me_withdraw_correction": Door((VOLUNTEER,), "correction"),
    "workspace_corrections": FOR_STAFF,
    "workspace_correction": staff_only("correction"),
    **{
        f"workspace_entity_{part}": Door((FOCAL_POINT, STAFF), "entity")
        for part in (
            "ending",
            "confirmation",
            "requests",
            "new_request",
            "staff_list",
            "staff_list_csv",
            "staff_list_xlsx",
        )
    },
    **{
        f"workspace_entity_{part}": Door((FOCAL_POINT, STAFF), "entity", (last_month().name,))
        for part in ("confirmation_month", "missing")
    },
    **{
        f"workspace_entity_{part}": Door((STAFF,), "entity", (last_month().name, 987654))
        for part in ("difference", "missing_take_back")
    },
    "workspace_entity_withdraw_wish": Door((STAFF,), "entity", (987654,)),
    "workspace_entity_request": Door((STAFF,), "entity", (987654,)),
    "workspace_entity_request_step": Door((STAFF,), "entity", (987654, "send")),
    **dict.fromkeys(["workspace_wishes", "workspace_confirmations", "workspace_volunteer_requests"], FOR_STAFF),
    "workspace_confirmation": staff_only("number"),
    "workspace_volunteer_request": staff_only("number"),
    "workspace_entity_pdf": Door((FOCAL_POINT, STAFF), "entity"),
    "workspace_entity_checks": Door((FOCAL_POINT, STAFF), "entity"),
    **{
        f"workspace_entity_volunteers{part}": Door((FOCAL_POINT, STAFF), "entity")
        for part in ("", "_csv", "_xlsx", "_counts", "_columns", "_save")
    },
    **{f"workspace_entity_volunteers_{part}_filter": Door((), "entity", (987654,)) for part in ("delete", "share")},
    "workspace_volunteer": Door((VOLUNTEER, FOCAL_POINT, PARTNER, STAFF), "volunteer"),
    "workspace_entity_people": Door((FOCAL_POINT, STAFF), "entity"),
    "workspace_partner_people": Door((STAFF,), "funder"),
    "workspace_volunteer_sign_in": Door((STAFF,), "volunteer"),
    **dict.fromkeys(["workspace_imports", "workspace_import_new"], FOR_STAFF),
    **dict.fromkeys(
        ["workspace_import_template", "workspace_import_template_csv"], Door((STAFF,), args=("volunteers",))
    ),
    **{
        f"workspace_import{part}": staff_only("import")
        for part in ("", "_confirm", "_again", "_discard", "_undo", "_marked", "_file")
    },
}
