"""examples/schema_registry/register.py: an id, the schema read back, and the same id again."""


def test_register_prints_what_the_page_shows(karapace):
    run = karapace.run("schema_registry/register.py", "register", topic="demo-sensor-readings")
    assert run.code == 0, run.output
    karapace.shows(
        "examples/schema_registry/register.out", f"$ python examples/schema_registry/register.py\n{run.output}"
    )
