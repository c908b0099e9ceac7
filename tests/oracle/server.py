"""The reference VM as a server. Run it with a Python that has squirrel-lang-sq305: server.py PRELUDE.

The VM cannot be asked twice: its root table keeps what a program leaves, its destructor prints, and what it
does not define may kill the process. So this process loads it once and forks for each program.

Request on standard input: the length of the program in bytes (4 bytes, big-endian), then the program.
Answer on standard output: one letter ("o" ended, "e" uncaught error, "c" does not compile, "x" died or took
too long), then output and error text, each with its length before it.
"""

import ctypes
import os
import select
import signal
import struct
import sys
import time

import squirrel

LONGEST_S = 2.0
MOST_OUTPUT = 1 << 20
LIBC = ctypes.CDLL(None)


def read_exactly(size):
    parts = b""
    while len(parts) < size:
        part = os.read(0, size - len(parts))
        if not part:
            sys.exit(0)
        parts += part
    return parts


def run(prelude, program, output, error):
    """In the child: runs both in one VM, never returns."""
    os.dup2(output, 1)
    letter, text = "o", b""
    vm = squirrel.SQVM(1024)
    try:
        vm.execute(prelude)
        vm.execute(program)
    except BaseException as problem:
        compiles = type(problem).__module__ != "_squirrel" or "failed to compile" not in str(problem)
        letter = "e" if compiles else "c"
        odd = isinstance(problem, UnicodeDecodeError)  # an error text that is not UTF-8
        text = problem.object if odd else str(problem).encode("utf-8")
    LIBC.fflush(None)
    os.write(error, letter.encode() + text)
    os._exit(0)


def collect(pid, output, error):
    """In the parent: what the child writes, until it closes both pipes or time is up."""
    texts = {output: b"", error: b""}
    end = time.monotonic() + LONGEST_S
    open_pipes = [output, error]
    while open_pipes:
        ready, _, _ = select.select(open_pipes, [], [], max(0.0, end - time.monotonic()))
        for pipe in ready:
            part = os.read(pipe, 1 << 16)
            texts[pipe] += part
            if not part:
                open_pipes.remove(pipe)
        if not ready or len(texts[output]) > MOST_OUTPUT:
            os.kill(pid, signal.SIGKILL)
            texts[error] = b""
            break
    os.waitpid(pid, 0)
    return texts[output], texts[error] or b"x"


def ask(prelude, program):
    output, output_end = os.pipe()
    error, error_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        run(prelude, program, output_end, error_end)
    os.close(output_end)
    os.close(error_end)
    written, problem = collect(pid, output, error)
    os.close(output)
    os.close(error)
    return problem[:1], written, problem[1:]


def main(prelude_path):
    with open(prelude_path, "rb") as file:
        prelude = file.read()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the VM prints about compile errors
    while True:
        program = read_exactly(struct.unpack(">I", read_exactly(4))[0])
        letter, output, error = ask(prelude, program)
        answers.write(letter + struct.pack(">I", len(output)) + output + struct.pack(">I", len(error)) + error)
        answers.flush()


if __name__ == "__main__":
    main(sys.argv[1])
