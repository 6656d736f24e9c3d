"""The storage room: everything that must outlive the process, in SQLite or PostgreSQL."""
