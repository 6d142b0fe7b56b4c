"""A host entity's own pages: what its focal points see of their volunteers, and staff with them."""
