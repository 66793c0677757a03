"""What ends a service before it began; without any framework, so that commands start fast."""


class CannotServe(Exception):
    """The service can't start, and the message says what to do."""
