"""What a staff role may do in the admin: one table, read at each question, stored nowhere."""

from django.contrib.auth.backends import BaseBackend

from accounts.models import StaffRole

ADD, CHANGE, VIEW, DELETE = "add", "change", "view", "delete"

RECORDS = {
    "volunteers": ("volunteer", "othernationality"),
    "assignments": ("assignment", "assignmentinitiative", "dutystationperiod", "interruption"),
    "partners": (
        "country",
        "fundingpartner",
        "fundingpartnerrole",
        "globalsouthmembership",
        "groupmembership",
        "hostentity",
        "hostentityformername",
        "hostentitygroup",
        "hostentityrole",
        "initiative",
        "regionmembership",
    ),
}
PARTS_OF_AN_ASSIGNMENT = {
    "volunteers": ("othernationality",),
    "assignments": ("assignmentinitiative", "dutystationperiod", "interruption"),
}
FRAMEWORK = {"results": ("framework", "outcome", "output", "indicator", "indicatordefinition")}
PROGRESS = {"results": ("milestoneversion", "result")}
START_RUNS = {"facts.run_aggregation"}
TIMETABLE = {"django_celery_beat": ("periodictask", "crontabschedule", "intervalschedule")}
RHYTHMS = {"django_celery_beat": ("crontabschedule", "intervalschedule")}
RUNS = {"accounts": ("jobrun",), "facts": ("fact", "factstate", "forecast", "shard"), "imports": ("importbatch",)}


def permissions(models_of_apps: dict[str, tuple[str, ...]], *actions: str) -> set[str]:
    return {
        f"{app}.{action}_{model}" for app, models in models_of_apps.items() for model in models for action in actions
    }


PERMISSIONS = {
    StaffRole.PROGRAMME_ASSOCIATE: frozenset(
        permissions(RECORDS, ADD, CHANGE, VIEW)
        | permissions(PARTS_OF_AN_ASSIGNMENT, DELETE)
        | permissions(FRAMEWORK | PROGRESS, VIEW)
        | permissions(RUNS, VIEW)
        | START_RUNS
    ),
    StaffRole.RESULTS_OFFICER: frozenset(
        permissions(PROGRESS, ADD, CHANGE, VIEW)
        | permissions({"results": FRAMEWORK["results"]}, CHANGE, VIEW)
        | permissions(RECORDS, VIEW)
        | permissions(RUNS, VIEW)
        | START_RUNS
        | permissions(TIMETABLE, CHANGE, VIEW)
        | permissions(RHYTHMS, ADD)
    ),
}


class StaffRoleBackend(BaseBackend):
    """Grants what the staff role of an active staff member allows, without a query."""

    def get_user_permissions(self, user_obj, obj=None) -> set[str]:
        if obj is not None or not (user_obj.is_active and user_obj.is_staff):
            return set()
        return set(PERMISSIONS.get(user_obj.staff_role, ()))

    def has_module_perms(self, user_obj, app_label: str) -> bool:
        return any(permission.startswith(f"{app_label}.") for permission in self.get_user_permissions(user_obj))
