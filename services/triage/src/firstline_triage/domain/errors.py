"""What triage refuses. The message is for the person who can mend it."""


class PolicyRefused(Exception):
    """A scoring policy that can't be used; `where` is the path of keys to the fault."""

    def __init__(self, where: tuple[str, ...], message: str, remedy: str):
        super().__init__(message)
        self.where, self.remedy = where, remedy
