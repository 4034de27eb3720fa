"""`python -m abasto_verify`."""

import gc
import sys

from .main import main

gc.disable()  # A short run without cycles: looking for them takes a third of its time.
sys.exit(main())
