import { createServer } from "http";
import { answerTo } from "./answer";

const port = Number(process.env.PORT ?? 8080);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`PORT is no port: ${process.env.PORT}`);
  process.exit(1);
}

const server = createServer((request, response) => {
  const { status, body } = answerTo(request.url ?? "/");
  response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(body)}\n`);
});

server.on("error", (error) => {
  console.error(`not listening: ${error.message}`);
  process.exit(1);
});
server.listen(port, () => console.log(`listening on port ${server.address().port}`));

// The first process of a container gets no default for these: without this, `docker stop` would wait ten seconds.
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections?.();
  });
}
