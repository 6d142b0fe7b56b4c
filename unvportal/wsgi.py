"""The door of the web server."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from unvportal.slow_queries import bound_queries

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unvportal.settings")

OBJECTS_BEFORE_A_LOOK = 200_000

bound_queries(settings.DATABASES["default"], seconds=settings.QUERY_SECONDS)
application = get_wsgi_application()


def keep_what_stays() -> None:
    """Load every page's code now, and let the collector of garbage pass over it from then on.

    An answer of many cells is many small objects: each time they set the collector off, it would look at all that
    was ever loaded, a tenth of a second each. It also comes by less often.
    """
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_A_LOOK, 20, 50)


keep_what_stays()
