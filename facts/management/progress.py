"""How far a run is, for a person at a terminal: the same words as on the page of runs."""

from collections.abc import Iterator
from contextlib import contextmanager

from facts.actions.run_rows import Step, Watch
from imports.progress import Progress


@contextmanager
def on_terminal() -> Iterator[Watch]:
    """A watch that draws a bar on a terminal, and nothing in a pipe."""
    progress = Progress()
    try:
        yield lambda step, done, total: progress.show(str(dict(Step.choices).get(step, step)), done / max(total, 1))
    finally:
        progress.clear()
