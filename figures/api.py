"""Statistics and the forecast in the public API: it asks what the pages ask."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from facts.models import FactState
from figures import forecast
from figures.answer import Reader, answer
from figures.dimensions import DIMENSIONS
from figures.measures import MEASURES
from figures.question import Question
from figures.refusals import QuestionRefused

REFUSAL = inline_serializer("Refusal", {"detail": serializers.CharField(), "field": serializers.CharField()})
STATISTIC = inline_serializer(
    "Statistic",
    {
        "rows": serializers.ListField(child=serializers.DictField()),
        "cutoff": serializers.DateField(),
        "aggregated_at": serializers.DateTimeField(allow_null=True),
        "is_provisional": serializers.BooleanField(),
        "is_unfinished": serializers.BooleanField(),
    },
)
FORECAST = inline_serializer(
    "Forecast",
    {
        "modality": serializers.CharField(),
        "host_entity": serializers.CharField(help_text="Empty: all of them."),
        "rows": inline_serializer(
            "ExpectedMonth",
            {
                "period": serializers.CharField(help_text="YYYY-MM"),
                "volunteers": serializers.IntegerField(help_text="Distinct people expected to serve in the month."),
                "volunteer_months": serializers.FloatField(),
            },
            many=True,
        ),
        "cutoff": serializers.DateField(allow_null=True, help_text="Nothing before the month after it is expected."),
        "aggregated_at": serializers.DateTimeField(allow_null=True),
        "is_provisional": serializers.BooleanField(help_text="Always true: an estimate, no fact."),
    },
)
PARAMETERS = [
    OpenApiParameter("measure", str, enum=list(MEASURES), default="volunteers"),
    OpenApiParameter("year", int),
    OpenApiParameter("month", int),
    OpenApiParameter("on", OpenApiTypes.DATE, description="A day, instead of year and month."),
    OpenApiParameter("modality", str, enum=["onsite", "online"], default="onsite"),
    OpenApiParameter("by", str, many=True, enum=list(DIMENSIONS), description="At most two."),
    OpenApiParameter("share", str, description="dimension:key, as in sex:female."),
    OpenApiParameter("growth", bool),
    *(OpenApiParameter(name, str, many=True, description="Only these keys.") for name in DIMENSIONS),
]


class StatisticView(APIView):
    """One question of the statistics, with the explorer's parameters."""

    @extend_schema(
        operation_id="statistic",
        parameters=PARAMETERS,
        responses={200: STATISTIC, 400: OpenApiResponse(REFUSAL, description="The question cannot be answered.")},
    )
    def get(self, request):
        try:
            question = Question.from_parameters(dict(request.query_params.lists()))
            found = answer(question, reader=Reader.of(request.user))
        except QuestionRefused as refusal:
            return refused(refusal)
        return Response(
            {
                "rows": found.as_json(),
                "cutoff": found.cutoff,
                "aggregated_at": found.aggregated_at,
                "is_provisional": found.is_provisional,
                "is_unfinished": found.is_unfinished,
            }
        )


class ForecastView(APIView):
    """What is expected of the twelve months after the cut-off, from running and planned assignments.

    An estimate from the records as they stand, never a fact: it is not to be added to what was served. Before
    anything is aggregated it has no rows.
    """

    @extend_schema(
        operation_id="forecast",
        parameters=[
            OpenApiParameter("modality", str, enum=list(forecast.MODALITIES), default="onsite"),
            OpenApiParameter("host_entity", str, description="The code of one host entity; without it, all of them."),
        ],
        responses={200: FORECAST, 400: OpenApiResponse(REFUSAL, description="There is no such entity or modality.")},
    )
    def get(self, request):
        try:
            modality, host_entity = forecast.read_parameters(dict(request.query_params.lists()))
        except QuestionRefused as refusal:
            return refused(refusal)
        state = FactState.objects.current()
        cutoff = state and state.cutoff
        months = forecast.expected_months(modality=modality, host_entity=host_entity, cutoff=cutoff)
        return Response(
            {
                "modality": modality,
                "host_entity": host_entity,
                "rows": [month.as_json() for month in months],
                "cutoff": cutoff,
                "aggregated_at": state and state.aggregated_at,
                "is_provisional": True,
            }
        )


def refused(refusal: QuestionRefused) -> Response:
    """A refusal in words, with the parameter at fault."""
    return Response({"detail": refusal.message, "field": refusal.field}, status=status.HTTP_400_BAD_REQUEST)
