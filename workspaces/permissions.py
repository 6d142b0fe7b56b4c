"""What staff roles may do with lists: managers share the filters that they save."""

from accounts.models import StaffRole
from accounts.permissions import grant

grant({StaffRole.PROGRAMME_MANAGER: {"workspaces.share_savedfilter"}})
