// Markdown in, pages out.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "fs";
import { join } from "path";
import mustache from "mustache";
import snarkdown from "snarkdown";

/** The page of one Markdown text; its first line is "# " and the title. */
export function pageOf(markdown, template) {
  const [first, ...rest] = markdown.trim().split("\n");
  if (!first.startsWith("# ")) {
    throw new Error(`the first line is no title: ${JSON.stringify(first)}`);
  }
  const blocks = rest.join("\n").trim().split(/\n{2,}/).map(snarkdown);
  const body = blocks.map((html) => (html.startsWith("<ul>") ? html : `<p>${html}</p>`)).join("\n");
  return mustache.render(template, { title: first.slice(2), body });
}

/** Writes all pages and the stylesheet; answers with the names of the pages. */
export function buildSite(from, template, to) {
  const frame = readFileSync(template, "utf8");
  const sources = readdirSync(from).filter((name) => name.endsWith(".md")).sort();
  mkdirSync(to, { recursive: true });
  for (const name of sources) {
    const page = pageOf(readFileSync(join(from, name), "utf8"), frame);
    writeFileSync(join(to, htmlName(name)), page);
  }
  copyFileSync(join(template, "../style.css"), join(to, "style.css"));
  return sources.map(htmlName);
}

/** The addresses that a page links to within the site. */
export function linksOf(page) {
  const found = page.matchAll(/<a href="([^"]+)"/g);
  return Array.from(found, ([, address]) => address).filter((address) => !address.includes(":"));
}

function htmlName(name) {
  return name.replace(/\.md$/, ".html");
}
