"""What a program may use up. Each limit throws a Squirrel error instead of harming the host."""

MAX_STRING = 1 << 24  # characters; a device holds far less, and doubling past this would eat the host's memory
MAX_ARRAY = 1 << 24  # elements
MAX_BLOB = 1 << 24  # bytes
CALL_DEPTH = 2500  # nested calls; the reference grows until the host dies, impOS has a few kilobytes of stack
MAX_STEPS = 20_000_000  # loop turns and calls in one go: a few seconds of the host, far more than a device would take
EXPRESSION_DEPTH = 1500  # nested operators in one expression; every later pass recurses that deep
COMPILER_DEPTH = 40_000  # Python calls that compiling such an expression may nest; they need no C stack
BLOCK_DEPTH = 18  # nested loops and try blocks in one function; Python's compiler allows 20
