"""Wrong use of the command that shows only once it runs."""


class WrongUsage(Exception):  # noqa: N818 - it is not an error of the program
    """What was asked for cannot be done; the message says what and why."""
