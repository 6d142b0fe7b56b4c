"""Documents that are given away: they know no domain, and no cell of theirs runs as a formula."""
