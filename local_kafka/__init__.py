"""A real Apache Kafka of three secured brokers on this computer, from pip packages only."""
