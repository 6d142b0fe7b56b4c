"""Making one record of two of one person, and undoing it: pages of programme managers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.looks import looked_at_person, page
from accounts.versions import as_token, from_token
from volunteers.merging import CHOSEN, CannotMerge, CannotUndo, merge, picture_of_both, undo
from volunteers.models import PersonMerge, Volunteer
from volunteers.permissions import MERGE
from workspaces.merging import choices_between, days_shared, sides_of, suggested_to_stay

MOST_MERGES = 200
PAGE = page("merging", gettext_lazy("merging two records"))


def refuse_others(user) -> None:
    """To staff the page is forbidden; to others it does not exist."""
    if not user.is_staff:
        raise Http404
    if not user.has_perm(MERGE):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def merge_page(request):
    refuse_others(request.user)
    typed = [request.GET.get(name, "").strip() for name in ("one", "two")]
    people = [found(number) for number in typed]
    if not all(people) or people[0] == people[1]:
        return render(
            request,
            "workspaces/merge_start.html",
            {"typed": typed, "refusal": "two" in request.GET and refusal_of(typed, people)},
        )
    if request.method == "POST":
        done = try_to_merge(request, people)
        if done:
            return done
        people = [found(number) for number in typed]
        if not all(people) or people[0] == people[1]:
            return tell_merged_meanwhile(request, people)
    for person in people:
        looked_at_person(request, person, PAGE)
    return render(request, "workspaces/merge.html", context_of(request, people))


def found(number: str) -> Volunteer | None:
    """The record of a number, the present one or one that a merged record bore."""
    rows = Volunteer.objects.select_related("nationality", "user")
    return rows.filter(roster_number=number).first() or rows.filter(former_numbers__number=number).first()


def tell_merged_meanwhile(request, people: list[Volunteer | None]):
    """Somebody else was faster: show the record that stayed, if one did."""
    messages.warning(request, _("Both numbers are of one record already."))
    kept = next(filter(None, people), None)
    return redirect("workspace_volunteer", roster_number=kept.roster_number) if kept else redirect("workspace_merge")


def refusal_of(typed: list[str], people: list) -> str:
    missing = [number for number, person in zip(typed, people, strict=True) if person is None]
    if "" in missing:
        return _("Give two roster numbers.")
    if missing:
        return _("Nobody has the roster number %(number)s.") % {"number": missing[0]}
    return _("Both numbers are of one record already.")


def context_of(request, people: list[Volunteer]) -> dict:
    sides = sides_of(people)
    by_pk = {str(person.pk): person for person in people}
    kept = by_pk.get(request.POST.get("kept", "")) or suggested_to_stay(sides)
    chosen = {name: by_pk[value].pk for name in CHOSEN if (value := request.POST.get(f"take_{name}", "")) in by_pk}
    return {
        "sides": sides,
        "kept": kept,
        "choices": choices_between(people, kept=kept, chosen=chosen),
        "shared": days_shared(sides),
        "version": as_token(picture_of_both(people)),
    }


def try_to_merge(request, people: list[Volunteer]):
    """Merge as chosen, and show the record that stays; nothing, with a message, where it is refused."""
    kept = next((person for person in people if str(person.pk) == request.POST.get("kept")), None)
    if kept is None:
        messages.error(request, _("Choose which record stays."))
        return None
    removed = next(person for person in people if person != kept)
    taken = {name: removed.pk for name in CHOSEN if request.POST.get(f"take_{name}") == str(removed.pk)}
    try:
        done = merge(kept, removed, taken=taken, shown=from_token(request.POST.get("_version", "")), by=request.user)
    except CannotMerge as refusal:
        messages.error(request, _("Nothing was merged. %(why)s") % {"why": refusal})
        return None
    words = {"number": done.removed_number, "kept": done.kept.roster_number}
    messages.success(
        request, _("%(number)s and %(kept)s are one record now. Under “Merged records” this can be undone.") % words
    )
    return redirect("workspace_volunteer", roster_number=done.kept.roster_number)


@require_safe
@login_required
def merges_page(request):
    """What was merged, newest first, each to be undone."""
    refuse_others(request.user)
    merges = PersonMerge.objects.select_related("kept", "merged_by", "undone_by")[:MOST_MERGES]
    return render(request, "workspaces/merges.html", {"merges": merges})


@require_POST
@login_required
def undo_merge(request, pk):
    refuse_others(request.user)
    done = get_object_or_404(PersonMerge, pk=pk)
    try:
        removed = undo(done, by=request.user)
    except CannotUndo as refusal:
        messages.error(request, _("Nothing was undone. %(why)s") % {"why": refusal})
    else:
        words = {"one": done.kept.roster_number, "other": removed.roster_number}
        messages.success(request, _("%(one)s and %(other)s are two records again.") % words)
    return redirect("workspace_merges")
