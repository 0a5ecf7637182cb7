"""Show what the serializers of kafka-python make of a value, and back.
Needs nothing: no Kafka is asked.
Run it with: python examples/serializers/round_trip.py
"""

from kafka.serializer import DefaultSerializer, JsonSerializer

# Text
text = DefaultSerializer()
print(text.serialize("demo-topic", [], "Grüße"))
#> b'Gr\xc3\xbc\xc3\x9fe'
print(text.deserialize("demo-topic", [], b"Gr\xc3\xbc\xc3\x9fe"))
#> Grüße

# No value at all
print(text.serialize("demo-topic", [], None))
#> None
print(text.deserialize("demo-topic", [], None))
#> None

# Python objects, as JSON
json = JsonSerializer()
print(json.serialize("demo-topic", [], {"sensor": 7, "celsius": 21.5}))
#> b'{"sensor": 7, "celsius": 21.5}'
print(json.deserialize("demo-topic", [], b'{"sensor": 7, "celsius": 21.5}'))
#> {'sensor': 7, 'celsius': 21.5}

# Bytes that are no text
try:
    text.deserialize("demo-topic", [], b"\xff")
except UnicodeDecodeError as error:
    print(error)
    #> 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte
