from django.http import Http404


def addresses_are_changed_by_staff(request):
    """Nobody changes the own e-mail address: it says who signs in, and would not be verified."""
    raise Http404


def no_page_of_a_row(request, row):
    """The admin's way to a row's page on the site: rows have none, and some types of rows no table."""
    raise Http404
