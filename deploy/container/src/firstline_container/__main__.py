"""`python -m firstline_container WORD`, the entrance of an image; `USAGE` has the words."""

import os
import signal
import sys
from types import FrameType

USAGE = """\
usage: serve [--role api|worker|relay|timers]   run the service until SIGTERM
       migrate                                  make or update its tables, then end
       refill                                   fill its topics, made anew, from its store, then end
       healthy                                  end with 0 if the service here is ready
       roles                                    make the database's roles and schemas, then end
       topics                                   make the catalogue's topics, then end"""


def main(arguments: list[str]) -> None:
    """Do what the first word says; a word that is none ends with the list of them and 2."""
    # Process 1 of a container ignores every signal to which it gives no meaning itself.
    signal.signal(signal.SIGTERM, _leave)
    match arguments:
        case ["healthy"]:
            from firstline_container.health import ask

            ask()
        case ["serve" | "migrate" | "refill", *_]:
            from firstline_container.entrance import enter

            enter(os.environ.get("FIRSTLINE_SERVICE", ""), arguments)
        case ["roles" | "topics" as step]:
            from firstline_container.steps import carry_out

            carry_out(step)
        case _:
            print(USAGE, file=sys.stderr)
            raise SystemExit(2)


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    main(sys.argv[1:])
