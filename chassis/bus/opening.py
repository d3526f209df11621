"""Opens the bus that the settings name. The only place that knows both adapters."""

from chassis.bus.embedded import EmbeddedBus
from chassis.bus.interface import Bus
from chassis.settings import Settings


class NoBroker(Exception):
    """BUS=kafka without KAFKA_BOOTSTRAP."""


def open_bus(settings: Settings) -> Bus:
    """The bus of this process; it connects when used. Raises NoBroker."""
    if settings.bus == "embedded":
        return EmbeddedBus(settings.database_url, settings.bus_partitions)
    if not settings.kafka_bootstrap:
        raise NoBroker("BUS=kafka needs KAFKA_BOOTSTRAP=host:port.")
    # Imported here, so that a house on the embedded bus never loads the Kafka client.
    from chassis.bus.kafka import KafkaBus
    from chassis.bus.kafka_access import KafkaAccess
    from chassis.bus.kafka_log import quieten

    quieten()
    access = KafkaAccess(settings.kafka_bootstrap, settings.kafka_authority, settings.kafka_certificate)
    return KafkaBus(access, settings.bus_partitions, settings.kafka_prefix)
