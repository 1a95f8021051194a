from __future__ import annotations

import pytest

from tutor.engine.ignore import BadPattern, IgnoreRules


def ignores(text: str, path: str) -> bool:
    return IgnoreRules.of(text).ignores(path)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("**", "file", True),
        ("**", "dir/file", True),
        ("**/", "dir/file", True),
        ("dir/**", "dir/file", True),
        ("dir/**", "dir/dir2/file", True),
        ("dir/**", "dir", False),
        ("dir", "dir/sub/file", True),
        ("dir/", "dir/file", True),
        ("/dir", "dir/file", True),
        ("./dir", "dir", True),
        ("a/../dir", "dir", True),
        ("**/dir", "dir", True),
        ("**/dir", "x/dir/file", True),
        ("**/dir2/*", "dir/dir2/file", True),
        ("**/dir2/**", "dir/dir2/dir3/file", True),
        ("**file", "dir/file", True),
        ("**file", "dir/my-file", True),
        ("**/file", "dir/my-file", False),
        ("**/file*.txt", "dir/dir/file1.txt", True),
        ("**/**/*.txt", "file.txt", True),
        ("**/*.txt", "dir/file.txt2", False),
        ("a**/*.txt", "a/dir/file.txt", True),
        ("a/*.txt", "a/dir/file.txt", False),
        ("a/*.txt**", "a/file.txt.bak", True),
        ("a[b-d]e", "ace", True),
        ("a[b-d]e", "aae", False),
        ("a[^b-d]e", "aze", True),
        ("a[]-]", "a]", None),
        (".*", ".env", True),
        (".*", "env", False),
        ("abc.def", "abcZdef", False),
        ("abc?def", "abcZdef", True),
        ("abc?def", "abc/def", False),
        ("*", "dir/file", True),
        ("*.log", "dir/x.log", False),
        ("a(b)c", "a(b)c", True),
        ("a.|)$(}+{bc", "a.|)$(}+{bc", True),
        ("a\\*b", "a*b", True),
        ("a\\*b", "aXb", False),
        ("[\\]a]", "]", True),
        ("[x\\-]", "-", True),
        ("**/.foo", "bar.foo", False),
        ("node_modules", "node_modules2/x", False),
        ("caf?", "café", True),
    ],
)
def test_a_pattern_fits_as_it_does_in_docker(pattern, path, expected):
    if expected is None:
        with pytest.raises(BadPattern):
            ignores(pattern, path)
    else:
        assert ignores(pattern, path) is expected


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("*.go\n!main.go", "main.go", False),
        ("!main.go\n*.go", "main.go", True),
        ("docs\n!docs/README.md", "docs/README.md", False),
        ("docs\n!docs/README.md", "docs/x.md", True),
        ("docs/*\n!docs/README.md", "docs/README.md", False),
        ("**\n!util/docker/web", "util/docker/web/foo", False),
        ("**\n!util/docker/web\nutil/docker/web/foo", "util/docker/web/foo", True),
        ("*\n!src\nsrc/secret", "src/main.go", False),
        ("*\n!src\nsrc/secret", "src/secret/key", True),
        ("*\n! /src", "src/main.go", False),
    ],
)
def test_of_several_patterns_the_last_that_fits_decides(text, path, expected):
    assert ignores(text, path) is expected


def test_comments_blank_lines_and_a_byte_order_mark_are_no_patterns():
    text = "\ufeff# secrets\r\n\r\n  .env  \r\n#keep\n"
    assert ignores(text, ".env")
    assert not ignores(text, "keep")
    assert not ignores(text, "#keep")


@pytest.mark.parametrize("line", ["!", "[", "a[", "[]a]", "[-x]", "[a-", "[z-a]", "a\\"])
def test_a_pattern_that_docker_refuses_is_reported_with_its_line(line):
    with pytest.raises(BadPattern) as caught:
        IgnoreRules.of(f"# first\n\n{line}\n")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("text", "folder", "expected"),
    [
        ("node_modules", "node_modules", False),
        ("*\n!src/main.go", "node_modules", False),
        ("*\n!src/main.go", "src", True),
        ("*\n!*.md", "node_modules", False),
        ("*\n!*/README.md", "node_modules", True),
        ("*\n!*/README.md", "node_modules/left-pad", False),
        ("*\n!**/README.md", "node_modules/left-pad", True),
        ("*\n!src", "src/deep", False),
    ],
)
def test_an_ignored_folder_is_read_only_for_an_exception_that_may_lie_in_it(text, folder, expected):
    assert IgnoreRules.of(text).may_keep_below(folder) is expected
