"""The playground: Telegram without Telegram."""
