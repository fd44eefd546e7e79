"""SymPy must be imported by the package: it settles the ground types before."""

import ganproof.verify  # noqa: F401
