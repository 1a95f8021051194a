// Makes the site: every page of src/ within its frame, and the stylesheet, go to dist/.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pagesIn } from "./pages.js";

const [from = "src", to = "dist"] = process.argv.slice(2);

const pages = pagesIn(from);
if (pages.size === 0) {
  console.error(`no input: there is no page in ${from}`);
  process.exit(3);
}
const frame = readFileSync(join(from, "frame.html"), "utf8");
mkdirSync(to, { recursive: true });
for (const [name, page] of pages) {
  const title = page.match(/<h1>(.*?)<\/h1>/)?.[1] ?? "";
  writeFileSync(join(to, name), frame.replace("{title}", () => title).replace("{page}", () => page.trim()));
}
copyFileSync(join(from, "style.css"), join(to, "style.css"));
console.log(`${to}: ${[...pages.keys()].join(", ")}`);
