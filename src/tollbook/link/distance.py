"""Distance over the ground."""

import math

EARTH_DIAMETER_KM = 12742.0


def distance_km(left: tuple[float, float], right: tuple[float, float]) -> float:
    """Give the great-circle distance between two points, latitude first, in kilometres (haversine)."""
    lat1, lat2 = math.radians(left[0]), math.radians(right[0])
    across = math.radians(right[1] - left[1])
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(across / 2) ** 2
    return EARTH_DIAMETER_KM * math.asin(math.sqrt(min(1.0, h)))
