"""The whole content: everything that is published together."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.content.entry import Entry
from bot.content.reference import Office, Place, Source, Speaker, Topic
from bot.content.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that is published together."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    offices: Mapping[str, Office] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
