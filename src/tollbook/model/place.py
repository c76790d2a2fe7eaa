"""Where: a place as written, what the gazetteer makes of it, and the places it was preferred to."""

from dataclasses import dataclass
from typing import Literal

from tollbook.model.span import Span

PlacePrecision = Literal["exact", "near", "admin2", "admin1", "region", "country"]


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One row of a gazetteer: WGS 84 degrees, ISO 3166-1 alpha-2 country, GeoNames feature code, population.

    `lat` and `lon` are None for a unit or country that has no point of its own.
    """

    id: str
    name: str
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    feature: str
    population: int


@dataclass(frozen=True, slots=True)
class Rival:
    """A place of the same name that was weighed and not chosen."""

    name: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    score: float
    gazetteer_id: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written and as resolved; coordinates are None where the gazetteer does not know it well enough.

    `precision` follows UCDP's `where_prec` 1–6: exact, near (about 25 km), admin2, admin1, region, country.
    """

    name: str
    span: Span | None
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision | None
    gazetteer_id: str | None
    score: float
    rivals: tuple[Rival, ...] = ()
