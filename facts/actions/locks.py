"""The locks of the aggregation, by number."""

from accounts.locks import held, take_turns

__all__ = ["AGGREGATION", "ASKING", "PROTECTION", "SHARDS", "held", "take_turns"]

AGGREGATION = 7_203_001
SHARDS = 7_203_002
PROTECTION = 7_203_003
ASKING = 7_203_004
