"""`python -m witness`: keygen, vkey, serve."""

import sys

from witness.cli import main

sys.exit(main())
