"""The days of an assignment as a line: itself, interruptions, duty stations, what is asked for, neighbours, today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from assignments.models import Assignment, Extension

WIDTH = 1000
"""Units of the drawing from edge to edge."""

MARGIN = 0.08
"""The part of the drawing at each edge in which neighbours begin or end."""

NARROWEST = 3


@dataclass(frozen=True)
class Piece:
    """Some days of the line."""

    kind: str
    x: float
    width: float
    label: str


@dataclass(frozen=True)
class Timeline:
    pieces: list[Piece]
    first: date
    last: date
    today: float | None
    """Where today stands; none where it is outside."""

    @property
    def has_stations(self) -> bool:
        return any(piece.kind == "station" for piece in self.pieces)


def timeline_of(
    assignment: Assignment, *, neighbours: Iterable[Assignment], pending: Extension | None, today: date
) -> Timeline:
    """The line from a little before the first day to a little after the last that is recorded or asked for."""
    end = max(assignment.end_date, pending.new_end_date if pending else assignment.end_date)
    margin = timedelta(max(7, round((end - assignment.start_date).days * MARGIN)))
    first, last = assignment.start_date - margin, end + margin
    scale = WIDTH / ((last - first).days + 1)

    def piece(kind: str, begin: date, until: date, label: str) -> Piece:
        x = max(0.0, (begin - first).days * scale)
        right = min(float(WIDTH), ((until - first).days + 1) * scale)
        return Piece(kind, round(x, 1), round(max(right - x, NARROWEST), 1), label)

    pieces = [
        piece("neighbour", other.start_date, other.end_date, other.assignment_number)
        for other in neighbours
        if other.end_date >= first and other.start_date <= last
    ]
    pieces.append(piece(f"own is-{assignment.status}", assignment.start_date, assignment.end_date, ""))
    if pending:
        pieces.append(piece("pending", assignment.end_date + timedelta(1), pending.new_end_date, ""))
    pieces += [piece("interruption", row.first_date, row.last_date, "") for row in assignment.interruptions.all()]
    pieces += [piece("station", row.first_date, row.last_date, row.place) for row in assignment.duty_stations.all()]
    stands = round(((today - first).days + 0.5) * scale, 1) if first <= today <= last else None
    return Timeline(pieces, first, last, stands)
