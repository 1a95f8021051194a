"""What other programs write into a lesson's folder is noticed, and what we write is not."""

from __future__ import annotations

import os
import queue
import shutil
import threading
import time


def test_a_change_by_another_program_is_noticed_once_and_by_content(workspace):
    workspace.text()
    assert workspace.changed_outside() is None
    workspace.dockerfile_path.write_text("FROM other\n")
    assert workspace.changed_outside() == "FROM other\n"
    assert workspace.changed_outside() is None
    os.utime(workspace.dockerfile_path)
    assert workspace.changed_outside() is None


def test_our_own_save_is_no_change_from_outside(workspace):
    workspace.text()
    workspace.save("FROM mine\n")
    assert workspace.changed_outside() is None


def test_a_version_of_another_editor_that_a_save_replaces_is_kept(workspace):
    workspace.text()
    workspace.dockerfile_path.write_text("FROM other\n")
    workspace.save("FROM mine\n")
    assert workspace.text() == "FROM mine\n"
    assert workspace.set_aside_path.read_text() == "FROM other\n"


def test_who_looks_while_we_write_does_not_take_it_for_another_programs(workspace, monkeypatch):
    from tutor.course import edited_file
    from tutor.course import workspace as module

    replace, looks, seen = edited_file.replace, [], []

    def looked_at(*args, **kwargs):
        replace(*args, **kwargs)
        look = threading.Thread(target=lambda: seen.append(workspace.changed_outside()))
        look.start()
        look.join(0.1)
        looks.append(look)

    monkeypatch.setattr(edited_file, "replace", looked_at)
    monkeypatch.setattr(module, "replace", looked_at)
    workspace.text()
    workspace.save("FROM mine\n")
    workspace.reset()
    workspace.undo_reset()
    for look in looks:
        look.join(10)
    assert len(seen) >= 3
    assert set(seen) == {None}


def test_watching_tells_what_other_programs_write_and_not_what_we_do(workspace):
    workspace.text()
    stop, seen, ready = threading.Event(), [], threading.Event()

    def watch():
        ready.set()
        for text in workspace.watch(stop):
            seen.append(text)
            if text == "FROM third\n":
                return

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    ready.wait(10)
    time.sleep(0.5)  # the watch has to be set up in the system before anything may happen
    workspace.save("FROM mine\n")
    time.sleep(0.5)
    draft = workspace.folder / ".Dockerfile.swp"
    draft.write_text("FROM third\n")
    draft.replace(workspace.dockerfile_path)
    thread.join(10)
    stop.set()
    assert seen == ["FROM third\n"]


def test_a_folder_that_was_removed_and_made_again_is_watched_on(workspace):
    workspace.text()
    stop, seen = threading.Event(), queue.Queue()

    def watch():
        for text in workspace.watch(stop):
            seen.put(text)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    time.sleep(0.5)
    shutil.rmtree(workspace.folder)
    time.sleep(0.5)
    workspace.folder.mkdir()
    for text in ("FROM again\n", "FROM later\n"):
        workspace.dockerfile_path.write_text(text)
        assert seen.get(timeout=10) == text
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def test_watching_ends_when_it_is_told_to(workspace):
    stop = threading.Event()
    thread = threading.Thread(target=lambda: list(workspace.watch(stop)), daemon=True)
    thread.start()
    time.sleep(0.2)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
