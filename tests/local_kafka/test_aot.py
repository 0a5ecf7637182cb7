"""The Java AOT cache: made on the first run, used after that, and never when it does not fit."""

from local_kafka import aot, jars
from local_kafka.aot import AotCache
from tests.wait import wait_until


def test_the_first_run_makes_the_cache_and_the_second_uses_it(launcher, cache):
    started = launcher.command(f"start --detach --port {launcher.port}", XDG_CACHE_HOME=str(cache))
    assert started.code == 0, started.output
    assert [len(launcher.java(flag)) for flag in ("-XX:AOTCacheOutput=", "-XX:AOTCache=")] == [1, 0]
    assert launcher.command("stop", XDG_CACHE_HOME=str(cache)).code == 0
    (made,) = (cache / "local_kafka").glob("*.aot")
    assert made.stat().st_size > 30e6 and not list(launcher.state.glob("*.aot*"))

    starting = launcher.launch(f"start --port {launcher.port}", XDG_CACHE_HOME=str(cache))
    wait_until(lambda: len(launcher.java(f"-XX:AOTCache={made}")) == 3, "all nodes use the cache")
    wait_until(lambda: made.name in mapped(launcher), "Java has taken the cache")
    assert starting.ctrl_c() == 130


def mapped(launcher) -> str:
    return " ".join(place.path for process in launcher.java() for place in process.memory_maps())


def test_a_cache_is_ignored_when_it_is_damaged(cache, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    fits = AotCache(jars.fetch())
    made = put(fits, cache)
    assert fits.flags()[0] == f"-XX:AOTCache={made}"
    made.write_bytes(b"another content")
    assert fits.flags() == []


def test_a_cache_is_ignored_when_jars_or_flags_change(cache, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    kafka = jars.fetch()
    put(AotCache(kafka), cache)
    assert AotCache(kafka).flags() and not AotCache(kafka[1:]).flags()
    monkeypatch.setattr("local_kafka.java.FLAGS", ["-Xmx300m"])
    assert not AotCache(kafka).flags()


def put(fits: AotCache, cache):
    """Take a small file into use as if a broker had written it."""
    folder = cache / "state"
    folder.mkdir()
    (folder / fits.recording_flags()[0].removeprefix(aot.RECORDING)).write_bytes(b"content")
    aot.adopt(folder)
    assert not list(folder.iterdir())
    (made,) = (cache / "local_kafka").glob("*.aot")
    return made
