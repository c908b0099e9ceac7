"""Virtual time, events in order, seeded randomness: what every model runs on."""
