"""Plugins: impsim inside the tools that people test with already, pytest and coverage.py."""
