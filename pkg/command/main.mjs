#!/usr/bin/env node
// The commands for authors in Node.js, from the same Rust as the program:
// what is read, understood and said is decided there.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { desk } from "./desk.mjs";
import { bind } from "./tools.mjs";

/** Answers browsers at the first port that is free; gives the port, or nothing. */
function listen(server, ports) {
  const [port, ...rest] = ports;
  if (port === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    server.once("error", () => resolve(listen(server, rest)));
    server.listen(port, "127.0.0.1", () => resolve(server.address().port));
  });
}

async function serve(run) {
  const server = createServer((request, response) => {
    const [status, kind, body] = run.answer(request.headers.host ?? "", request.url);
    response.writeHead(Number(status), { "Content-Type": kind, "Cache-Control": "no-store" });
    response.end(body);
  });
  const port = await listen(server, [...run.ports]);
  (port === undefined ? desk.note : desk.say)(run.listening(port));
  return port !== undefined;
}

async function main() {
  const module = await WebAssembly.compile(readFileSync(new URL("tools.wasm", import.meta.url)));
  const tools = bind((exports) => exports);
  await tools(module);
  const run = tools.command(process.argv.slice(2), desk);
  if (run.pause === undefined) return run.code;
  if (run.ports.length > 0 && !(await serve(run))) return 1;
  setInterval(() => {
    try {
      run.follow();
    } catch (error) {
      process.exit(broke(error));
    }
  }, run.pause);
  return 0;
}

/** After a trap nothing in the WebAssembly can be relied on. */
function broke(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) throw error;
  desk.note(`This could not be done: the program broke (${error.message}). The document is untouched.`);
  return 1;
}

// A reader that stops listening, like `head`, is no reason to fail.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
// Not by ending it: what was said may still be on its way.
process.exitCode = await main().catch(broke);
