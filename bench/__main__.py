"""`make bench`: every measurement in turn, each a ratio within one run, as JSON lines."""

import subprocess
import sys

BENCHES = ["bench.import_assignments", "bench.sweep"]


def main() -> int:
    chosen = [name for name in BENCHES if not sys.argv[1:] or name.removeprefix("bench.") in sys.argv[1:]]
    if not chosen:
        known = ", ".join(name.removeprefix("bench.") for name in BENCHES)
        sys.exit(f"Unknown bench {' '.join(sys.argv[1:])}. Expected: {known}.")
    return max(subprocess.call([sys.executable, "-m", name]) for name in chosen)


if __name__ == "__main__":
    sys.exit(main())
