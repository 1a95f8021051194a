// Looks for what a browser forgives and a reader does not; tells file and line of each.
import { pagesIn } from "./pages.js";

const [folder = "src"] = process.argv.slice(2);

const pages = pagesIn(folder);
if (pages.size === 0) {
  console.error(`no input: there is no page in ${folder}`);
  process.exit(3);
}
const found = [...pages].flatMap(([name, page]) => faultsOf(page, pages).map((fault) => `${folder}/${name}:${fault}`));
found.forEach((fault) => console.error(fault));
console.log(`${pages.size} pages looked at, ${found.length} faults`);
process.exit(found.length ? 1 : 0);

function faultsOf(page, pages) {
  const faults = page.includes("<h1>") ? [] : ["1: no heading <h1>"];
  page.split("\n").forEach((line, number) => {
    for (const [image] of line.matchAll(/<img\b[^>]*>/g)) {
      if (!/\balt="/.test(image)) faults.push(`${number + 1}: an image without a text in its place (alt)`);
    }
    for (const [, address] of line.matchAll(/<a href="([^":#]+)"/g)) {
      if (!pages.has(address)) faults.push(`${number + 1}: a link to ${address}, which is not there`);
    }
  });
  return faults;
}
