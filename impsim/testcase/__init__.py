"""Test cases of every kind: what was collected, what it takes for granted, what comes of running it."""
