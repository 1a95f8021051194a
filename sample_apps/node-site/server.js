// Serves the finished site, for a look at it.
import { existsSync, readFile } from "fs";
import { createServer } from "http";
import { extname, join, normalize } from "path";

const FOLDER = "build";
const PORT = Number(process.env.PORT ?? 3000);
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css" };

if (!existsSync(FOLDER)) {
  console.error(`no input: there is no ${FOLDER} here; npm run build makes it`);
  process.exit(3);
}

const server = createServer((request, response) => {
  const [asked] = request.url.split("?");
  const file = join(FOLDER, normalize(`/${asked.endsWith("/") ? `${asked}index.html` : asked}`));
  readFile(file, (error, content) => {
    if (error) {
      response.writeHead(404, { "content-type": "text/plain" }).end(`no page ${asked}\n`);
      return;
    }
    const type = TYPES[extname(file)] || "application/octet-stream";
    response.writeHead(200, { "content-type": type }).end(content);
  });
});

server.listen(PORT, () => console.log(`listening on port ${server.address().port}`));
process.on("SIGTERM", () => server.close(() => process.exit(0)));
