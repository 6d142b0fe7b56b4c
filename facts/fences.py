"""Facts hold no person: what small numbers hide is hidden when they are read."""

from accounts.fence import opened, shut

opened("facts.Fact", "facts.PairFact", "facts.HiddenCell", "facts.ProtectedYear", "facts.FactState", "facts.Forecast")
shut("facts.Shard")
