"""The objects that claims speak of: games, updates."""
