"""Work on another core: what a generator gives, made by a process of its own and handed over in order.

For work that needs no database, such as reading a file of a million records. The other process ends with this one: when
nobody takes what it has made, its next hand-over fails; nothing is left running, however this process ended.
"""

import fcntl
import gc
import importlib
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

_MODULE = "carrel.cellar.jobs.elsewhere"
_PIPE = 1 << 20
"""How much may wait between the two, in bytes; Linux gives no more to everybody."""
_RARELY = 200_000
"""Objects that may gather before Python looks through them for circles."""
_NICE = 5
"""The desk comes first."""


class BrokeOff(Exception):
    """The other process ended before its work did; it says how."""


def from_elsewhere(generator: str, *arguments: Any) -> Iterator[Any]:
    """What the generator function of this dotted name gives for these arguments, made in another process.

    Arguments and what is given must be plain values that can be pickled; the module of the function must not need
    Django. Raises what the generator raises, and BrokeOff when the process was ended from outside.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", _MODULE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with suppress(OSError):  # where the system gives no larger pipe, a small one does
            fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, _PIPE)
        pickle.dump((generator, arguments), process.stdin)
        process.stdin.close()
        while True:
            try:
                what, value = pickle.load(process.stdout)  # noqa: S301  written by our own process
            except EOFError as ended:
                raise BrokeOff(f"The process that read the file ended with {process.wait()}.") from ended
            if what == "over":
                return
            if what == "fault":
                raise value
            yield value
    finally:
        process.stdout.close()
        process.kill()
        process.wait()


def main() -> None:
    """Be the other process: take the name and the arguments, hand over one value after the other."""
    os.nice(_NICE)
    # What has been loaded stays; of what is made here next to nothing goes in circles, and looking for it took a tenth.
    gc.freeze()
    gc.set_threshold(_RARELY)
    name, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301  written by our own process
    module, _, function = name.rpartition(".")
    out = sys.stdout.buffer
    # What is printed by mistake must not stand between the values.
    sys.stdout = sys.stderr
    try:
        for value in getattr(importlib.import_module(module), function)(*arguments):
            pickle.dump(("value", value), out, pickle.HIGHEST_PROTOCOL)
            out.flush()
        pickle.dump(("over", None), out)
        out.flush()
    except BrokenPipeError:
        # Nobody takes it any more; what could not be written must not be tried again at the end.
        os._exit(0)
    except (OSError, ValueError, ArithmeticError, LookupError, MemoryError, TypeError, AttributeError) as fault:
        pickle.dump(("fault", fault), out)
        out.flush()


if __name__ == "__main__":
    main()
