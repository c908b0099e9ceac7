"""What lies between an interface and the impCloud: addresses, names, proxies, packets that vanish or are late."""
