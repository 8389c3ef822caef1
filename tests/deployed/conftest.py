"""`make deployed` runs these: half a minute of a processor for what changes seldom."""

import os

collect_ignore_glob = [] if os.environ.get("STEADFAST_DEPLOYED") else ["test_*.py"]
