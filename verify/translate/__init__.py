"""A statement in the language of each engine."""
