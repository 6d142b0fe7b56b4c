"""`make bench`: every figure as a ratio within one run, as JSON lines and as the table in docs/performance.md.

python -m bench [--few 100000] [--many 1000000] [--only aggregation import pages] [--without-usual-sql] [--write]
"""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

PERFORMANCE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
PARTS = ("aggregation", "import", "pages")


@dataclass(frozen=True)
class Figure:
    """What was measured, its ratio, and what it should be at most (or at least)."""

    name: str
    ratio: float
    bar: float
    is_least: bool = False
    detail: str = ""

    @property
    def is_met(self) -> bool:
        return self.ratio >= self.bar if self.is_least else self.ratio <= self.bar

    def as_json(self) -> str:
        return json.dumps(asdict(self) | {"ratio": round(self.ratio, 4), "is_met": self.is_met})

    def as_row(self) -> str:
        bar = f"{'at least' if self.is_least else 'at most'} {short(self.bar)}"
        return f"| {self.name} | {short(self.ratio)} | {bar} | {self.detail} |"


def short(number: float) -> str:
    return f"1/{1 / number:.0f}" if 0 < number < 0.1 else f"{number:.3g}"


def run(module: str, *words) -> dict:
    """The figures that a bench prints, from a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, words)], stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def of_aggregation(few: int, many: int, *words) -> list[Figure]:
    small, large = (run("bench.aggregation", "--assignments", size, *words) for size in (few, many))
    again, new = large["rebuild_all_again"], large["rebuild_all_new"]
    figures = [
        Figure(
            "rebuild of the facts of the file format, against a joined scan of the same tables",
            large["rebuild_contract_again"] / large["scan"],
            4,
            detail=f"{large['rebuild_contract_again']:.1f} s : {large['scan']:.1f} s;"
            f" into an empty table {large['rebuild_contract_new'] / large['scan']:.1f} times",
        ),
        Figure(
            "the same with facts by host entity and of two dimensions, and the forecast",
            again / large["scan"],
            9,
            detail=f"{again:.1f} s, {large['facts']:,} facts and {large['pair_facts']:,} of two dimensions;"
            f" into an empty table {new / large['scan']:.1f} times",
        ),
        Figure(
            "refresh after one edited assignment, straight after a rebuild, against it",
            large["refresh"] / again,
            1 / 50,
            detail=f"{large['refresh'] * 1000:.0f} ms",
        ),
        Figure(
            f"refresh at {many:,} against {few:,}",
            large["refresh"] / small["refresh"],
            1.5,
            detail="one edited assignment",
        ),
        Figure(f"rebuild at {many:,} against {few:,}", again / small["rebuild_all_again"], 11),
        Figure(
            "two workers against one, in the sharded part",
            large["sharded_by_one"] / large["sharded_by_two"],
            1.4,
            is_least=True,
            detail=f"{large['sharded_by_one']:.1f} s : {large['sharded_by_two']:.1f} s",
        ),
        Figure(
            "peak memory of a worker's process, in MB",
            max(large["worker_MB"], large["coordinator_MB"]),
            700,
            detail=f"one that helps {large['worker_MB']} MB, the one that adds up {large['coordinator_MB']} MB",
        ),
    ]
    if "usual_sql" in large:
        figures.insert(
            0,
            Figure(
                "rebuild into an empty table, against the usual SQL",
                large["usual_sql"] / new,
                10,
                is_least=True,
                detail=f"{large['usual_sql']:.0f} s : {new:.1f} s; the two differ in"
                f" {large['usual_sql_differs_in']:.0f} facts",
            ),
        )
    return figures


def of_import(many: int) -> list[Figure]:
    found = run("bench.import_assignments", "--rows", many, "--times", 1 if many > 500_000 else 3)
    detail = f"{found['import_seconds']} s : {found['copy_seconds']} s"
    return [
        Figure(f"import of {many:,} assignments, against a bare COPY", found["ratio"], 2, detail=detail),
        Figure("peak memory of that import, in MB", found["import_MB"], 1000),
    ]


def of_pages(many: int) -> list[Figure]:
    demo, large = run("bench.pages"), run("bench.pages", "--assignments", many)
    figures = [
        Figure(
            f"{group}, 95th percentile at {many:,} against the demo",
            large["p95"][group] / demo["p95"][group],
            1.5,
            detail=f"{large['p95'][group] * 1000:.0f} ms : {demo['p95'][group] * 1000:.0f} ms",
        )
        for group in demo["p95"]
    ]
    return [
        *figures,
        Figure(
            "the slowest two-way question of a year, with growth or without, in seconds", large["slowest_two_way"], 0.3
        ),
        Figure("hidden cells of the slowest year, in seconds", large["hidden_cells"], 1.5),
    ]


def write_table(figures: list[Figure]) -> None:
    rows = ["| what | ratio | bar | |", "|---|---|---|---|", *(figure.as_row() for figure in figures)]
    before, _begin, rest = PERFORMANCE.read_text().partition(BEGIN)
    _old, _end, after = rest.partition(END)
    PERFORMANCE.write_text("\n".join([f"{before}{BEGIN}", *rows, f"{END}{after}"]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=100_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--without-usual-sql", action="store_true", help="which takes some ten minutes")
    parser.add_argument("--write", action="store_true", help="write the table into docs/performance.md")
    options = parser.parse_args()
    words = ["--without-usual-sql"] if options.without_usual_sql else []
    figures = []
    for part in options.only:
        found = {
            "aggregation": lambda: of_aggregation(options.few, options.many, *words),
            "import": lambda: of_import(options.many),
            "pages": lambda: of_pages(options.many),
        }[part]()
        for figure in found:
            print(figure.as_json(), flush=True)
        figures += found
    if options.write:
        write_table(figures)
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
