"""Theorems taken on trust, each with its reference."""
