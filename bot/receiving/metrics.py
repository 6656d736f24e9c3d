"""Metrics: what a Prometheus server may scrape; numbers only, nothing of a person."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

# Seconds; a person notices from about a second on.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """What happened in this process since its start, and how things stand."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.updates = self._counter("updates", "Updates by what became of them.", "fate")
        self.outcomes = self._counter("outcomes", "Questions answered.", "outcome", "language")
        self.retries = self._counter("retries", "Attempts that failed for a passing reason.", "kind")
        self.requests = self._counter("webhook_requests", "Requests to the webhook by status.", "status")
        self.silenced = Counter(
            "gerbang_silenced", "Updates of a flood that were left unanswered.", registry=self._registry
        )
        self.seconds = Histogram(
            "gerbang_handling_seconds",
            "From the moment an update was stored until it was handled.",
            buckets=BUCKETS,
            registry=self._registry,
        )
        self.lanes = self._gauge("lanes", "Lanes in hand.")
        self.waiting = self._gauge("updates_waiting", "Stored updates that wait to be handled.")
        self.parked = self._gauge("updates_parked", "Updates put aside for a person to look at.")
        self.unsent = self._gauge("outbox_waiting", "Parcels that wait to be sent.")
        self.uncertain = self._gauge("outbox_uncertain", "Parcels that may have arrived; a person decides.")
        self.edition = self._gauge("edition", "The number of the edition that answers.")
        self.stale = self._gauge("stale_entries", "Entries past their review day.")

    def text(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self._registry)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"gerbang_{name}", meaning, labels, registry=self._registry)

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(f"gerbang_{name}", meaning, registry=self._registry)
