"""Loading the reference data of partners."""

import shutil

import pytest

from partners.actions import DATA, load_partners
from partners.models import (
    Country,
    FundingPartner,
    GlobalSouthMembership,
    HostEntity,
    HostEntityGroup,
    Initiative,
    RegionMembership,
)
from partners.reference_files import ReferenceFileError

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA, tmp_path / "data")


def replace_in(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def history_rows():
    models = (Country, RegionMembership, GlobalSouthMembership, HostEntity, FundingPartner, Initiative)
    return {model: model.pgh_event_model.objects.count() for model in models}


def test_loads_everything_that_the_files_list():
    created = load_partners()
    assert created["partners.Country"] == Country.objects.count() == 251
    assert created["partners.HostEntity"] == HostEntity.objects.count() == 60
    assert HostEntity.objects.filter(is_demo=True).count() == 32
    assert created["partners.FundingPartner"] == 20
    assert created["partners.Initiative"] == 4


def test_names_a_country_in_six_languages_and_keeps_the_note_on_its_name():
    load_partners()
    kosovo = Country.objects.get(alpha3="XKX")
    assert kosovo.name_zh == "科索沃(安全理事会第1244号决议)"
    assert "resolution 1244 (1999)" in kosovo.note
    assert Country.objects.get(alpha3="AFG").is_lldc


def test_gives_no_region_and_an_unknown_global_south_to_stateless_people():
    load_partners()
    stateless = Country.objects.get(alpha3="XXA")
    assert not stateless.region_memberships.exists()
    assert not stateless.global_south_memberships.exists()
    assert Country.objects.get(alpha3="SWE").global_south_memberships.get().is_global_south is False
    assert Country.objects.get(alpha3="KEN").region_memberships.get().region == "africa"


def test_counts_missions_in_their_group_from_the_first_day_of_records():
    load_partners()
    members = HostEntityGroup.objects.get(code="UN_MISSIONS").memberships
    assert {row.host_entity.code for row in members.all()} == {"UNMISS", "MONUSCO", "MINUSCA", "UNAMA", "UNVMC"}
    assert {row.valid_from.isoformat() for row in members.all()} == {"1971-01-01"}


def test_names_a_government_after_its_country():
    load_partners()
    sweden = FundingPartner.objects.get(code="SWE")
    assert (sweden.name, sweden.country.alpha3) == ("Sweden (Government)", "SWE")
    assert FundingPartner.objects.get(code="CISCO").country is None


def test_loading_again_does_nothing_and_leaves_no_trace():
    load_partners()
    before = history_rows()
    assert not load_partners()
    assert history_rows() == before


def test_keeps_what_staff_have_changed_and_restores_what_is_missing():
    load_partners()
    HostEntity.objects.filter(code="WHO").update(name="World Health Organization (edited)")
    RegionMembership.objects.filter(country__alpha3="KEN").delete()
    Initiative.objects.get(code="COVID19").delete()
    assert load_partners() == {"partners.Initiative": 1}
    assert HostEntity.objects.get(code="WHO").name.endswith("(edited)")
    assert not RegionMembership.objects.filter(country__alpha3="KEN").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "countries.csv",
            "africa,yes",
            "afrika,yes",
            ["countries.csv, row 4, column region", "“afrika”", "arab_states"],
        ),
        ("countries.csv", ",region,", ",area,", ["countries.csv", "missing columns: region"]),
        ("codes.csv", "host_entity,UNHCR,", "host_entity,UNDP,", ["codes.csv, row 3, column code", "“UNDP”"]),
        ("codes.csv", "host_entity,WFP", "hosts,WFP", ["column list", "“hosts”"]),
        ("codes.csv", "funding_partner,SWE", "funding_partner,SVE", ["column code", "“SVE”", "country"]),
        (
            "codes.csv",
            "peacekeeping_mission,UN_MISSIONS",
            "peacekeeping_mission,MISSIONS",
            ["column group", "MISSIONS"],
        ),
    ],
)
def test_says_where_a_reference_file_is_wrong_and_loads_nothing(folder, file, old, new, said):
    replace_in(folder / file, old, new)
    with pytest.raises(ReferenceFileError) as refused:
        load_partners(folder=folder)
    assert all(part in str(refused.value) for part in said), refused.value
    assert not Country.objects.exists()


def test_refuses_a_file_that_is_not_utf_8(folder):
    (folder / "codes.csv").write_bytes("list,code,name,kind,group\nhost_entity,X,Büro,other,".encode("latin-1"))
    with pytest.raises(ReferenceFileError, match=r"codes\.csv"):
        load_partners(folder=folder)
