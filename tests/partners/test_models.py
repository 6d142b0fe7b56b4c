"""Countries and partners: what the database refuses, in which words, and how rows name themselves."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import translation

from partners.models import (
    Country,
    FundingPartner,
    FundingPartnerRole,
    GlobalSouthMembership,
    GroupMembership,
    HostEntity,
    HostEntityFormerName,
    HostEntityGroup,
    HostEntityRole,
    Initiative,
    RegionMembership,
)
from tests import cast

pytestmark = pytest.mark.django_db
FROM, UNTIL = date(2018, 1, 1), date(2020, 12, 31)


def refusals_of(row) -> str:
    """What the form says and the database refuses as well."""
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    return " ".join(refusal.value.messages)


@pytest.mark.parametrize("code", ["ken", "KE", "KENYA", "K3N", "KÉN", "K N"])
def test_a_country_code_has_three_capital_letters(code):
    with pytest.raises(ValidationError):
        Country(alpha3=code, name_en="Kenya").full_clean()
    with pytest.raises(Exception, match=r"partners_country_code_form|too long"), transaction.atomic():
        Country(alpha3=code, name_en="Kenya").save()


@pytest.mark.parametrize("code", ["un-women", "UN WOMEN", "UNÉ", "", "undp", "UNDP\n"])
@pytest.mark.parametrize(
    "make",
    [
        lambda code: HostEntity(code=code, name="Entity", kind="other"),
        lambda code: HostEntityGroup(code=code, name="Group"),
        lambda code: FundingPartner(code=code, name="Partner", kind="other"),
        lambda code: Initiative(code=code, name="Initiative"),
    ],
)
def test_a_code_has_only_capital_letters_digits_and_underscores(make, code):
    with pytest.raises(ValidationError):
        make(code).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make(code).save()


def test_a_code_belongs_to_one_partner_of_a_kind():
    cast.host_entity("WHO")
    assert "already exists" in refusals_of(HostEntity(code="WHO", name="Another", kind="other"))
    FundingPartner(code="WHO", name="The same code may pay", kind="other").full_clean()


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Kenya"), ("fr", "Kénya"), ("zh-hans", "肯尼亚"), ("ar", "Kenya"), ("de", "Kenya")]
)
def test_a_country_is_named_in_the_reader_s_language_or_in_english(language, name):
    country = Country(alpha3="KEN", name_en="Kenya", name_fr="Kénya", name_zh="肯尼亚")
    with translation.override(language):
        assert (country.name, str(country)) == (name, name)


def test_rows_name_themselves_as_people_speak_of_them():
    kenya, who = cast.country("KEN", name_en="Kenya"), cast.host_entity("WHO", name="World Health Organization")
    group = HostEntityGroup(code="UN", name="United Nations")
    ada, japan = cast.user(name="Ada Ona"), cast.funding_partner("JAPAN", name="Japan")
    dated = {"valid_from": FROM, "source": "a list"}
    names = {
        str(RegionMembership(country=kenya, region="africa", **dated)): "Kenya: Africa",
        str(GlobalSouthMembership(country=kenya, is_global_south=True, **dated)): "Kenya: global South",
        str(GlobalSouthMembership(country=kenya, is_global_south=False, **dated)): "Kenya: not global South",
        str(GroupMembership(group=group, host_entity=who)): "World Health Organization (United Nations)",
        str(HostEntityFormerName(host_entity=who, name="Office of Hygiene", last_date=UNTIL)): "Office of Hygiene",
        str(HostEntityRole(user=ada, host_entity=who)): "Ada Ona (World Health Organization)",
        str(FundingPartnerRole(user=ada, funding_partner=japan)): "Ada Ona (Japan)",
    }
    assert list(names) == list(names.values())


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (
            lambda days: RegionMembership(country=cast.country(), region="africa", source="a list", **days),
            "already has a region",
        ),
        (
            lambda days: GlobalSouthMembership(country=cast.country(), is_global_south=True, source="a list", **days),
            "already has an answer",
        ),
        (
            lambda days: GroupMembership(
                group=HostEntityGroup.objects.get_or_create(code="UN", name="United Nations")[0],
                host_entity=cast.host_entity(),
                **days,
            ),
            "already a member",
        ),
    ],
    ids=["region", "global South", "group"],
)
class TestDatedRows:
    def test_end_on_or_after_their_first_day(self, make, sentence):
        make({"valid_from": UNTIL, "valid_to": UNTIL}).full_clean()
        assert "before the first day" in refusals_of(make({"valid_from": UNTIL, "valid_to": FROM}))

    @pytest.mark.parametrize(
        ("first", "last"), [(FROM, UNTIL), (UNTIL, None), (date(2017, 1, 1), FROM), (date(2017, 1, 1), None)]
    )
    def test_hold_one_at_a_time(self, make, sentence, first, last):
        make({"valid_from": FROM, "valid_to": UNTIL}).save()
        assert sentence in refusals_of(make({"valid_from": first, "valid_to": last}))

    def test_may_follow_each_other_day_upon_day(self, make, sentence):
        make({"valid_from": FROM, "valid_to": UNTIL}).save()
        for first, last in ((date(2017, 1, 1), date(2017, 12, 31)), (date(2021, 1, 1), None)):
            row = make({"valid_from": first, "valid_to": last})
            row.full_clean()
            row.save()

    def test_an_open_one_leaves_no_day_after_it(self, make, sentence):
        make({"valid_from": FROM, "valid_to": None}).save()
        assert sentence in refusals_of(make({"valid_from": date(2090, 1, 1), "valid_to": None}))


def test_two_host_entities_may_be_in_one_group_and_one_in_two():
    groups = [HostEntityGroup.objects.create(code=code, name=code) for code in ("A", "B")]
    for group in groups:
        for code in ("WHO", "UNDP"):
            GroupMembership.objects.create(group=group, host_entity=cast.host_entity(code), valid_from=FROM)
    assert {entity.code for entity in groups[0].members.all()} == {"WHO", "UNDP"}
    assert cast.host_entity("WHO").groups.count() == 2


def test_one_former_name_ends_on_a_day():
    who = cast.host_entity("WHO")
    HostEntityFormerName.objects.create(host_entity=who, name="Office", last_date=UNTIL)
    assert "already ends on this day" in refusals_of(
        HostEntityFormerName(host_entity=who, name="Bureau", last_date=UNTIL)
    )
    HostEntityFormerName(host_entity=cast.host_entity("UNDP"), name="Bureau", last_date=UNTIL).full_clean()


def test_a_user_speaks_once_for_a_partner_and_may_speak_for_several():
    focal = cast.focal_point(cast.host_entity("WHO"))
    cast.focal_point(cast.host_entity("UNDP"))
    assert "already a focal point" in refusals_of(HostEntityRole(user=focal, host_entity=cast.host_entity("WHO")))
    speaker = cast.representative(cast.funding_partner("JAPAN"))
    again = FundingPartnerRole(user=speaker, funding_partner=cast.funding_partner("JAPAN"))
    assert "already represents" in refusals_of(again)


def test_what_assignments_name_is_not_deleted():
    row = cast.assignment(funding_partner=cast.funding_partner())
    row.initiative_rows.create(initiative=cast.initiative())
    for partner in (row.country, row.host_entity, row.funding_partner, cast.initiative()):
        with pytest.raises(ProtectedError):
            partner.delete()


def test_a_host_entity_in_a_group_is_not_deleted_and_a_group_takes_its_memberships_along():
    group = HostEntityGroup.objects.create(code="UN", name="United Nations")
    GroupMembership.objects.create(group=group, host_entity=cast.host_entity(), valid_from=FROM)
    with pytest.raises(ProtectedError):
        cast.host_entity().delete()
    group.delete()
    assert not GroupMembership.objects.exists()


def test_roles_go_with_their_user_and_leave_a_trace():
    focal = cast.focal_point()
    focal.delete()
    assert not HostEntityRole.objects.exists()
    assert HostEntityRole.pgh_event_model.objects.filter(pgh_label="delete").count() == 1


def test_public_addresses_are_those_of_codes():
    assert cast.country("KEN").get_absolute_url() == "/countries/KEN/"
    assert cast.host_entity("WHO").get_absolute_url() == "/entities/WHO/"
