"""A made-up framework of 2018 to 2021, with indicators of several units."""

from datetime import date

from results.models import Framework, Indicator, IndicatorDefinition, MilestoneVersion, Outcome, Output, Result


def framework(code: str = "F", first: int = 2018, last: int = 2021) -> Framework:
    return Framework.objects.create(
        code=code, title_en=f"Framework {code}", first_year=first, last_year=last, source="made up"
    )


def outcome(of: Framework, code: str = "1") -> Outcome:
    return Outcome.objects.create(framework=of, code=code, title_en=f"Outcome {code}")


def output(of: Outcome, code: str = "1.1") -> Output:
    return Output.objects.create(outcome=of, code=code, title_en=f"Output {code}")


def indicator(of: Outcome, code: str = "1.1", **fields) -> Indicator:
    given = {"kind": "annual", "unit": "percent", "source": "a survey"} | fields
    return Indicator.objects.create(outcome=of, code=code, **given)


def definition(of: Indicator, title: str = "Share of the willing", **fields) -> IndicatorDefinition:
    given = {"first_year": of.framework.first_year, "title_en": title, "method_en": "Ask them."} | fields
    return IndicatorDefinition.objects.create(indicator=of, **given)


def milestone(of: Indicator, value=50, *, year: int = 2020, adopted: str = "2018-01-01", **fields) -> MilestoneVersion:
    given = {"reason": "first", "source": "a decision"} | fields
    day = date.fromisoformat(adopted)
    return MilestoneVersion.objects.create(indicator=of, year=year, value=value, adopted_date=day, **given)


def result(of: Indicator, value=58, *, year: int = 2020, **fields) -> Result:
    """A result that was published elsewhere: nobody entered it."""
    return Result.objects.create(indicator=of, year=year, value=value, **{"evidence": "A report"} | fields)
