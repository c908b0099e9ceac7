"""The three kinds of network interface, each a state that connection attempts and stimuli change."""
