"""What is claimed: one file per statement; its path is its id."""
