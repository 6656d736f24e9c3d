"""The curated content as records: what an editor writes, read and typed."""
