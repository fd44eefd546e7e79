"""How results are shown: one self-contained HTML page from one run document."""
