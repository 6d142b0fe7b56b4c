"""Records that the portal does not keep yet, by the name that the list of questions gives them."""

from django.utils.translation import gettext_lazy as _

SERVICE = "service"

MISSING = {
    SERVICE: _("volunteers and assignments of that year"),
    "framework": _("the results framework"),
    "agreements": _("agreements with partners"),
    "duty_station_tags": _("tags of duty stations"),
    "evaluations": _("evaluations"),
    "events": _("events, their speakers and participants"),
    "finance": _("contributions and expenditure"),
    "ilostat": _("ILOSTAT's volunteer-work indicator"),
    "knowledge_products": _("knowledge products and who contributed"),
    "learning": _("learning, counselling and examinations"),
    "opportunities": _("online opportunities and applications"),
    "partner_survey": _("answers to the partner survey"),
    "policy_support": _("support to Member States for policies, laws and statistics"),
    "reviews": _("voluntary national reviews"),
    "schemes": _("volunteer schemes and whom they mobilise"),
    "volunteer_reports": _("volunteers' reports"),
}


def missing_note(kind: str) -> str:
    """Which records are missing, as a sentence."""
    return str(_("Records still missing: %(records)s.") % {"records": MISSING[kind]})


def later_note(kind: str) -> str:
    """What will count a figure that is entered today."""
    return str(_("Entered with its source; to be counted from: %(records)s.") % {"records": MISSING[kind]})
