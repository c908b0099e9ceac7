"""Run by a Python that has the reference VM: compiles the files named on standard input, one a line.

Prints for each a JSON list: its name, and the error text or null. A name alone in a list says that its turn
has come: a file whose result is missing brought the compiler down.
"""

import ctypes
import json
import os
import re
import sys
import tempfile

import squirrel

out = os.dup(1)
errors, _ = tempfile.mkstemp()
os.dup2(errors, 1)
os.dup2(errors, 2)


def say(*message):
    os.write(out, (json.dumps(message) + "\n").encode())


for path in sys.stdin.read().splitlines():
    say(path)
    os.ftruncate(errors, 0)
    os.lseek(errors, 0, 0)
    try:
        with open(path, encoding="utf-8", newline="") as file:
            squirrel.compile(file.read())
        say(path, None)
    except Exception:
        ctypes.CDLL(None).fflush(None)
        os.lseek(errors, 0, 0)
        found = re.findall("desc:(.*)\n", os.read(errors, 100000).decode())
        say(path, found[-1] if found else "?")
os._exit(0)  # the VM's destructor is talkative
