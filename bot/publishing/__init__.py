"""From `content/` to an edition: the checks, the report, and one transaction."""
