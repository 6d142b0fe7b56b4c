from django.urls import path

from workspaces.lists.every import LISTS
from workspaces.views import (
    assignments,
    bulk,
    calendar,
    certificates,
    colleagues,
    confirmations,
    corrections,
    entity,
    entity_confirmation,
    entity_ending,
    entity_requests,
    entity_staff_list,
    findings,
    home,
    import_files,
    imports,
    lists,
    looks,
    me,
    merging,
    notices,
    partners,
    pasted,
    people,
    saved,
    search,
    steps,
    told_by_hosts,
)


def addresses_of(name: str, *, page: str, parts: str, known: dict):
    """The addresses of one list, and of what is done with it."""
    yield path(f"{page}/", lists.record_list, known, name=f"workspace_{name}")
    for file_format in lists.WRITERS:
        known_format = known | {"file_format": file_format}
        yield path(f"{page}.{file_format}", lists.download, known_format, name=f"workspace_{name}_{file_format}")
    yield path(f"{parts}/counts/", lists.counts, known, name=f"workspace_{name}_counts")
    yield path(f"{parts}/columns/", saved.columns, known, name=f"workspace_{name}_columns")
    yield path(f"{parts}/save/", saved.save, known, name=f"workspace_{name}_save")
    yield path(f"{parts}/filters/<int:pk>/delete/", saved.delete, known, name=f"workspace_{name}_delete_filter")
    yield path(f"{parts}/filters/<int:pk>/share/", saved.share_or_not, known, name=f"workspace_{name}_share_filter")


def addresses_of_lists():
    for name in LISTS:
        page = name.replace("_", "-")
        yield from addresses_of(name, page=page, parts=f"lists/{page}", known={"list_name": name})


of_imports = [
    path("imports/", imports.import_list, name="workspace_imports"),
    path("imports/new/", imports.new_import, name="workspace_import_new"),
    path("imports/templates/<slug:kind>.xlsx", import_files.template_xlsx, name="workspace_import_template"),
    path("imports/templates/<slug:kind>.csv", import_files.template_csv, name="workspace_import_template_csv"),
    path("imports/<int:pk>/", imports.import_page, name="workspace_import"),
    path("imports/<int:pk>/confirm/", imports.confirm, name="workspace_import_confirm"),
    path("imports/<int:pk>/again/", imports.read_again, name="workspace_import_again"),
    path("imports/<int:pk>/discard/", imports.discard, name="workspace_import_discard"),
    path("imports/<int:pk>/undo/", imports.undo, name="workspace_import_undo"),
    path("imports/<int:pk>/marked.xlsx", import_files.marked, name="workspace_import_marked"),
    path("imports/<int:pk>/file/", import_files.original, name="workspace_import_file"),
]
"""The addresses of imports, and of what is done with one."""

of_entities = [
    path("entity/<code:code>/", entity.overview, name="workspace_entity"),
    path("entity/<code:code>/ending/", entity_ending.ending, name="workspace_entity_ending"),
    path("entity/<code:code>/ending/<int:pk>/withdraw/", entity_ending.withdraw, name="workspace_entity_withdraw_wish"),
    path("entity/<code:code>/confirmation/", entity_confirmation.confirmation, name="workspace_entity_confirmation"),
    path(
        "entity/<code:code>/confirmation/<slug:month>/",
        entity_confirmation.confirmation,
        name="workspace_entity_confirmation_month",
    ),
    path(
        "entity/<code:code>/confirmation/<slug:month>/missing/",
        entity_confirmation.missing,
        name="workspace_entity_missing",
    ),
    path(
        "entity/<code:code>/confirmation/<slug:month>/missing/<int:pk>/take-back/",
        entity_confirmation.take_back,
        name="workspace_entity_missing_take_back",
    ),
    path(
        "entity/<code:code>/confirmation/<slug:month>/<int:pk>/",
        entity_confirmation.difference,
        name="workspace_entity_difference",
    ),
    path("entity/<code:code>/staff-list/", entity_staff_list.staff_list, name="workspace_entity_staff_list"),
    *(
        path(
            f"entity/<code:code>/staff-list.{file_format}",
            entity_staff_list.download,
            {"file_format": file_format},
            name=f"workspace_entity_staff_list_{file_format}",
        )
        for file_format in entity_staff_list.WRITERS
    ),
    path("entity/<code:code>/requests/", entity_requests.request_list, name="workspace_entity_requests"),
    path("entity/<code:code>/requests/new/", entity_requests.new_request, name="workspace_entity_new_request"),
    path("entity/<code:code>/requests/<int:pk>/", entity_requests.request_page, name="workspace_entity_request"),
    path(
        "entity/<code:code>/requests/<int:pk>/<slug:step>/",
        entity_requests.request_step,
        name="workspace_entity_request_step",
    ),
    path("entity/<code:code>/overview.pdf", entity.overview_pdf, name="workspace_entity_pdf"),
    path("entity/<code:code>/checks/", entity.checks, name="workspace_entity_checks"),
    *addresses_of(
        "entity_volunteers", page="entity/<code:code>/volunteers", parts="entity/<code:code>/volunteers", known={}
    ),
]
"""The pages of one host entity."""

of_partners = [
    path("partner/<slug:code>/", partners.overview, name="workspace_partner"),
    path("partner/<slug:code>/assignments/", partners.assignments, name="workspace_partner_assignments"),
    *(
        path(
            f"partner/<slug:code>/assignments.{file_format}",
            partners.download,
            {"file_format": file_format},
            name=f"workspace_partner_assignments_{file_format}",
        )
        for file_format in partners.WRITERS
    ),
]
"""The addresses of a funding partner's own pages."""

of_people = [
    path("entity/<code:code>/people/", colleagues.entity_people, name="workspace_entity_people"),
    path("partner/<slug:code>/people/", colleagues.partner_people, name="workspace_partner_people"),
    path("sign-in-of/<path:roster_number>/", colleagues.volunteer_sign_in, name="workspace_volunteer_sign_in"),
]
"""Who speaks for organisations, and inviting people."""

of_volunteers = [
    path("me/", me.own_page, name="workspace_me"),
    path("me/looks/", looks.looks_page, name="workspace_me_looks"),
    path("me/record/", me.own_record, name="workspace_me_record"),
    path("me/record/email/", me.own_email, name="workspace_me_email"),
    path("me/record/corrections/<int:pk>/withdraw/", me.withdraw_correction, name="workspace_me_withdraw_correction"),
    path("me/choices/", me.own_choices, name="workspace_me_choices"),
    path("me/choices/<slug:choice>/", me.choose, name="workspace_me_choose"),
    path("corrections/", corrections.waiting, name="workspace_corrections"),
    path("corrections/<int:pk>/", corrections.decide, name="workspace_correction"),
]
"""The addresses of a volunteer's own pages, and of those where staff decide what a volunteer asks."""
of_certificates = [
    path("me/certificates/", certificates.own_certificates, name="workspace_me_certificates"),
    path(
        "volunteers/<path:roster_number>/certificates/",
        certificates.certificates_of_volunteer,
        name="workspace_volunteer_certificates",
    ),
    path("certificates/<slug:number>/pdf/", certificates.certificate_document, name="workspace_certificate_pdf"),
    path("certificates/<slug:number>/badge/", certificates.certificate_badge, name="workspace_certificate_badge"),
    path("certificates/<slug:number>/check/", certificates.certificate_switch, name="workspace_certificate_switch"),
]
"""The addresses of certificates of service; the public ones are those of `assignments/`."""

of_notices = [
    path("notices/", notices.notices_page, name="workspace_notices"),
    path("notices/read/", notices.mark_read, name="workspace_notices_read"),
    path("notices/choices/", notices.choices, name="workspace_notice_choices"),
    path("calendar/", calendar.calendar_page, name="workspace_calendar"),
    path("calendar/end/", calendar.revoke_calendar, name="workspace_calendar_revoke"),
    path("notices/stop/<str:token>/", notices.stop, name="workspace_notices_stop"),
]
"""The addresses of everybody's own notices and calendar."""

told_by_host_entities = [
    path("wishes/", told_by_hosts.wishes, name="workspace_wishes"),
    path("confirmations/", confirmations.confirmations, name="workspace_confirmations"),
    path("confirmations/<int:pk>/", confirmations.difference, name="workspace_confirmation"),
    path("volunteer-requests/", told_by_hosts.volunteer_requests, name="workspace_volunteer_requests"),
    path("volunteer-requests/<int:pk>/", told_by_hosts.volunteer_request, name="workspace_volunteer_request"),
]
"""Where staff decide what host entities wish, confirm and ask for."""

urlpatterns = [
    path("", home.home, name="workspace"),
    *told_by_host_entities,
    *of_entities,
    path("search/", search.search_page, name="workspace_search"),
    path("search/box/", search.search_box, name="workspace_search_box"),
    path("checks/", findings.findings, name="workspace_findings"),
    path("checks/run/", findings.run_checks_now, name="workspace_run_checks"),
    path("checks/<int:pk>/accept/", findings.accept_finding, name="workspace_accept_finding"),
    path("checks/<int:pk>/take-back/", findings.take_acceptance_back, name="workspace_take_back_finding"),
    path("duplicates/", findings.duplicates, name="workspace_duplicates"),
    *addresses_of_lists(),
    path("lists/assignments/bulk/", bulk.bulk, {"list_name": "assignments"}, name="workspace_assignments_bulk"),
    path("assignments/<path:number>/do/<slug:step>/", steps.step_page, name="workspace_step"),
    path("merge/", merging.merge_page, name="workspace_merge"),
    path("merges/", merging.merges_page, name="workspace_merges"),
    path("merges/<int:pk>/undo/", merging.undo_merge, name="workspace_merge_undo"),
    path("assignments/<path:number>/", assignments.assignment_page, name="workspace_assignment"),
    *of_certificates,
    path("volunteers/<path:roster_number>/", people.volunteer_page, name="workspace_volunteer"),
    *of_imports,
    *of_partners,
    *of_people,
    *of_volunteers,
    *of_notices,
    path("extensions/paste/", pasted.paste, name="workspace_extensions_pasted"),
]
