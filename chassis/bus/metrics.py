"""What the bus tells Prometheus. Labels are names of topics, types and consumers; never of people."""

from prometheus_client import Counter, Gauge, Histogram

FORWARDED = Counter("huijia_bus_forwarded_total", "Outbox rows moved to the bus.", ["topic"])
CONSUMED = Counter("huijia_bus_consumed_total", "Events taken from the bus.", ["consumer", "outcome"])
"""outcome: applied, known (delivered before), skipped (no handler), parked (behind a dead letter), dead."""
BATCH_SECONDS = Histogram("huijia_bus_batch_seconds", "Time to apply one batch of events.", ["consumer"])
INTERRUPTIONS = Counter("huijia_bus_interruptions_total", "Times the bus or database was lost.", ["loop"])
OUTBOX_LENGTH = Gauge("huijia_outbox_length", "Events waiting in the outbox.", ["service"])
OUTBOX_AGE = Gauge("huijia_outbox_age_seconds", "Age of the oldest event in the outbox.", ["service"])
LAG = Gauge("huijia_bus_lag", "Events on the bus that the consumer has not applied.", ["consumer", "topic"])
DEAD_LETTERS = Gauge("huijia_dead_letters_open", "Dead letters neither replayed nor discarded.", ["consumer"])
