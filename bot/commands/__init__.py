"""The commands of the program: what an operator or editor types."""
