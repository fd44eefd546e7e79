"""A run document as a reader meets it: on a terminal, in JUnit XML, in Markdown."""
