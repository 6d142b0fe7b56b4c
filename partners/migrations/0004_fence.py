"""What the reader's roles at organisations are today, and the fence around roles and users that this needs."""

from django.conf import settings
from django.db import migrations

from accounts.fence_policies import fence, told

MINE = """
    r.user_id = portal_reader() AND r.ended_at IS NULL AND r.valid_from <= portal_today()
    AND (r.valid_to IS NULL OR r.valid_to >= portal_today())
"""
IS_LIMITED = "EXISTS (SELECT 1 FROM partners_hostentityrolecountry c WHERE c.role_id = r.id)"
WHOLE = f"SELECT ARRAY(SELECT r.host_entity_id FROM partners_hostentityrole r WHERE {MINE} AND NOT {IS_LIMITED})"
LIMITED = f"SELECT ARRAY(SELECT r.host_entity_id FROM partners_hostentityrole r WHERE {MINE} AND {IS_LIMITED})"
ENTITIES = f"SELECT ARRAY(SELECT r.host_entity_id FROM partners_hostentityrole r WHERE {MINE})"
COUNTRIES = f"""
    SELECT r.host_entity_id, c.country_id
    FROM partners_hostentityrole r JOIN partners_hostentityrolecountry c ON c.role_id = r.id WHERE {MINE}
"""
FUNDERS = f"SELECT ARRAY(SELECT r.funding_partner_id FROM partners_fundingpartnerrole r WHERE {MINE})"
COLLEAGUES = """
    SELECT ARRAY(
        SELECT h.user_id FROM partners_hostentityrole h WHERE h.host_entity_id = ANY (portal_reader_entities())
        UNION
        SELECT f.user_id FROM partners_fundingpartnerrole f WHERE f.funding_partner_id = ANY (portal_reader_funders())
    )
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_fence"),
        ("partners", "0003_dated_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        told("portal_reader_whole_entities", "bigint[]", WHOLE),
        told("portal_reader_limited_entities", "bigint[]", LIMITED),
        told("portal_reader_entities", "bigint[]", ENTITIES),
        told("portal_reader_countries", "TABLE (host_entity_id bigint, country_id bigint)", COUNTRIES),
        told("portal_reader_funders", "bigint[]", FUNDERS),
        told("portal_reader_colleagues", "bigint[]", COLLEAGUES),
        fence(
            "partners_hostentityrole",
            "user_id = (SELECT portal_reader()) OR host_entity_id = ANY ((SELECT portal_reader_entities())::bigint[])",
        ),
        fence(
            "partners_hostentityrolecountry",
            "EXISTS (SELECT 1 FROM partners_hostentityrole r WHERE r.id = role_id)",
        ),
        fence(
            "partners_fundingpartnerrole",
            "user_id = (SELECT portal_reader()) OR funding_partner_id = ANY ((SELECT portal_reader_funders())::bigint[])",
        ),
        fence(
            "accounts_user",
            "id = (SELECT portal_reader()) OR is_staff OR id = ANY ((SELECT portal_reader_colleagues())::bigint[])",
        ),
    ]
