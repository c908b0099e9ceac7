"""USB: the port of an imp, and devices that can be plugged into it."""
