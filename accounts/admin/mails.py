from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import outbox
from accounts.admin.history import ReadOnly
from accounts.admin.refusals import SaysRefusals
from accounts.models import UNSETTLED, Mail


class WaitsForAWord(admin.SimpleListFilter):
    title = _("waits for a person's word")
    parameter_name = "unsettled"

    def lookups(self, request, model_admin):
        return [("1", _("Yes: perhaps sent, or refused"))]

    def queryset(self, request, queryset):
        return queryset.filter(state__in=UNSETTLED) if self.value() else queryset


@admin.register(Mail)
class MailAdmin(SaysRefusals, ReadOnly, admin.ModelAdmin):
    """The outbox. What mails say is not shown: links in them let people in."""

    list_display = ["key", "to", "state", "made_at", "tries", "error"]
    list_filter = [WaitsForAWord, "state"]
    search_fields = ["key", "to", "user__email"]
    fields = readonly_fields = [
        *["key", "user", "to", "subject", "state", "made_at", "due_at", "tries"],
        *["claimed_at", "claimed_by", "sent_at", "error", "settled_by"],
    ]
    list_select_related = ["user"]
    show_full_result_count = False
    actions = ["send_again", "it_arrived"]

    def has_settle_permission(self, request):
        return request.user.has_perm("accounts.settle_mail")

    @admin.action(description=_("Send again: it did not arrive"), permissions=["settle"])
    def send_again(self, request, mails):
        number = outbox.send_again(mails, by=request.user)
        sentence = ngettext("%(number)d mail is sent again.", "%(number)d mails are sent again.", number)
        self.tell(request, number, sentence)

    @admin.action(description=_("It arrived, or is to be left: never send it again"), permissions=["settle"])
    def it_arrived(self, request, mails):
        number = outbox.it_arrived(mails, by=request.user)
        sentence = ngettext("%(number)d mail is settled.", "%(number)d mails are settled.", number)
        self.tell(request, number, sentence)

    def tell(self, request, number: int, sentence: str):
        if number:
            self.message_user(request, sentence % {"number": number}, messages.SUCCESS)
        else:
            why = _("Nothing was done: only what was perhaps sent, or was refused, waits for a word.")
            self.message_user(request, why, messages.WARNING)
