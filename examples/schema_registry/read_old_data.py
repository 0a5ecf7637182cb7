"""Show why a default makes a change harmless: each version reads what the other wrote.
Needs nothing: neither Kafka nor a schema registry is asked.
Run it with: python examples/schema_registry/read_old_data.py
"""

import io

import fastavro

SENSOR = {"name": "sensor", "type": "string"}
CELSIUS = {"name": "celsius", "type": "double"}
HUMIDITY = {"name": "humidity", "type": ["null", "double"], "default": None}
VERSION_1 = {"type": "record", "name": "SensorReading", "fields": [SENSOR, CELSIUS]}
VERSION_2 = {**VERSION_1, "fields": [SENSOR, CELSIUS, HUMIDITY]}


def write(schema, reading):
    """Avro of a reading: no names in it, only values in the schema's order."""
    message = io.BytesIO()
    fastavro.schemaless_writer(message, schema, reading, strict=True)
    return message.getvalue()


def read(message, written_with, schema):
    """A reading as `schema` knows it, from bytes written with another schema."""
    return fastavro.schemaless_reader(io.BytesIO(message), written_with, schema)


old = write(VERSION_1, {"sensor": "attic", "celsius": 21.5})
new = write(VERSION_2, {"sensor": "attic", "celsius": 21.5, "humidity": 0.4})

# A new program reads old data: the default stands in
print(read(old, VERSION_1, VERSION_2))
#> {'sensor': 'attic', 'celsius': 21.5, 'humidity': None}

# An old program reads new data: it leaves out what it does not know
print(read(new, VERSION_2, VERSION_1))
#> {'sensor': 'attic', 'celsius': 21.5}
