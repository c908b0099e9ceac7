"""Bluetooth LE: what is on the air, and the radio of an imp."""
