"""`python -m abasto_verify`."""

import gc
import io
import sys

from .main import main

gc.disable()  # A short run without cycles: looking for them takes a third of its time.
if isinstance(sys.stdout, io.TextIOWrapper):
    sys.stdout.reconfigure(errors="backslashreplace")
sys.exit(main())
