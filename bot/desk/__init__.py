"""The staff's desk: what the bot does in their group, and how it reaches a person and comes back."""
