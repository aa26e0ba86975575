// What a good host does: it serves the pages of `pages/`, the packages they use
// and our own site, each file compressed once by Brotli at its best.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { SITE } from "../tests/browser/harness.mjs";
import { TYPES as KNOWN } from "../tests/browser/server.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
/** Folders by how their addresses begin; the pages have all else. */
const FOLDERS = {
  "/npm/": join(HERE, "node_modules"),
  "/site/": SITE,
  "/made/": join(HERE, "..", "target", "bench-pages"),
};
const TYPES = { ...KNOWN, ".css": "text/css; charset=utf-8" };
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
const compress = promisify(brotliCompress);

/** Serves all of it, and pages given as HTML by path. */
export async function serve(pages = {}) {
  const kept = new Map();
  const load = async (path) => {
    if (path in pages) return pages[path];
    const [start, folder] = Object.entries(FOLDERS).find(([start]) => path.startsWith(start))
      ?? ["/", join(HERE, "pages")];
    const file = normalize(join(folder, path.slice(start.length)));
    if (!file.startsWith(folder + sep)) throw new Error(`${path} is elsewhere`);
    return readFile(file);
  };
  const answer = async (path) => {
    if (!kept.has(path)) kept.set(path, await compress(await load(path), QUALITY));
    return kept.get(path);
  };
  const server = createServer(async ({ url }, response) => {
    const path = decodeURIComponent(new URL(url, "http://localhost").pathname);
    try {
      const body = await answer(path);
      response.writeHead(200, {
        "Content-Type": TYPES[path in pages ? ".html" : extname(path)] ?? "application/octet-stream",
        "Content-Encoding": "br", "Content-Length": body.length, "Cache-Control": "no-store",
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}
