"""Every other message that has a name, and ordinary failures that have none."""

# ruff: noqa: E501 - messages stand as the engines write them

from __future__ import annotations

import pytest

from tutor.engine.causes import CAUSES, recognise


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("E2", "COPY failed: no source files were specified"),
        (
            "E2",
            'building at STEP "COPY no*.txt /a/": checking on sources under "/var/tmp/libpod_builder1/build": Rel: '
            'can\'t make  relative to /var/tmp/libpod_builder1/build; copier: stat: ["/no*.txt"]: no such file or '
            "directory",
        ),
        ("E3", "exec /server: no such file or directory\n"),
        (
            "E3",
            'process "/ls" did not complete successfully: exit code: 1\nexec /ls: no such file or directory',
        ),
        ("E3", "executor failed running [/ls]: exit code: 1\nexec /ls: no such file or directory"),
        ("E3", "standard_init_linux.go:228: exec user process caused: no such file or directory"),
        ("E3", 'standard_init_linux.go:211: exec user process caused "no such file or directory"'),
        ("E3", '{"msg":"exec container process `/server`: No such file or directory","level":"error"}'),
        ("E4", "/app: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /app)"),
        ("E4", "./app: /usr/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by ./app)"),
        (
            "E5",
            'Get "https://example.org": tls: failed to verify certificate: x509: certificate signed by unknown '
            "authority",
        ),
        ("E5", "x509: failed to load system roots and no roots provided; open /etc/ssl/certs: no such file"),
        ("E6", "panic: unknown time zone Europe/Berlin"),
        ("E6", "zoneinfo._common.ZoneInfoNotFoundError: 'No time zone found with key Europe/Berlin'"),
        (
            "E7",
            "failed to create task for container: failed to create shim task: OCI runtime create failed: runc create "
            'failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory',
        ),
        (
            "E7",
            'process "/bin/sh -c echo hi" did not complete successfully: exit code: 1\nrunc run failed: unable to '
            'start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory',
        ),
        (
            "E7",
            'building at STEP "RUN echo hi": while running runtime: exit status 1\nerror running container: from '
            '/usr/bin/runc creating container for [/bin/sh -c echo hi]: time="2026-11-23T19:30:12Z" level=error '
            'msg="runc create failed: unable to start container process: exec: \\"/bin/sh\\": stat /bin/sh: no such '
            'file or directory"',
        ),
        (
            "E7",
            "OCI runtime create failed: container_linux.go:345: starting container process caused "
            '"exec: \\"/bin/sh\\": stat /bin/sh: no such file or directory": unknown',
        ),
        (
            "E7",
            "crun: executable file `/bin/sh` not found: No such file or directory: OCI runtime attempted to invoke a "
            "command that was not found",
        ),
        ("E7", "Error: Unable to access jarfile /bin/sh"),
        ("E7", "Error: Cannot find module '/bin/sh'\n    at Function._resolveFilename"),
        ("E7", "/usr/bin/python3.13: can't open file '/bin/sh': [Errno 2] No such file or directory"),
        (
            "E8",
            'OCI runtime exec failed: exec failed: unable to start container process: exec: "sh": executable file not '
            "found in $PATH\r\n",
        ),
        (
            "E8",
            'OCI runtime exec failed: exec failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: '
            "no such file or directory: unknown",
        ),
        (
            "E8",
            "OCI runtime exec failed: exec failed: container_linux.go:348: starting container process caused "
            '"exec: \\"bash\\": executable file not found in $PATH": unknown',
        ),
        (
            "E8",
            'runc create failed: unable to start container process: exec: "sh": executable file not found in $PATH: '
            "unknown",
        ),
        (
            "E8",
            "crun: executable file `sh` not found in $PATH: No such file or directory: OCI runtime attempted to invoke "
            "a command that was not found",
        ),
        ("E9", "node:internal/modules/cjs/loader:1228\n  throw err;\nError: Cannot find module '/app/node'"),
        ("E9", "Error: Cannot find module '/node'"),
        ("E9", "Error: Unable to access jarfile java\n"),
        ("E9", "/usr/bin/python3.13: can't open file '/app/python3': [Errno 2] No such file or directory"),
        ("E10", "Error: EACCES: permission denied, mkdir '/app/data'"),
        ("E10", "java.nio.file.AccessDeniedException: /data/notes.txt"),
        ("E10", "2026/08/01 10:00:00 open /data/notes.txt: permission denied"),
        ("E10", "mkdir /data: permission denied"),
        ("E10", "PermissionError: [Errno 13] Permission denied: '/data/out.txt'"),
        ("E12", "Traceback (most recent call last):\nModuleNotFoundError: No module named 'stats'"),
        ("E12", "exec /venv/bin/python: no such file or directory"),
        (
            "E12",
            'runc create failed: unable to start container process: exec: "/venv/bin/python": stat /venv/bin/python: '
            "no such file or directory",
        ),
        (
            "E12",
            "crun: executable file `/venv/bin/python` not found: No such file or directory: OCI runtime attempted to "
            "invoke a command that was not found",
        ),
        ("E13", "Error: /app/node_modules/bcrypt/bcrypt.node: invalid ELF header"),
        (
            "E13",
            "Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by /app/native.node)",
        ),
        ("E14", "exec /opt/jre/bin/java: no such file or directory"),
        ("E14", '/opt/java/launch.sh: exec user process caused "no such file or directory"'),
        (
            "E15",
            "npm error The `npm ci` command can only install with an existing package-lock.json or\nnpm error "
            "npm-shrinkwrap.json with lockfileVersion >= 1.",
        ),
        (
            "E15",
            "npm ERR! cipm can only install packages with an existing package-lock.json or npm-shrinkwrap.json with "
            "lockfileVersion >= 1.",
        ),
        ("E16", 'CopyIgnoredFile: Attempting to Copy file "secret.txt" that is excluded by .dockerignore'),
        ("E17", 'SecretsUsedInArgOrEnv: Do not use ARG or ENV instructions for sensitive data (ARG "TOKEN")'),
        (
            "E19",
            '2023/06/12 10:16:53 [emerg] 1#1: mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)',
        ),
        (
            "E20",
            'OCI runtime exec failed: exec failed: unable to start container process: exec: "curl": executable file '
            "not found in $PATH: unknown",
        ),
        ("E20", "unhealthy: /bin/sh: 1: curl: not found"),
        ("E21", "invalid user index: -1"),
        (
            "E21",
            "unable to convert uid/gid chown string to host mapping: can't find uid for user nonrot: open "
            "/var/lib/docker/overlay2/df7b/diff/etc/passwd: no such file or directory",
        ),
        (
            "E21",
            'building at STEP "COPY --chown=nonrot a /a": looking up UID/GID for "nonrot": determining run uid: user: '
            'unknown user error looking up user "nonrot"',
        ),
        (
            "E25",
            'runc create failed: unable to start container process: exec: "/t": permission denied: unknown',
        ),
        ("E25", "crun: open executable: Permission denied: OCI permission denied"),
        ("E26", "exec /app: exec format error"),
        ("E26", "standard_init_linux.go:228: exec user process caused: exec format error"),
        ("E26", "exec container process `/app`: Exec format error"),
        ("E24", "chown: /data: Operation not permitted"),
        ("E24", "chown: changing ownership of '/data': Operation not permitted"),
        (
            "E24",
            '[emerg] 1#1: chown("/var/cache/nginx/client_temp", 101) failed (1: Operation not permitted)',
        ),
        ("E24", "su-exec: setgroups: Operation not permitted"),
        ("E24", 'error: failed switching to "postgres": operation not permitted'),
        ("E24", "Error: EPERM: operation not permitted, chown '/data'"),
        ("E24", "PermissionError: [Errno 1] Operation not permitted: '/data'"),
    ],
)
def test_the_message_is_recognised(key, message):
    cause = recognise(message)
    assert cause is not None
    assert cause.key == key


@pytest.mark.parametrize(
    ("instruction", "program", "lacks"),
    [
        ("RUN mkdir /data", '"/bin/sh": stat /bin/sh: no such file or directory', "no shell"),
        ('RUN ["mkdir", "/data"]', '"mkdir": executable file not found in $PATH', "no mkdir"),
    ],
)
def test_a_run_on_a_base_without_programs_is_sent_to_an_earlier_stage(instruction, program, lacks):
    cause = recognise(
        f"did not complete successfully: unable to start container process: exec: {program}",
        instruction=instruction,
    )
    assert cause is not None
    assert (cause.key, cause.lesson) == ("E7", 6)
    assert lacks in cause.meaning
    assert "COPY --from" in cause.idea
    assert "JSON" not in cause.idea


def test_an_old_engine_that_names_no_program_is_understood_from_the_instruction():
    message = 'standard_init_linux.go:211: exec user process caused "no such file or directory"'
    cause = recognise(message, instruction='ENTRYPOINT ["/opt/jre/bin/java", "-jar", "/app.jar"]')
    assert cause is not None
    assert cause.key == "E14"


@pytest.mark.parametrize(
    "message",
    [
        "",
        'process "/bin/sh -c false" did not complete successfully: exit code: 1',
        "executor failed running [/bin/sh -c false]: exit code: 1",
        "The command '/bin/sh -c nosuchprog' returned a non-zero code: 127",
        'building at STEP "RUN false": while running runtime: exit status 1\n',
        './main.go:7:2: undefined: fmt.Printn\nprocess "/bin/sh -c go build ." did not complete successfully: '
        "exit code: 1",
        '/bin/sh: 1: curl: not found\nprocess "/bin/sh -c curl -f x" did not complete successfully: exit code: 127',
        'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io on 192.0.2.1:53: no such host',
        'Get "https://registry.example.org/v2/": tls: failed to verify certificate: x509: certificate signed by '
        "unknown authority",
        'process "/bin/sh -c go mod download" did not complete successfully: exit code: 1\ngo: example.org/x@v1: Get '
        '"https://proxy.golang.org/x": tls: failed to verify certificate: x509: certificate signed by unknown authority',
        "dial unix /var/run/docker.sock: connect: permission denied",
        'E: Unable to locate package golangg\nprocess "/bin/sh -c apt-get install golangg" did not complete '
        "successfully: exit code: 100",
        'runc create failed: unable to start container process: exec: "/nofile": stat /nofile: no such file or '
        "directory",
        'runc create failed: unable to start container process: exec: "sleep": executable file not found in $PATH',
        "cat: /etc/nofile: No such file or directory",
        "Error: Cannot find module 'express'",
        "Error: Unable to access jarfile app.jar",
        "ModuleNotFoundError: No module named 'pytest'\nprocess \"/bin/sh -c python -m pytest\" did not complete "
        "successfully: exit code: 1",
        "dockerfile parse error on line 2: unknown instruction: COYP (did you mean COPY?)",
        "the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build "
        "images with BuildKit enabled",
        "Error response from daemon: No such container: web",
        "failed to export image: no space left on device",
    ],
)
def test_an_ordinary_failure_has_no_named_cause(message):
    assert recognise(message, known_stages=["build", "test"]) is None


def test_colours_do_not_hide_a_message():
    cause = recognise("\x1b[31mexec /server: no such file or directory\x1b[0m\r\n")
    assert cause is not None
    assert cause.key == "E3"


def test_of_two_mistakes_that_a_program_tells_the_first_counts():
    certificates = "ca: missing: x509: certificate signed by unknown authority"
    zones = "tz: missing: unknown time zone Europe/Berlin"
    assert recognise(f"{certificates}\n{zones}\n").key == "E5"
    assert recognise(f"{zones}\n{certificates}\n").key == "E6"


@pytest.mark.parametrize(
    ("message", "path"),
    [
        ("Error: EACCES: permission denied, mkdir '/app/my data'", "/app/my data"),
        ("PermissionError: [Errno 13] Permission denied: 'out/a.txt'", "out/a.txt"),
        (
            "starting /app\nopen /data/notes.txt: permission denied\nopen /x: permission denied",
            "/data/notes.txt",
        ),
        ("java.nio.file.AccessDeniedException: /data/notes.txt\n", "/data/notes.txt"),
        ("PermissionError: [Errno 13] Permission denied: '", ""),
    ],
)
def test_what_a_user_may_not_use_is_told_by_its_path(message, path):
    assert recognise(message).path == path


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("unable to find user notes: no matching entries in passwd file", "user notes"),
        (
            '500 Server Error for http://localhost/start: Internal Server Error ("unable to find user notes: no matching entries in passwd file")',
            "user notes",
        ),
        ("unable to find group staff: no matching entries in group file", "group staff"),
        ("process did not start: unable to find user notes: invalid argument", "user notes"),
        (
            'building at STEP "RUN id": determining run uid: user: unknown user error looking up user "notes"',
            "user notes",
        ),
    ],
)
def test_a_user_that_the_image_does_not_have_is_told_by_name(message, name):
    cause = recognise(message)
    assert cause.key == "E23"
    assert f"USER names the {name}," in cause.meaning


@pytest.mark.parametrize(
    "message",
    [
        "no command specified",
        "No command specified",
        "no command or entrypoint provided, and no CMD or ENTRYPOINT from image",
    ],
)
def test_an_image_with_nothing_to_start_is_told(message):
    assert recognise(message).key == "E22"


def test_a_zone_that_a_step_of_the_build_misses_is_told():
    step = 'process "/bin/sh -c /app" did not complete successfully: exit code: 2'
    assert recognise(f"{step}\npanic: unknown time zone Europe/Berlin").key == "E6"


def test_every_cause_has_a_lesson_and_whole_sentences():
    assert list(CAUSES) == [f"E{number}" for number in range(1, 27)]
    for key, cause in CAUSES.items():
        assert cause.key == key
        assert 1 <= cause.lesson <= 16
        assert cause.title
        assert cause.meaning.endswith(".")
        assert cause.idea.endswith((".", "!path/to/file."))
