"""How often one address on the net may ask for something, where guessing must not pay."""

import structlog
from redis.exceptions import RedisError
from rest_framework.throttling import SimpleRateThrottle

log = structlog.get_logger(__name__)


class AddressLimit(SimpleRateThrottle):
    """So many requests of one address in a time, such as 20/min; without the cache nobody counts."""

    def __init__(self, scope: str, rate: str):
        self.scope, self.rate = scope, rate
        super().__init__()

    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}

    def seconds_to_wait(self, request) -> int:
        """Zero where the request is within the limit, and counted; else how long to wait."""
        try:
            is_within = self.allow_request(request, view=None)
        except RedisError as error:
            log.warning("rate_limits_unreachable", error=str(error))
            return 0
        return 0 if is_within else int(self.wait() or 0) + 1
