"""Gerbang: a Telegram bot that answers about Balikpapan from a curated content database."""

import os

__version__ = "0.1.0"

# Read when NumPy is imported, so it is said before that. Our matrices are small: a second thread of the
# arithmetic only spins and waits (2026-11-25: 6 ms a question instead of 62 on a busy machine).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
