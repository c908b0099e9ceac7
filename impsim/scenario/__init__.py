"""What happens around imps: for now the world file of `impsim run --world`."""
