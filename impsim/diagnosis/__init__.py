"""What went wrong and why: the catalogue of codes, the reasons of run-time errors, the warnings of `impsim check`."""
