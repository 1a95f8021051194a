import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

function inACopy(check) {
  const folder = mkdtempSync(join(tmpdir(), "site-"));
  try {
    cpSync("src", join(folder, "src"), { recursive: true });
    check(join(folder, "src"), join(folder, "dist"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(...argv) {
  return spawnSync(process.execPath, argv, { encoding: "utf8" });
}

test("a page is put into the frame, under its own title", () => {
  inACopy((src, dist) => {
    assert.equal(run("build.js", src, dist).status, 0);
    const page = readFileSync(join(dist, "index.html"), "utf8");
    assert.match(page, /<title>The lamp is lit · Lighthouse Museum<\/title>/);
    assert.match(page, /<main>\n<h1>The lamp is lit<\/h1>/);
    assert.ok(!existsSync(join(dist, "frame.html")));
  });
});

test("the pages as they are have no faults", () => {
  assert.equal(run("lint.js").status, 0);
});

test("the check tells an image without a text and a dead link, each with its line", () => {
  inACopy((src) => {
    writeFileSync(join(src, "new.html"), '<h1>New</h1>\n<img src="a.png">\n<a href="gone.html">there</a>\n');
    const told = run("lint.js", src);
    assert.equal(told.status, 1);
    assert.match(told.stderr, /new\.html:2: an image without a text/);
    assert.match(told.stderr, /new\.html:3: a link to gone\.html, which is not there/);
  });
});

test("without pages, both say that there is no input", () => {
  inACopy((src, dist) => {
    mkdirSync(dist);
    for (const script of ["build.js", "lint.js"]) {
      const told = run(script, dist);
      assert.equal(told.status, 3);
      assert.match(told.stderr, /^no input: /);
    }
  });
});
