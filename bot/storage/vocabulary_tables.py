"""The tables of an edition's vocabulary; a row whose word is null says that the list is there and empty."""

from sqlalchemy import Column, Integer, UniqueConstraint

from bot.storage.edition_tables import shelf, text

spellings = shelf("spellings", text("language"), text("typed", null=True), text("standard", null=True))
synonyms = shelf("synonyms", Column("family", Integer, nullable=False), text("word", null=True))
elsewhere = shelf("elsewhere", text("id"), UniqueConstraint("edition", "id"))
elsewhere_words = shelf("elsewhere_words", text("elsewhere"), text("word"))
facets = shelf("facets", text("id"), UniqueConstraint("edition", "id"))
facet_words = shelf("facet_words", text("facet"), text("word"))
facet_units = shelf("facet_units", text("facet"), text("unit"))
follow_ups = shelf("follow_ups", text("language"), text("pattern", null=True))
patterns = shelf("patterns", text("kind"), text("pattern"))
urgent_settings = shelf("urgent_settings", text("entry"), text("word", null=True))
literals = shelf("literals", text("word"))
