"""`python -m abasto_verify`."""

import sys

from .main import main

sys.exit(main())
