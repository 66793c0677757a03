"""Structured logs: one JSON object a line on standard output, without personal data."""

import logging
import sys

import structlog


def configure_logging(service: str, level: str) -> None:
    """Bind the service's name to every line; `level` is a name of the logging module."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s %(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stdout),
    )
    structlog.contextvars.bind_contextvars(service=service)
