"""The search: from a question to an entry, or an honest refusal."""
