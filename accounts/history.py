"""History: every insert, update and delete of a model, bulk statements and raw SQL included."""

import pghistory


def track(**options):
    """Keep the history of a model. Fresh trackers each time: copied ones lose their transition tables."""
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), **options)
