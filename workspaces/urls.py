from django.urls import path

from workspaces import views

urlpatterns = [
    path("", views.home, name="workspace"),
    path("assignments/", views.AssignmentList.as_view(), name="workspace_assignments"),
    path("assignments.csv", views.assignments_csv, name="workspace_assignments_csv"),
    path("assignments.xlsx", views.assignments_xlsx, name="workspace_assignments_xlsx"),
    path("assignments/<path:number>/", views.assignment_page, name="workspace_assignment"),
    path("volunteers/<path:roster_number>/", views.volunteer_page, name="workspace_volunteer"),
]
