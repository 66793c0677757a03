"""What can go wrong on a machine that is not ours, said so that a person can act on it."""


class LocalError(Exception):
    """The suite can't go on here. `remedy` says what the person can do about it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy
