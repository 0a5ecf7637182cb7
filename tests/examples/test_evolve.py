"""examples/schema_registry/evolve.py: a change that fits is registered, and one that does not is refused."""


def test_evolve_prints_what_the_page_shows(karapace):
    assert karapace.run("schema_registry/register.py", "register", topic="demo-sensor-readings").code == 0
    run = karapace.run("schema_registry/evolve.py", "evolve", topic="demo-sensor-readings")
    assert run.code == 0, run.output
    karapace.shows("examples/schema_registry/evolve.out", f"$ python examples/schema_registry/evolve.py\n{run.output}")
