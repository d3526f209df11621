"""A search that dies in its middle: it reads some of the entries, and is gone."""

import os
import signal
import sys

if __name__ == "__main__":
    sys.stdin.buffer.read(16)
    os.kill(os.getpid(), signal.SIGKILL)
