"""What entries refer to: sources, speakers, places, offices, topics."""

from dataclasses import dataclass, field

from bot.content.entry import NOWHERE, PartialDate, Spot, Words


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read. Without `url` it is named, never linked."""

    id: str
    title: str
    publisher: str
    url: str | None = None
    published: PartialDate | None = None
    retrieved: PartialDate | None = None
    spot: Spot = NOWHERE

    @property
    def day(self) -> PartialDate | None:
        """The day of publication, or else the day on which it was read."""
        return self.published or self.retrieved


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person whose claims are quoted; `name` is how a sentence calls them."""

    id: str
    name: Words
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere on the map, WGS 84 decimal degrees, for orientation only."""

    id: str
    name: Words
    latitude: float
    longitude: float
    address: Words = field(default_factory=dict)
    source: str | None = None
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class Office:
    """Who would know: the office a person is referred to; `contact` only where a source has it."""

    id: str
    name: Words
    contact: str | None = None
    source: str | None = None
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class Topic:
    """A shelf of the menu; its folder under `entries/` has the same id."""

    id: str
    title: Words
    icon: str = ""
    spot: Spot = NOWHERE
