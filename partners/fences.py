"""Countries and organisations are known to all; who speaks for them, to colleagues."""

from accounts.fence import fenced, opened, shut

opened(
    "partners.Country",
    "partners.RegionMembership",
    "partners.GlobalSouthMembership",
    "partners.HostEntity",
    "partners.HostEntityFormerName",
    "partners.HostEntityGroup",
    "partners.GroupMembership",
    "partners.FundingPartner",
    "partners.Initiative",
)
fenced("partners.HostEntityRole", "partners.HostEntityRoleCountry", "partners.FundingPartnerRole")
shut("partners.HostEntityOffer", "partners.HostEntityOffer_countries", "partners.FundingPartnerOffer")
