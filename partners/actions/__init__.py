"""What changes countries, partners and the roles held there."""

from partners.actions.reference import DATA, load_partners
from partners.actions.roles import RoleRefused, end_role

__all__ = ["DATA", "RoleRefused", "end_role", "load_partners"]
