"""Documents that are given away, no cell of which runs as a formula, and files that are handed in: no domain."""
