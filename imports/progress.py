"""A progress bar for a person at a terminal."""

import sys
import time

WIDTH = 30
PAUSE = 0.1


class Progress:
    """Shows how far a step is, on a terminal only: a pipe or a log gets nothing."""

    def __init__(self, stream=None):
        self.stream = stream or sys.stderr
        self.is_shown = self.stream.isatty()
        self._next = 0.0

    def show(self, step: str, share: float) -> None:
        if not self.is_shown or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + PAUSE
        filled = round(WIDTH * min(share, 1))
        self.stream.write(f"\r\x1b[K{step} [{'#' * filled}{' ' * (WIDTH - filled)}] {min(share, 1):.0%}")
        self.stream.flush()

    def say(self, step: str) -> None:
        """Name a step that has no measure."""
        if self.is_shown:
            self.stream.write(f"\r\x1b[K{step} ...")
            self.stream.flush()

    def clear(self) -> None:
        if self.is_shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
