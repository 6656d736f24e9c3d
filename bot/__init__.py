"""Gerbang: a Telegram bot that answers about Balikpapan from a curated content database."""

__version__ = "0.1.0"
