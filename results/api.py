"""The results framework in the public API: the same scorecard as on the pages."""

from django.http import Http404
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from figures.answer import Reader
from results.models import Framework
from results.scorecard import Scorecard

INDICATOR = inline_serializer(
    "Indicator",
    {
        "code": serializers.CharField(),
        "title": serializers.CharField(),
        "unit": serializers.CharField(),
        "milestone": serializers.FloatField(allow_null=True),
        "result": serializers.FloatField(allow_null=True),
        "score_percent": serializers.FloatField(allow_null=True),
        "rating": serializers.CharField(),
        "reason": serializers.CharField(),
        "framework": serializers.CharField(),
        "status": serializers.CharField(),
    },
    many=True,
)


class ScorecardView(APIView):
    """The results framework of a year: every indicator with milestone, result, score and rating."""

    @extend_schema(
        operation_id="results",
        responses={200: INDICATOR, 404: OpenApiResponse(description="No framework covers the year.")},
    )
    def get(self, request, year):
        framework = Framework.objects.covering(year)
        if framework is None:
            raise Http404
        scorecard = Scorecard(framework, year, reader=Reader.of(request.user))
        return Response([as_json(line) | {"framework": framework.code} for line in scorecard.lines])


def as_json(line) -> dict:
    """A line of the scorecard in plain values, as far as they were approved."""
    return {
        "code": line.indicator.code,
        "title": line.definition.title if line.definition else "",
        "unit": line.indicator.unit,
        "milestone": plain(line.milestone and line.milestone.value),
        "result": plain(line.result.value),
        "score_percent": plain(line.score and line.score * 100),
        "rating": line.rating,
        "reason": line.reason or "",
        "status": line.result.status,
    }


def plain(amount) -> float | None:
    return None if amount is None else round(float(amount), 6)
