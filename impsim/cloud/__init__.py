"""The server side as a model: what the impCloud knows of an imp, and keeps for it."""
