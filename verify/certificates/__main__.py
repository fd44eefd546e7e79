"""Check the certificates of a file with the standard library alone."""

import json
import sys
from pathlib import Path

if not __package__:  # run as a folder, without an installed package
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from certificates import recheck  # type: ignore[import-not-found]
else:
    from . import recheck

count, failures = recheck(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
print(f"{count} certificates, {len(failures)} not valid", *failures, sep="\n")
sys.exit(bool(failures) or not count)
