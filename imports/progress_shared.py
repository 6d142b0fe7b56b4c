"""How far a worker is with a file, for a page that watches: outside the database, whose transaction shows nothing."""

import time

from django.core.cache import cache

PAUSE = 0.4
KEPT_SECONDS = 3_600


def place_of(run_id: int) -> str:
    return f"import-progress:{run_id}"


class SharedProgress:
    """Says what a run does, and how much of it is done."""

    def __init__(self, run_id: int):
        self.place = place_of(run_id)
        self._next = 0.0

    def show(self, step: str, share: float) -> None:
        """Say at most a few times a second how far a step is, from 0 to 1."""
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + PAUSE
            cache.set(self.place, (step, round(100 * min(share, 1))), KEPT_SECONDS)

    def say(self, step: str) -> None:
        """Name a step that has no measure."""
        self._next = 0.0
        cache.set(self.place, (step, None), KEPT_SECONDS)


def progress_of(run_id: int) -> tuple[str, int | None]:
    """What a run does, and how much of it in percent; nothing where it has not said so."""
    return cache.get(place_of(run_id)) or ("", None)
