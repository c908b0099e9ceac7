"""The trace: everything that was seen of a run, one event a line."""
