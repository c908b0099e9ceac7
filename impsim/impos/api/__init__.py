"""What device programs find. Each module implements one object, or one matter of a large one.

Its functions take the Imp and the program's arguments and work with Squirrel values; MEMBERS says which stub each
implements.
"""
