"""A question of the statistics: a measure, a period, filters, breakdowns, a share, growth."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from calculation.periods import Period
from figures.dimensions import DIMENSIONS, Dimension
from figures.measures import MEASURES, Measure
from figures.periods import read_day, read_month, read_year
from figures.refusals import QuestionRefused

MOST_BREAKDOWNS = 2
Filter = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Question:
    """What is asked. The names are those of the explorer's address and of the command."""

    measure: str
    period: Period
    modality: str = "onsite"
    where: tuple[Filter, ...] = ()
    by: tuple[str, ...] = ()
    share: Filter | None = None
    growth: bool = False

    @classmethod
    def ask(cls, measure: str, year: int, month: int | None = None, **more) -> "Question":
        """A question in code: `ask("volunteers", 2020, by=["region"], host_entity="WHO", share=("sex", "female"))`."""
        options = {name: more.pop(name) for name in ("modality", "by", "share", "growth") if name in more}
        options["by"] = tuple(options.get("by", ()))
        if options.get("share"):
            dimension, keys = options["share"]
            options["share"] = (dimension, as_keys(keys))
        where = tuple(sorted((name, as_keys(keys)) for name, keys in more.items()))
        return cls(measure, Period(year, month), where=where, **options)

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, list[str]]) -> "Question":
        """The question in an address; refuses unknown names and impossible values in words."""
        given = {name: [value for value in values if value != ""] for name, values in parameters.items()}
        given = {name: values for name, values in given.items() if values}
        unknown = given.keys() - {*DIMENSIONS, "measure", "year", "month", "on", "modality", "by", "share", "growth"}
        if unknown:
            name = min(unknown)
            known = [*DIMENSIONS, "measure", "year", "month", "on", "modality", "by", "share", "growth"]
            raise QuestionRefused(unknown_word(_("filter"), name, known), field=name)
        question = cls(
            measure=the_one(given, "measure", "volunteers"),
            period=read_period(given),
            modality=the_one(given, "modality", "onsite"),
            where=tuple((name, as_keys(given[name])) for name in DIMENSIONS if name in given),
            by=tuple(dict.fromkeys(given.get("by", []))),
            share=read_share(given.get("share", [])),
            growth=the_one(given, "growth", "") not in ("", "0", "no", "false"),
        )
        return question.checked()

    def parameters(self) -> list[tuple[str, str]]:
        """The names and values of this question's address."""
        pairs = [("measure", self.measure)]
        if self.period.is_day:
            pairs.append(("on", self.period.code))
        else:
            pairs.append(("year", str(self.period.year)))
            pairs += [("month", str(self.period.month))] if self.period.month else []
        pairs += [("modality", self.modality)] if self.modality != "onsite" else []
        pairs += [(name, key) for name, keys in self.where for key in keys]
        pairs += [("by", name) for name in self.by]
        if self.share:
            pairs += [("share", f"{self.share[0]}:{key}") for key in self.share[1]]
        return pairs + ([("growth", "1")] if self.growth else [])

    def query_string(self) -> str:
        return urlencode(self.parameters(), safe=":")

    def but(self, **changes) -> "Question":
        """The same question with something changed."""
        return replace(self, **changes)

    def narrowed(self, dimension: str, *keys: str) -> "Question":
        """The same question for some keys of one dimension only."""
        where = dict(self.where) | {dimension: tuple(keys)}
        return replace(self, where=tuple(where.items()), by=tuple(name for name in self.by if name != dimension))

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        return dict(self.where)

    @property
    def dimensions(self) -> set[str]:
        """Every dimension that appears in a filter, a breakdown or the share."""
        return {*self.filters, *self.by, *([self.share[0]] if self.share else [])}

    def checked(self) -> "Question":
        """This question, if its words are known and go together; keys are checked against the reference data."""
        self._check_words()
        self._check_measure()
        for name, keys in [*self.where, *([self.share] if self.share else [])]:
            self._check_keys(DIMENSIONS[name], keys)
        return self

    def _check_words(self):
        if self.measure not in MEASURES:
            raise QuestionRefused(unknown_word(_("measure"), self.measure, MEASURES), field="measure")
        if self.modality not in ("onsite", "online"):
            raise QuestionRefused(unknown_word(_("modality"), self.modality, ["onsite", "online"]), field="modality")
        for name in self.dimensions - DIMENSIONS.keys():
            raise QuestionRefused(unknown_word(_("dimension"), name, DIMENSIONS), field="by")
        if len(self.by) > MOST_BREAKDOWNS:
            raise QuestionRefused(_("Break down by at most two dimensions at once."), field="by")
        if len(set(self.by)) < len(self.by):
            raise QuestionRefused(_("Break down by each dimension only once."), field="by")
        if "scope" in self.dimensions and self.modality == "online":
            raise QuestionRefused(_("Scope is for onsite assignments only."), field="modality")

    def _check_measure(self):
        measure: Measure = MEASURES[self.measure]
        if self.share and not measure.can_be_shared:
            raise QuestionRefused(
                _("A share is taken only of volunteers, assignments, volunteer-days, volunteer-months or the roster."),
                field="share",
            )
        if self.measure == "roster":
            for name in sorted(self.dimensions):
                if not DIMENSIONS[name].of_people:
                    raise QuestionRefused(
                        _("The roster knows people, not where they serve: it cannot be asked by “%(name)s”.")
                        % {"name": DIMENSIONS[name].label},
                        field=name,
                    )
        if measure.news_of and not self.period.is_year:
            raise QuestionRefused(_("New and returning can be asked of a calendar year only."), field="month")

    def _check_keys(self, dimension: Dimension, keys: Iterable[str]):
        for key in keys:
            if not dimension.knows(key):
                raise QuestionRefused(unknown_word(dimension.label, key, dimension.known_keys()), field=dimension.name)


def as_keys(keys: str | Iterable[str]) -> tuple[str, ...]:
    return (keys,) if isinstance(keys, str) else tuple(dict.fromkeys(keys))


def the_one(given: Mapping[str, list[str]], name: str, default: str) -> str:
    values = given.get(name, [default])
    if len(set(values)) > 1:
        raise QuestionRefused(_("“%(name)s” is given more than once.") % {"name": name}, field=name)
    return values[0]


def read_period(given: Mapping[str, list[str]]) -> Period:
    day, year, month = (the_one(given, name, "") for name in ("on", "year", "month"))
    if day and (year or month):
        raise QuestionRefused(_("Ask about a day, or about a year and its months, not both."), field="on")
    if day:
        return Period.on(read_day(day))
    if not year:
        raise QuestionRefused(_("Say which year, or which day, the question is about."), field="year")
    return Period(read_year(year), read_month(month) if month else None)


def read_share(texts: list[str]) -> Filter | None:
    if not texts:
        return None
    pairs = [text.replace("=", ":", 1).split(":", 1) for text in texts]
    if any(len(pair) != 2 or not all(pair) for pair in pairs) or len({pair[0] for pair in pairs}) > 1:
        raise QuestionRefused(_("A share is written as dimension:key, as in sex:female."), field="share")
    return pairs[0][0], as_keys(key for _name, key in pairs)


def unknown_word(kind, word: str, known: Iterable[str]) -> str:
    """A refusal of an unknown word that suggests the nearest ones."""
    known = list(known)
    near = difflib.get_close_matches(word, known, 3, 0.5)
    near = near or difflib.get_close_matches(word.upper(), known, 3, 0.5) or (known if len(known) <= 16 else [])
    text = _("Unknown %(kind)s “%(word)s”.") % {"kind": kind, "word": word}
    if not near:
        return text
    return " ".join([text, _("Expected: %(known)s.") % {"known": ", ".join(near)}])
