"""From an entry to what a person reads: figures in words, templates, sources, limits."""
