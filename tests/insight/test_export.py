"""Markdown and pictures of what is told, also of what hostile images hold."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import msgspec
import pytest

from tutor.image import FileEntry, FileKind, FileTree, Image
from tutor.insight.export import exported
from tutor.insight.report import ComparisonReport, comparison_report

EVIL = "x<script>alert(1)|`\x1b\udcff"


def image(name, *paths):
    return Image(name, FileTree.of(FileEntry(path, FileKind.FILE, 0o644, 5000) for path in paths))


@pytest.fixture
def report():
    return comparison_report(image(EVIL, "usr/bin/a", "etc/b"), image("new", f"opt/{EVIL}", "etc/b"))


def test_the_picture_is_xml_without_script_and_without_anything_from_elsewhere(report):
    svg = exported(report, ".svg")
    root = ElementTree.fromstring(svg)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "text", "path"}
    assert "prefers-color-scheme: dark" in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert "url(" not in svg


def test_the_picture_says_in_words_what_it_shows(report):
    root = ElementTree.fromstring(exported(report, ".svg"))
    texts = {element.tag.rpartition("}")[2]: element.text for element in root}
    assert "new is " in texts["desc"]


def test_the_boxes_of_a_folder_are_as_wide_as_its_bytes(report):
    root = ElementTree.fromstring(exported(report, ".svg"))
    widths = {}
    for rect in root.iter("{http://www.w3.org/2000/svg}rect"):
        for tip in rect:
            widths.setdefault((tip.text or "").partition(":")[0], float(rect.get("width", "0")))
    assert widths["/usr"] == pytest.approx(widths["/"] / 2, abs=0.2)


def test_markdown_keeps_names_as_text(report):
    told = exported(report, ".md")
    assert "\x1b" not in told
    assert "`/usr/bin/a`" in told
    assert r"``/opt/x<script>alert(1)|`\x1b\xff``" in told
    heading = told.splitlines()[0]
    assert r"\<script\>" in heading
    assert "<script>" not in re.sub("``?[^`]+`?[^`]*``?", "", told)


def test_json_reads_back_as_the_document(report):
    assert msgspec.json.decode(exported(report, ".json"), type=ComparisonReport) == report


def test_empty_images_can_be_compared_and_drawn():
    report = comparison_report(image("a"), image("b"))
    assert report.plus[0] == "b is a: no path differs."
    for ending in (".md", ".svg", ".json"):
        assert exported(report, ending)
