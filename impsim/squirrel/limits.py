"""What a program may use up. Each limit throws a Squirrel error instead of harming the host."""

MAX_STRING = 1 << 24  # characters; a device holds far less, and doubling past this would eat the host's memory
MAX_ARRAY = 1 << 24  # elements
MAX_BLOB = 1 << 24  # bytes
CALL_DEPTH = 2500  # nested calls; the reference grows until the host dies, impOS has a few kilobytes of stack
EXPRESSION_DEPTH = 400  # nested operators in one expression; every later pass recurses that deep
BLOCK_DEPTH = 18  # nested loops and try blocks in one function; Python's compiler allows 20
