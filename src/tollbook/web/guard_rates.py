"""How often one may ask: enough for quick hands and small programs, too little to guess passwords or to flood."""

import time
from typing import Literal

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

Doing = Literal["look", "change", "nobody", "sign_in", "sign_in_address", "sign_in_name"]

# A page of ours asks at most ten times; a quick reviewer decides twice a second.
RATES: dict[Doing, RateLimitItem] = {
    "look": RateLimitItemPerMinute(1200),
    "change": RateLimitItemPerMinute(300),
    "nobody": RateLimitItemPerMinute(120),
    # One name from one address, all names from one address, one name from everywhere. The last is wide, so that
    # nobody can be kept out by others who try their name, and still no password is found by trying.
    "sign_in": RateLimitItemPerMinute(10, 10),
    "sign_in_address": RateLimitItemPerMinute(30, 10),
    "sign_in_name": RateLimitItemPerHour(200),
}


class Rates:
    """Counts what was asked, in memory: a restart forgets it."""

    def __init__(self) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def wait(self, doing: Doing, *who: str) -> int | None:
        """Count one more request; give the seconds to wait where it was one too many, else None."""
        rate = RATES[doing]
        if self._limiter.hit(rate, doing, *who):
            return None
        reset = self._limiter.get_window_stats(rate, doing, *who).reset_time
        return max(1, round(reset - time.time()))
