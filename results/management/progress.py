"""A progress bar on a terminal, and none in a pipe."""

import sys


def bar(done: int, total: int, *, width: int = 30) -> None:
    """Draw how far a run is, over the line drawn before."""
    if not sys.stderr.isatty() or not total:
        return
    filled = width * done // total
    end = "\n" if done >= total else ""
    sys.stderr.write(f"\r[{'█' * filled}{' ' * (width - filled)}] {100 * done // total:3d} %{end}")
    sys.stderr.flush()
