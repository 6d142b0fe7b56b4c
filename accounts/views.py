from django.http import Http404


def closed(request, **known):
    """Nobody signs up alone, changes the own address (it says who signs in), or ties a sign-in elsewhere to it."""
    raise Http404


def no_page_of_a_row(request, row):
    """The admin's way to a row's page on the site: rows have none, and some types of rows no table."""
    raise Http404
