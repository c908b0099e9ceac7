"""What pytest leaves alone here."""

collect_ignore = ["right"]  # programs and scenarios of learners, which test_other_right_programs.py puts into lessons
