import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { buildSite, linksOf, pageOf } from "../site.js";

const FRAME = "<title>{{title}}</title>{{{body}}}";

test("the first line is the title, what follows is the page", () => {
  const page = pageOf("# Bread & butter\n\nSome **good** bread.\n", FRAME);
  assert.equal(page, "<title>Bread &amp; butter</title><p>Some <strong>good</strong> bread.</p>");
});

test("a text without a title is refused", () => {
  assert.throws(() => pageOf("Some bread.\n", FRAME), /the first line is no title/);
});

test("every link within the site leads to a page", () => {
  const folder = mkdtempSync(join(tmpdir(), "site-"));
  try {
    const pages = buildSite("content", "templates/page.html", folder);
    for (const name of pages) {
      const links = linksOf(readFileSync(join(folder, name), "utf8"));
      const dead = links.filter((link) => !pages.includes(link));
      assert.deepEqual(dead, [], `${name} has dead links`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
