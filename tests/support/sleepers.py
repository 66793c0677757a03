"""Programs that live until they are ended; should nobody do so, they end by themselves."""

import sys

_LONG_ENOUGH_SECONDS = 600
_WAITS = f"import signal; signal.alarm({_LONG_ENOUGH_SECONDS}); "

_IGNORES_SIGTERM = "signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); "

SLEEPER = (sys.executable, "-c", f"{_WAITS}signal.pause()")
DEAF = (sys.executable, "-c", f"{_WAITS}{_IGNORES_SIGTERM}signal.pause()")
"""It does not hear SIGTERM, from when it has said so."""
