const { cpSync, mkdirSync } = require("node:fs");
mkdirSync("build", { recursive: true });
cpSync("src", "build", { recursive: true });
