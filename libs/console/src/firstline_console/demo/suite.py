"""The suite for as long as the demo needs it."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from firstline_local.processes import Identity
from firstline_local.suite import Suite


@contextmanager
def suite_for_a_while(keep: bool, say: Callable[[str], None]) -> Iterator[Suite]:
    """Bring the suite up, and stop it at the end, however that comes.

    A suite that ran before goes on running, as does any with `keep`.
    """
    owner = None if keep else Identity.of(os.getpid())
    suite = Suite(owner=owner, say=say)
    ran_before = suite.is_up()
    try:
        suite.up()
        yield suite
    finally:
        if keep or ran_before:
            say("The suite goes on running: `firstline status`, and `firstline down` to stop it.")
        else:
            say("Stopping services and servers; the data stays.")
            signal.signal(
                signal.SIGINT, signal.SIG_IGN
            )  # stopping is quick, and not to be cut short
            suite.down()
