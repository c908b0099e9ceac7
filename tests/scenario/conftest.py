"""What pytest leaves alone here."""

collect_ignore = ["storm"]  # test_scenarios.py runs it, in a folder that its report may be written to
