from django.contrib import admin
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext_lazy as _

from accounts.admin.history import ReadOnly
from accounts.models import JobRun


@admin.register(JobRun)
class JobRunAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["kind", "status", "started_at", "duration", "progress", "rows", "trigger", "started_by", "problem"]
    list_filter = ["status", "kind", "trigger"]
    list_select_related = ["started_by"]
    search_fields = ["kind", "error", "started_by__email", "started_by__name"]
    date_hierarchy = "started_at"

    @admin.display(description=_("took"))
    def duration(self, run):
        if run.finished_at is None:
            return ""
        seconds = (run.finished_at - run.started_at).total_seconds()
        return _("%(seconds).1f s") % {"seconds": seconds}

    @admin.display(description=_("progress"))
    def progress(self, run):
        return f"{intcomma(run.progress_done)} / {intcomma(run.progress_total)}" if run.progress_total else ""

    @admin.display(description=_("created, updated, unchanged, deleted"))
    def rows(self, run):
        return ", ".join(intcomma(number) for number in (run.created, run.updated, run.unchanged, run.deleted))

    @admin.display(description=_("error"))
    def problem(self, run):
        return run.error.splitlines()[0][:80] if run.error else ""
