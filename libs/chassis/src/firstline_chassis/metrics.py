"""Every metric, declared once with its type and meaning. Labels hold no personal data."""

from prometheus_client import Counter, Gauge, Histogram

CONSUMED = Counter("firstline_inbox_records", "Offsets read past, in committed batches", ["topic"])
DUPLICATES = Counter(
    "firstline_inbox_duplicates", "Events dropped: their sequence was known", ["topic"]
)
UNKNOWN_TYPES = Counter(
    "firstline_inbox_unknown_types", "Events skipped: a newer publisher's type", ["topic"]
)
DEAD_LETTERS = Counter("firstline_dead_letters", "Records parked", ["topic", "code"])
WAITING = Counter("firstline_waiting_records", "Records put to wait", ["topic", "reason"])
STOPPED_PARTITIONS = Gauge(
    "firstline_inbox_stopped_partitions", "1 while reading stands still", ["topic", "partition"]
)
LAG = Gauge("firstline_inbox_lag_records", "Records not yet read", ["topic"])
BATCH_SECONDS = Histogram(
    "firstline_inbox_batch_seconds", "Time to take one batch into the store", ["service"]
)
RETRIES = Counter("firstline_inbox_retries", "Batches begun again after a transient error")
RELAYED = Counter("firstline_relay_events", "Events published and acknowledged", ["feed"])
RELAY_LEADER = Gauge("firstline_relay_leader", "1 while this process publishes")
RELAY_STOPPED = Gauge("firstline_relay_stopped", "1 when an event can't be published")
TIMERS_FIRED = Counter("firstline_timers_fired", "Timers that fired", ["kind"])
TIMERS_LATE = Counter(
    "firstline_timers_late", "Of them, those that no longer waited for a worker that lags", ["kind"]
)
TIMERS_FAILED = Counter("firstline_timers_failed", "Attempts to fire that failed", ["kind"])
TIMERS_FAILING = Gauge("firstline_timers_failing", "Timers kept after a failed attempt")
TIMERS_OVERDUE = Gauge(
    "firstline_timers_overdue_seconds", "For how long the earliest timer has been due; 0: none is"
)
REQUESTS = Counter("firstline_http_requests", "HTTP requests", ["method", "route", "status"])
REQUEST_SECONDS = Histogram("firstline_http_request_seconds", "HTTP response time", ["route"])
UNKNOWN_WORDS = Counter(
    "firstline_unknown_words", "Foreign words that a mapping lacks", ["origin", "field"]
)
