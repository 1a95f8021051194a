// What building and checking share: where the pages lie, and how they are read.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The pages of a folder by name, without its frame. */
export function pagesIn(folder) {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const pages = names.filter((name) => name.endsWith(".html") && name !== "frame.html");
  return new Map(pages.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
