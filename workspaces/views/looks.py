"""Who looked at me, and when I signed in."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.fence import lifted
from workspaces.looks import described, looks_at, numbers_of, own_sign_ins

ON_A_PAGE = 50


@require_safe
@login_required
def looks_page(request):
    """The looks at one's own record alone; who looked may be somebody whom the reader otherwise does not see."""
    with lifted():
        numbers = numbers_of(request.user)
        page = Paginator(looks_at(numbers), ON_A_PAGE).get_page(request.GET.get("page"))
        context = {
            "is_volunteer": bool(numbers),
            "page": page,
            "looks": described(page),
            "sign_ins": own_sign_ins(request.user),
        }
    return render(request, "workspaces/looks.html", context)
