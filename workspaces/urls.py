from django.urls import path

from workspaces.views import assignments, home, lists, people, search

urlpatterns = [
    path("", home.home, name="workspace"),
    path("search/", search.search_page, name="workspace_search"),
    path("search/box/", search.search_box, name="workspace_search_box"),
    path("assignments/", lists.AssignmentList.as_view(), name="workspace_assignments"),
    path("assignments.csv", lists.assignments_csv, name="workspace_assignments_csv"),
    path("assignments.xlsx", lists.assignments_xlsx, name="workspace_assignments_xlsx"),
    path("assignments/<path:number>/", assignments.assignment_page, name="workspace_assignment"),
    path("volunteers/<path:roster_number>/", people.volunteer_page, name="workspace_volunteer"),
]
