"""Rate limits of the API that do not take the API down with them."""

import structlog
from redis.exceptions import RedisError
from rest_framework.throttling import AnonRateThrottle

log = structlog.get_logger(__name__)


class ForgivingAnonRateThrottle(AnonRateThrottle):
    """Limits callers as long as somebody can count; without the cache it lets them through."""

    def allow_request(self, request, view):
        try:
            return super().allow_request(request, view)
        except RedisError as error:
            log.warning("rate_limits_unreachable", error=str(error))
            return True
