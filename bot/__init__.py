"""Gerbang: a Telegram bot that answers about Balikpapan from a curated content database."""

import gc
import os

__version__ = "0.1.0"

# Read when NumPy is imported, so it is said before that. Our matrices are small: a second thread of the
# arithmetic only spins and waits (2026-11-25: 6 ms a question instead of 62 on a busy machine).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Modules, editions and indexes make a million objects that stay: looking for garbage among them each time a
# few hundred more are there takes a fifth of a start (2026-11-30).
gc.set_threshold(10_000, 10, 10)
