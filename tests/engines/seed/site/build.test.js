const { existsSync } = require("node:fs");
const { strictEqual } = require("node:assert");
require("node:test").test("the build has a page", () => strictEqual(existsSync("build/index.html"), true));
