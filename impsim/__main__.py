"""python -m impsim: the same command as impsim."""

from impsim.cli import command

command()
