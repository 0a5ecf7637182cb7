"""examples/schema_registry/json_schema.py: a JSON Schema, registered and compared."""


def test_json_schema_prints_what_the_page_shows(karapace):
    run = karapace.run("schema_registry/json_schema.py", "json schema", topic="demo-orders")
    assert run.code == 0, run.output
    karapace.shows(
        "examples/schema_registry/json_schema.out", f"$ python examples/schema_registry/json_schema.py\n{run.output}"
    )
