"""examples/schema_registry/protobuf.py: a Protobuf schema, registered and compared."""


def test_protobuf_prints_what_the_page_shows(karapace):
    run = karapace.run("schema_registry/protobuf.py", "protobuf", topic="demo-shipments")
    assert run.code == 0, run.output
    karapace.shows(
        "examples/schema_registry/protobuf.out", f"$ python examples/schema_registry/protobuf.py\n{run.output}"
    )
