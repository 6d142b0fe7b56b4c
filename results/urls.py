from django.urls import path

from results.views import approving, builder, framework, front, sheets, work

PUBLIC = [
    path("", front.front, name="front"),
    path("results/", framework.results, name="results"),
    path("results/<year:year>/", framework.results, name="results-year"),
    path("results/indicators/<code:code>/", framework.indicator, name="indicator"),
    path("results/<code:framework>/indicators/<code:code>/", framework.indicator, name="indicator-of-framework"),
]
FOR_STAFF = [
    path("workspace/results/", work.results_work, name="results-work"),
    path("workspace/results/approve/", approving.approving, name="results-approve"),
    path("workspace/results/evidence/<int:pk>/", work.evidence_file, name="evidence-file"),
    path("workspace/results/indicators/<int:pk>/", work.indicator_work, name="indicator-work"),
    path("workspace/results/frameworks/new/", builder.new_framework, name="framework-new"),
    path("workspace/results/frameworks/<int:pk>/", builder.builder, name="framework-builder"),
    path("workspace/results/frameworks/<int:pk>/copy/", builder.copied_framework, name="framework-copy"),
    path("workspace/results/frameworks/<int:pk>/move/", builder.move_part, name="framework-move"),
    path("workspace/results/frameworks/<int:pk>/remove/", builder.remove_part, name="framework-remove"),
    path("workspace/results/frameworks/<int:pk>/sheet/", sheets.framework_sheet, name="framework-sheet"),
    path("workspace/results/frameworks/<int:pk>/sheet.xlsx", sheets.sheet_file, name="framework-sheet-file"),
]
urlpatterns = PUBLIC + FOR_STAFF
