"""What people keep of lists: named filters, and their columns."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from workspaces.actions.lists import choose_columns, share
from workspaces.forms import SaveFilterForm
from workspaces.models import SavedFilter
from workspaces.views.lists import AskedList, of_a_list, page_of, template_of


def back_to(asked: AskedList):
    return redirect(asked.url(""))


@require_POST
@of_a_list
def columns(request, asked: AskedList):
    """Remember the columns that were ticked, or show the usual ones again."""
    offered = [column.name for column in asked.kind.columns_for(request.user)]
    ticked = set(request.POST.getlist("column"))
    chosen = [] if "usual" in request.POST else [name for name in offered if name in ticked]
    choose_columns(request.user, asked.kind.kept_as, chosen)
    if not chosen and "usual" not in request.POST:
        messages.warning(request, _("No column was ticked: the usual ones are shown."))
    return back_to(asked)


@require_POST
@of_a_list
def save(request, asked: AskedList):
    """Save the filters and order under a name."""
    form = SaveFilterForm(request.POST, kind=asked.kind, user=request.user)
    if not form.is_valid():
        return render(request, template_of(asked.kind), page_of(asked, save_form=form), status=422)
    saved = form.save()
    messages.success(request, _("Saved as “%(name)s”.") % {"name": saved.name})
    return back_to(asked)


def own_filter(request, pk: int) -> SavedFilter:
    return get_object_or_404(SavedFilter, pk=pk, user=request.user)


@require_POST
@of_a_list
def delete(request, asked: AskedList, pk: int):
    """Delete an own filter; who opens it by its address still finds the rows."""
    saved = own_filter(request, pk)
    saved.delete()
    messages.success(request, _("The filter “%(name)s” was deleted.") % {"name": saved.name})
    return redirect(asked.kind.url())


@require_POST
@of_a_list
def share_or_not(request, asked: AskedList, pk: int):
    """Share an own filter with all staff, or keep it to oneself again."""
    if not request.user.has_perm("workspaces.share_savedfilter"):
        raise Http404
    saved = own_filter(request, pk)
    share(saved, is_shared=not saved.is_shared)
    return back_to(asked)
