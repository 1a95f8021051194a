// Asks the service how it is: exit code 0 when it answers with 200, else 1.
import { get } from "http";

const port = process.env.PORT ?? "8080";

get(`http://127.0.0.1:${port}/healthz`, { timeout: 2000 }, (answer) => {
  answer.resume();
  console.log(`healthz answered ${answer.statusCode}`);
  process.exitCode = answer.statusCode === 200 ? 0 : 1;
}).on("error", (error) => {
  console.error(`healthz did not answer: ${error.message}`);
  process.exitCode = 1;
});
