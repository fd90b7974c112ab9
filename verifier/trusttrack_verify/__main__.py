"""`python -m trusttrack_verify` is `trusttrack-verify`."""

import sys

from trusttrack_verify.cli import main

sys.exit(main())
