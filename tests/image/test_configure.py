from __future__ import annotations

import pytest

from tutor.dockerfile import parse
from tutor.dockerfile.variables import DEFAULT_PATH
from tutor.image import HealthCheck, ImageConfig, begin_stage, config_after, triggers_of


def after(text: str, base: ImageConfig | None = None) -> ImageConfig:
    """The config of a stage with these instructions on ``base``."""
    config = begin_stage(base)
    for instruction in parse(f"FROM base\n{text}\n").stages[0].instructions:
        config = config_after(config, instruction)
    return config


NODE = ImageConfig(
    env=("PATH=/usr/bin", "NODE_VERSION=24"),
    workdir="/app",
    entrypoint=("/nodejs/bin/node",),
    cmd=("repl",),
    user="65532",
)


def test_scratch_starts_with_a_path_and_the_root_folder():
    config = after("")
    assert config.env == (f"PATH={DEFAULT_PATH}",)
    assert config.workdir == "/"


def test_a_stage_inherits_the_config_of_its_base():
    assert after("", NODE) == NODE


def test_an_entrypoint_drops_the_cmd_of_the_base():
    config = after('ENTRYPOINT ["/app"]', NODE)
    assert (config.entrypoint, config.cmd) == (("/app",), None)


def test_an_entrypoint_keeps_a_cmd_of_its_own_stage():
    config = after('CMD ["x"]\nENTRYPOINT ["/app"]', NODE)
    assert (config.entrypoint, config.cmd) == (("/app",), ("x",))


def test_a_cmd_of_an_earlier_stage_counts_as_the_bases():
    earlier = after('CMD ["x"]')
    assert after('ENTRYPOINT ["/app"]', earlier).cmd is None


def test_a_cmd_keeps_the_entrypoint_of_the_base():
    config = after('CMD ["server.js"]', NODE)
    assert config.command_line == ("/nodejs/bin/node", "server.js")


def test_an_empty_array_unsets():
    config = after("ENTRYPOINT []\nCMD []", NODE)
    assert (config.entrypoint, config.cmd) == (None, None)


def test_shell_form_is_wrapped_in_the_shell_of_that_moment():
    assert after("CMD echo $HOME").cmd == ("/bin/sh", "-c", "echo $HOME")
    assert after('SHELL ["/bin/bash", "-ec"]\nCMD x\nSHELL ["/bin/zsh"]').cmd == ("/bin/bash", "-ec", "x")


def test_env_replaces_in_place_and_adds_at_the_end():
    config = after('ENV B=1 PATH=/x:$PATH\nENV NODE_VERSION="2 5" C=', NODE)
    assert config.env[1:] == ("NODE_VERSION=2 5", "B=1", "C=")
    assert config.variable("PATH") is not None
    assert config.variable("MISSING") is None


def test_labels_are_merged():
    assert after("LABEL a=1 b=2\nLABEL b=3").labels == {"a": "1", "b": "3"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WORKDIR /srv", "/srv"),
        ("WORKDIR src", "/app/src"),
        ("WORKDIR a\nWORKDIR b\nWORKDIR ../c", "/app/a/c"),
        ("WORKDIR /a//b/", "/a/b"),
        ("WORKDIR //x", "/x"),
    ],
)
def test_a_relative_workdir_is_joined(text, expected):
    assert after(text, NODE).workdir == expected


def test_user_can_be_set_back_to_the_default():
    assert after("USER 1000:1000", NODE).user == "1000:1000"
    config = after("USER ${NOTHING}", NODE)
    assert config.user == ""
    assert config.runs_as_root


def test_ports_have_a_protocol_and_ranges_are_spread():
    config = after("EXPOSE 8001-8002 53/UDP\nEXPOSE 80 8001")
    assert config.ports == ("53/udp", "80/tcp", "8001/tcp", "8002/tcp")


def test_volumes_add_up():
    assert after('VOLUME ["/b", "/a"]\nVOLUME /c').volumes == ("/a", "/b", "/c")


def test_a_health_check_in_both_forms_and_none():
    shell = after("HEALTHCHECK --interval=1m30s --timeout=500ms --retries=3 CMD curl -f http://localhost")
    assert shell.healthcheck == HealthCheck(
        ("CMD-SHELL", "curl -f http://localhost"), interval=90_000_000_000, timeout=500_000_000, retries=3
    )
    assert after('HEALTHCHECK CMD ["/check", "x"]').healthcheck == HealthCheck(("CMD", "/check", "x"))
    assert after("HEALTHCHECK NONE", shell).healthcheck == HealthCheck(("NONE",))


def test_stopsignal_is_kept_as_written():
    assert after("STOPSIGNAL SIGQUIT").stopsignal == "SIGQUIT"


def test_file_instructions_and_arguments_leave_the_config_alone():
    assert after("ARG A=1\nRUN true\nCOPY . .\nADD x y", NODE) == NODE


def test_onbuild_waits_for_the_child_and_is_not_passed_on():
    parent = after('ENV DIR=/app\nONBUILD WORKDIR ${DIR}/src\nONBUILD COPY . .\nONBUILD CMD ["x"]')
    assert parent.workdir == "/"
    assert parent.onbuild == ("WORKDIR ${DIR}/src", "COPY . .", 'CMD ["x"]')
    assert [trigger.keyword for trigger in triggers_of(parent)] == ["WORKDIR", "COPY", "CMD"]
    child = begin_stage(parent)
    assert (child.workdir, child.cmd, child.onbuild) == ("/app/src", ("x",), ())


def test_an_inspected_image_is_read():
    config = ImageConfig.from_inspect(
        {
            "Os": "linux",
            "Architecture": "arm64",
            "Variant": "v8",
            "Config": {
                "Env": ["PATH=/bin"],
                "User": "nonroot",
                "WorkingDir": "/home",
                "Entrypoint": [],
                "Cmd": ["/app"],
                "Labels": None,
                "ExposedPorts": {"8080/tcp": {}, "53/udp": {}},
                "Healthcheck": {"Test": ["CMD", "/check"], "Interval": 1000, "Retries": 2},
            },
        }
    )
    assert config == ImageConfig(
        env=("PATH=/bin",),
        user="nonroot",
        workdir="/home",
        cmd=("/app",),
        ports=("53/udp", "8080/tcp"),
        healthcheck=HealthCheck(("CMD", "/check"), interval=1000, retries=2),
        platform="linux/arm64/v8",
    )


@pytest.mark.parametrize(
    ("user", "root"),
    [("", True), ("0", True), ("root:staff", True), ("0:0", True), ("65532", False), ("nonroot", False)],
)
def test_root_is_told_by_name_and_number(user, root):
    assert ImageConfig(user=user).runs_as_root is root
