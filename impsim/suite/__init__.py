"""Suites of tests: what scenario files and Electric Imp test projects have in common, and how both run and report."""
