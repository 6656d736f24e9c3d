"""How updates come in: each once, in order, none lost."""
