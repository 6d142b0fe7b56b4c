from django.http import Http404


def addresses_are_changed_by_staff(request):
    """Nobody changes the own e-mail address: it says who signs in, and would not be verified."""
    raise Http404
