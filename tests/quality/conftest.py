"""The statements of this folder, decided once in one pool of workers.

With xdist, ``--dist loadgroup`` keeps them on one worker.
"""

from __future__ import annotations

import pytest

from ganproof.verify.run import library, session, store


@pytest.fixture(scope="session")
def judged(request):
    """Records by file, of the files that the selected tests ask for."""
    files = {
        item.callspec.params["file"]
        for item in request.session.items
        if "judged" in getattr(item, "fixturenames", ()) and hasattr(item, "callspec")
    }
    references = {library.of_file(file): file for file in sorted(files)}
    with store.in_memory() as nothing:
        document = session.run(references, nothing, library_of=dict)
    by_id = {claim.id: claim for claim in document.claims}
    return {file: by_id[reference.id] for reference, file in references.items()}
