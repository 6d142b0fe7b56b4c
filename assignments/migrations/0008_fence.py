"""The fence around assignments: the own ones, those of the reader's host entities and countries, those paid for."""

from django.db import migrations

from accounts.fence_policies import fence, told

HOSTED = """
    host_entity_id = ANY ((SELECT portal_reader_whole_entities())::bigint[])
    OR (host_entity_id = ANY ((SELECT portal_reader_limited_entities())::bigint[])
        AND (host_entity_id, country_id) IN (SELECT r.host_entity_id, r.country_id FROM portal_reader_countries() r))
"""
SEEN = f"""
    volunteer_id = ANY ((SELECT portal_reader_volunteers())::bigint[])
    OR (status <> 'cancelled' AND (
        funding_partner_id = ANY ((SELECT portal_reader_funders())::bigint[])
        OR {HOSTED}
    ))
"""
OF_AN_ASSIGNMENT = "EXISTS (SELECT 1 FROM assignments_assignment a WHERE a.id = assignment_id)"
PERSON_SEEN = f"""
    user_id = (SELECT portal_reader())
    OR EXISTS (
        SELECT 1 FROM assignments_assignment a
        WHERE a.volunteer_id = volunteers_volunteer.id AND a.status <> 'cancelled' AND ({HOSTED})
    )
    OR (EXISTS (
            SELECT 1 FROM volunteers_consenttonames c
            WHERE c.volunteer_id = volunteers_volunteer.id AND c.withdrawn_at IS NULL
        ) AND EXISTS (
            SELECT 1 FROM assignments_assignment a
            WHERE a.volunteer_id = volunteers_volunteer.id AND a.status <> 'cancelled'
              AND a.funding_partner_id = ANY ((SELECT portal_reader_funders())::bigint[])
        ))
"""
OF_WHOM_ONE_IS_SEEN = """
    EXISTS (SELECT 1 FROM assignments_assignment a WHERE a.volunteer_id = volunteers_consenttonames.volunteer_id)
"""
OF_A_PERSON = "EXISTS (SELECT 1 FROM volunteers_volunteer v WHERE v.id = volunteer_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("assignments", "0007_lists_of_many"),
        ("partners", "0004_fence"),
        ("volunteers", "0004_consent_to_names"),
    ]

    operations = [
        told(
            "portal_reader_volunteers",
            "bigint[]",
            "SELECT ARRAY(SELECT v.id FROM volunteers_volunteer v WHERE v.user_id = portal_reader())",
        ),
        fence("assignments_assignment", SEEN),
        fence("assignments_interruption", OF_AN_ASSIGNMENT),
        fence("assignments_assignmentinitiative", OF_AN_ASSIGNMENT),
        fence("assignments_dutystationperiod", OF_AN_ASSIGNMENT),
        fence("assignments_extension", OF_AN_ASSIGNMENT),
        fence("volunteers_volunteer", PERSON_SEEN),
        fence("volunteers_othernationality", OF_A_PERSON),
        fence("volunteers_formerrosternumber", OF_A_PERSON),
        fence("volunteers_consenttonames", OF_WHOM_ONE_IS_SEEN),
    ]
