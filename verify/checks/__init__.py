"""One way of deciding a statement per module; each returns Evidence and knows no other."""
