"""python -m impsim: the same command as impsim."""

import sys

from impsim.cli import main

sys.exit(main())
