from partners.models.countries import (
    Country,
    GlobalSouthMembership,
    Region,
    RegionMembership,
)
from partners.models.funding import FundingPartner, Initiative
from partners.models.host_entities import (
    GroupMembership,
    HostEntity,
    HostEntityFormerName,
    HostEntityGroup,
)
from partners.models.invitations import FundingPartnerOffer, HostEntityOffer
from partners.models.roles import FundingPartnerRole, HostEntityRole, HostEntityRoleCountry

__all__ = [
    "Country",
    "FundingPartner",
    "FundingPartnerOffer",
    "FundingPartnerRole",
    "GlobalSouthMembership",
    "GroupMembership",
    "HostEntity",
    "HostEntityFormerName",
    "HostEntityGroup",
    "HostEntityOffer",
    "HostEntityRole",
    "HostEntityRoleCountry",
    "Initiative",
    "Region",
    "RegionMembership",
]
