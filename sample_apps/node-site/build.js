// Makes the site: every content/*.md becomes a page in build/.
import { buildSite } from "./site.js";

const [from = "content", to = "build"] = process.argv.slice(2);

try {
  const pages = buildSite(from, "templates/page.html", to);
  if (pages.length === 0) {
    console.error(`no input: there is no Markdown in ${from}`);
    process.exit(3);
  }
  console.log(`${to}: ${pages.join(", ")}`);
} catch (error) {
  console.error(`not built: ${error.message}`);
  process.exit(1);
}
