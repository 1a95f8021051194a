"""The build cache between processes."""

from __future__ import annotations

from tutor.engine.embedded.cache import StepCache, key_of


def test_another_process_finds_what_was_saved(tmp_path):
    file = tmp_path / "steps.txt"
    first = StepCache(file)
    first.add("one")
    assert "one" not in StepCache(file)
    first.save()
    assert "one" in StepCache(file)
    assert "two" not in StepCache(file)


def test_two_processes_keep_each_others_steps(tmp_path):
    file = tmp_path / "steps.txt"
    caches = [StepCache(file), StepCache(file)]
    for number, cache in enumerate(caches):
        cache.add(f"step-{number}")
        cache.save()
    assert {"step-0", "step-1"} <= {key for key in ("step-0", "step-1") if key in StepCache(file)}


def test_cleared_is_cleared_for_all(tmp_path):
    file = tmp_path / "steps.txt"
    cache = StepCache(file)
    cache.add("one")
    cache.save()
    cache.clear()
    assert "one" not in cache
    assert "one" not in StepCache(file)


def test_a_place_that_cannot_be_written_costs_the_cache_only(tmp_path):
    (tmp_path / "file").write_text("")
    cache = StepCache(tmp_path / "file" / "below" / "steps.txt")
    cache.add("one")
    cache.save()
    assert "one" in cache


def test_keys_tell_parts_apart():
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of("a", "b") == key_of("a", "b")
