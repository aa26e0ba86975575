// A small server for the tests: files of a few folders, on loopback, with the
// headers of a strict or of a careless host.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

export const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".wasm": "application/wasm",
};

/**
 * Serves `folder`, and the pages given as text.
 *
 * @param {object} options
 * @param {string} options.folder
 * @param {Record<string, string>} [options.pages] HTML by path, such as "/two.html"
 * @param {Record<string, string>} [options.types] content types by ending, instead of the right ones
 * @param {string} [options.policy] a Content-Security-Policy for every answer
 * @param {Record<string, string>} [options.headers] other headers for every answer
 * @param {string[]} [options.missing] paths that are not found
 */
export async function serve({ folder, pages = {}, types = {}, policy, headers: more = {}, missing = [] }) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    asked.push(path);
    const headers = { ...more, ...(policy && { "Content-Security-Policy": policy }) };
    if (path in pages) {
      response.writeHead(200, { ...headers, "Content-Type": TYPES[".html"] });
      response.end(pages[path]);
      return;
    }
    const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
    const found = file.startsWith(folder + sep) && !missing.includes(path)
      && (await stat(file).catch(() => undefined))?.isFile();
    if (!found) {
      response.writeHead(404, headers);
      response.end();
      return;
    }
    const ending = extname(file);
    const type = types[ending] ?? TYPES[ending] ?? "application/octet-stream";
    response.writeHead(200, { ...headers, "Content-Type": type });
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    /** Every path that was asked for. */
    asked,
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}
