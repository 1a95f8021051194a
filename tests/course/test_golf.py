from __future__ import annotations

from way import build, report

from tutor.course.golf import golf_boards

ANEW = (("FROM a", False, 0.5), ("COPY . .", False, 0.25), ("RUN make", False, 4.0))
CACHED = (("FROM a", False, 0.5), ("ENV A=b", False, 0.0), ("COPY . .", True, 0.0), ("RUN make", True, 0.0))


def test_without_a_passing_build_there_is_no_board(course, progress):
    build(progress, course.lessons[0], 3, green=1)
    assert golf_boards(progress) == ()


def test_the_smallest_passing_images_come_first_each_dockerfile_once(course, progress):
    fat, lean, _ = course.lessons
    build(progress, fat, 900, text="FROM fat")
    build(progress, lean, 30, text="FROM lean")
    build(progress, lean, 20, text="FROM leaner")
    build(progress, lean, 20, text="FROM leaner")
    build(progress, lean, 1, green=1, text="FROM broken")
    (board,) = golf_boards(progress)
    assert (board.app, board.largest_bytes) == ("calculator", 900)
    assert [(one.final_bytes, one.lesson, one.number) for one in board.top] == [
        (20, "lean", 2),
        (30, "lean", 1),
        (900, "fat", 1),
    ]
    assert [len(board.top) for board in golf_boards(progress, most=2)] == [2]


def test_equal_images_share_a_place(course, progress):
    for size, text in ((20, "FROM a"), (20, "FROM b"), (30, "FROM c")):
        build(progress, course.lessons[1], size, text=text)
    (board,) = golf_boards(progress)
    assert [(place, one.final_bytes) for place, one in board.ranked] == [(1, 20), (1, 20), (3, 30)]


def test_every_app_has_a_board(course, progress):
    build(progress, course.lessons[0], 900)
    build(progress, course.lessons[2], 400)
    assert [board.app for board in golf_boards(progress)] == ["calculator", "notes"]


def test_a_rebuild_is_not_the_first_build_and_not_one_from_the_cache_alone(course, progress):
    lesson = course.lessons[1]
    build(progress, lesson, 20, told=report(*ANEW, seconds=1.0))
    assert golf_boards(progress)[0].rebuilds == ()
    build(progress, lesson, 20, told=report(*CACHED, seconds=0.2))
    assert golf_boards(progress)[0].rebuilds == ()
    build(progress, lesson, 20, told=report(*ANEW, seconds=7.0))
    build(progress, lesson, 20, told=report(*ANEW, seconds=6.0))
    build(progress, lesson, 20, green=1, told=report(*ANEW, seconds=2.0))
    assert [(one.number, one.seconds) for one in golf_boards(progress)[0].rebuilds] == [(4, 6.0)]


def test_the_first_build_of_another_lesson_of_the_app_is_no_rebuild(course, progress):
    build(progress, course.lessons[0], 900, told=report(*ANEW))
    build(progress, course.lessons[1], 20, told=report(*ANEW))
    assert golf_boards(progress)[0].rebuilds == ()


def test_engines_are_not_compared_and_a_recorded_build_counts_the_seconds_of_its_steps(course, progress):
    lesson = course.lessons[1]
    build(progress, lesson, 900, green=0)
    build(
        progress, lesson, 20, told=report(*ANEW, seconds=0.1, builder="embedded"), engine="Embedded engine 1"
    )
    build(progress, lesson, 20, told=report(*ANEW, seconds=9.0), engine="Docker 28.5.2")
    build(progress, lesson, 20, told=report(*ANEW, seconds=8.0), engine="Podman 4.3.1")
    rebuilds = golf_boards(progress)[0].rebuilds
    assert [(one.engine, one.recorded, one.seconds) for one in rebuilds] == [
        ("Docker 28.5.2", False, 9.0),
        ("Podman 4.3.1", False, 8.0),
        ("Embedded engine 1", True, 4.25),
    ]
