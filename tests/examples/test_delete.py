"""examples/schema_registry/delete.py: a version is hidden, and then deleted for good."""


def test_delete_prints_what_the_page_shows(karapace):
    assert karapace.run("schema_registry/register.py", "register", topic="demo-sensor-readings").code == 0
    assert karapace.run("schema_registry/evolve.py", "evolve", topic="demo-sensor-readings").code == 0
    run = karapace.run("schema_registry/delete.py", "delete", topic="demo-sensor-readings")
    assert run.code == 0, run.output
    karapace.shows("examples/schema_registry/delete.out", f"$ python examples/schema_registry/delete.py\n{run.output}")
