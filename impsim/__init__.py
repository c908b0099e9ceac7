"""impsim: a Squirrel-compatible simulator of Electric Imp's impOS."""

__version__ = "0.1.0"
