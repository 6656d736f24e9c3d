"""Sending: the one way out to Telegram."""
