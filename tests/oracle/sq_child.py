"""Child process: run one Squirrel file in the PyPI VM. Usage: python sq_child.py FILE
stdout = program output; stderr = compile/run error.  Exit 0 ok, 1 runtime error, 2 compile error."""

import ctypes
import os
import sys

import squirrel


def main(path):
    with open(path, encoding="utf-8", errors="surrogateescape") as f:
        src = f.read()
    vm = squirrel.SQVM(1024)
    rc = 0
    try:
        vm.execute(src)
    except BaseException as e:  # RuntimeError = Squirrel throw; _squirrel.ValueError = compile error
        compile_err = type(e).__module__ == "_squirrel" and "failed to compile" in str(e)
        rc = 2 if compile_err else 1
        if compile_err:
            try:
                squirrel.compile(src)  # raiseerror=true: prints desc/source/line/column on stderr
            except BaseException:
                pass
        else:
            ctypes.CDLL(None).fflush(None)
            os.write(2, ("AN ERROR HAS OCCURED [%s]\n" % (e,)).encode("utf-8", "surrogateescape"))
    ctypes.CDLL(None).fflush(None)  # std::cout is tied to C stdio
    os._exit(rc)  # skip the VM destructor: it prints "Time difference = ..[ms]" on stdout


main(sys.argv[1])
