"""Running claims: what to do, worker processes, the store, and how two runs differ."""
