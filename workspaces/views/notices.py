"""Notices: what happened that concerns me, and how it shall reach me."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import notices
from accounts.fence import lifted
from accounts.models import Notice
from accounts.notice_mails import user_of
from accounts.row_numbers import row_number
from workspaces.notice_forms import ChoicesForm

ON_A_PAGE = 100


@require_safe
@login_required
def notices_page(request):
    kept = Notice.objects.filter(user=request.user, in_portal=True).order_by("-id")
    page = Paginator(kept, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "groups": notices.grouped(request.user, page),
        "up_to": max((notice.pk for notice in page), default=0),
        "are_unread": any(notice.read_at is None for notice in page),
    }
    return render(request, "workspaces/notices.html", context)


@require_POST
@login_required
def mark_read(request):
    """One notice, or all that stood on the page when it was opened."""
    only, up_to = (row_number(request.POST.get(name, "")) for name in ("notice", "up_to"))
    if only or up_to:
        number = notices.mark_read(request.user, up_to=only or up_to, only=only)
        if not only:
            messages.success(request, _("Marked as read: %(number)d.") % {"number": number})
    return redirect("workspace_notices")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def choices(request):
    kinds = notices.kinds_for(request.user)
    form = ChoicesForm(request.POST if request.method == "POST" else None, user=request.user, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your choices are kept."))
        return redirect("workspace_notice_choices")
    return render(request, "workspaces/notice_choices.html", {"form": form, "kinds": kinds})


@csrf_exempt  # a mail program posts here, with the token that only the mail holds
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """No more notices by mail, for whoever has the mail: one button, or one click in a mail program."""
    with lifted():
        user = user_of(token)
        if user is None:
            raise Http404
        if request.method == "POST":
            notices.stop_mails(user)
    return render(request, "workspaces/notices_stop.html", {"is_done": request.method == "POST"})
