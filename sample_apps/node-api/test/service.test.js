// Runs on what `npm run build` made.
const assert = require("node:assert");
const { spawn } = require("node:child_process");
const { once } = require("node:events");
const test = require("node:test");
const { answerTo } = require("../build/answer");

test("a duration is converted", () => {
  const { status, body } = answerTo("/convert?from=2h");
  assert.strictEqual(status, 200);
  assert.deepStrictEqual(body, { from: "2h", milliseconds: 7200000, says: "2 hours" });
});

test("what is no duration is refused", () => {
  for (const from of ["", "soon", "9".repeat(200)]) {
    assert.strictEqual(answerTo(`/convert?from=${from}`).status, 400, from);
  }
});

test("a path that is not there is not found", () => {
  assert.strictEqual(answerTo("/nowhere").status, 404);
});

test("the service answers, is healthy, and ends when it is told to", async () => {
  const service = started("index.js", "0");
  const port = await portOf(service);
  const answer = await fetch(`http://127.0.0.1:${port}/convert?from=2d`);
  assert.strictEqual((await answer.json()).milliseconds, 172800000);
  assert.strictEqual(await exitCode(started("healthcheck.js", port)), 0);
  service.kill("SIGTERM");
  assert.strictEqual(await exitCode(service), 0);
});

test("a health check of a service that is not there fails", async () => {
  assert.strictEqual(await exitCode(started("healthcheck.js", "1")), 1);
});

test("a PORT that is none is refused", async () => {
  assert.strictEqual(await exitCode(started("index.js", "many")), 1);
});

function started(script, port) {
  return spawn(process.execPath, [`build/${script}`], { env: { ...process.env, PORT: port } });
}

async function portOf(service) {
  const [line] = await once(service.stdout, "data");
  return /port (\d+)/.exec(line)[1];
}

async function exitCode(child) {
  return (await once(child, "exit"))[0];
}
