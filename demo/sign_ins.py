"""Who can sign in to the demo: one person for each role, and a second results officer to approve."""

SIGN_INS = (
    ("administrator", "admin@example.org", "demo-administrator-2020"),
    ("programme associate", "staff@example.org", "demo-associate-2020"),
    ("programme manager", "manager@example.org", "demo-manager-2020"),
    ("results officer", "results@example.org", "demo-results-2020"),
    ("second results officer", "results2@example.org", "demo-approves-2020"),
    ("auditor", "auditor@example.org", "demo-auditor-2020"),
    ("focal point of UNDP", "undp@example.org", "demo-undp-2020"),
    ("focal point of WHO", "who@example.org", "demo-health-2020"),
    ("funding partner (Sweden)", "sweden@example.org", "demo-sweden-2020"),
    ("volunteer", "volunteer@example.org", "demo-volunteer-2020"),
)


def demo_sign_ins() -> list[tuple[str, str, str]]:
    """Role in words, e-mail address and password of each demo user."""
    return list(SIGN_INS)
