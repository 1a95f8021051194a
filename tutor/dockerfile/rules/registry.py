"""All rules, in the order in which they are told."""

from __future__ import annotations

from tutor.dockerfile.model import Severity
from tutor.dockerfile.rules import (
    advice,
    arrays,
    assignments,
    casing,
    dashes,
    destinations,
    forms,
    misspelt,
    names,
    owners,
    reach,
    settings,
    variables,
)
from tutor.dockerfile.rules.inspection import Rule

BUILDKIT_RULES = (
    Rule("StageNameCasing", casing.stage_name_casing),
    Rule("FromAsCasing", casing.from_as_casing),
    Rule("NoEmptyContinuation", forms.no_empty_continuation),
    Rule("ConsistentInstructionCasing", casing.consistent_instruction_casing),
    Rule("DuplicateStageName", names.duplicate_stage_name),
    Rule("ReservedStageName", names.reserved_stage_name),
    Rule("JSONArgsRecommended", forms.json_args_recommended),
    Rule("MaintainerDeprecated", forms.maintainer_deprecated),
    Rule("UndefinedArgInFrom", variables.undefined_arg_in_from),
    Rule("WorkdirRelativePath", settings.workdir_relative_path),
    Rule("UndefinedVar", variables.undefined_var),
    Rule("MultipleInstructionsDisallowed", forms.multiple_instructions_disallowed),
    Rule("LegacyKeyValueFormat", forms.legacy_key_value_format),
    Rule("InvalidBaseImagePlatform", settings.invalid_base_image_platform),
    Rule("RedundantTargetPlatform", settings.redundant_target_platform),
    Rule("SecretsUsedInArgOrEnv", settings.secrets_used_in_arg_or_env),
    Rule("InvalidDefaultArgInFrom", variables.invalid_default_arg_in_from),
    Rule("FromPlatformFlagConstDisallowed", settings.from_platform_flag_const_disallowed),
    # Experimental in BuildKit; here it runs whenever somebody can tell what .dockerignore hides.
    Rule("CopyIgnoredFile", settings.copy_ignored_file),
    Rule("InvalidDefinitionDescription", names.invalid_definition_description, experimental=True),
    Rule("ExposeProtoCasing", settings.expose_proto_casing),
    Rule("ExposeInvalidFormat", settings.expose_invalid_format),
)

TUTOR_RULES = (
    Rule("UnusedStage", advice.unused_stage, Severity.ADVICE),
    Rule("UnpinnedBase", advice.unpinned_base, Severity.ADVICE),
    Rule("RootInFinalStage", advice.root_in_final_stage, Severity.ADVICE),
    Rule("ShellFormWithoutShell", advice.shell_form_without_shell, Severity.ADVICE),
    Rule("CopyWholeStage", advice.copy_whole_stage, Severity.ADVICE),
    Rule("MisspeltStage", misspelt.misspelt_stage, Severity.ADVICE),
    Rule("UnknownStage", misspelt.unknown_stage, Severity.ADVICE),
    Rule("EnvOutOfReach", reach.env_out_of_reach, Severity.ADVICE),
    Rule("MisspeltTag", misspelt.misspelt_tag, Severity.ADVICE),
    Rule("FileForFolder", destinations.file_for_folder, Severity.ADVICE),
    Rule("ChownName", owners.chown_name, own=True),
    Rule("ArrayNoJSON", arrays.array_no_json, own=True),
    Rule("EqualsApart", assignments.equals_apart, own=True),
    Rule("SetForOneRun", assignments.set_for_one_run, own=True),
    Rule("DashMissing", dashes.dash_missing, own=True),
    Rule("FlagBehindPath", dashes.flag_behind_path, own=True),
    Rule("BlankInProgram", arrays.blank_in_program, own=True),
)

RULES = (*BUILDKIT_RULES, *TUTOR_RULES)
