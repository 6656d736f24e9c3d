"""The visitors' duties: what the bot does in a chat, one duty a file."""
