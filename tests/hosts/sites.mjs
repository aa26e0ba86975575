// Each recipe in a site that its tool builds for real, and a reader who drags a
// number in it.
//
// Not in the daily run; needs `cargo xtask build` before it, and of Debian hugo,
// jekyll and nginx. What npm has is installed into the folder SITES, or a
// temporary one:
//   node --test tests/hosts/sites.mjs
// ENGINES=chromium,firefox,webkit reads each site in all three, HOSTS=hugo,nginx
// tries these alone.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { freshPage, ready, ROOT, SITE } from "../browser/harness.mjs";
import { serve } from "../browser/server.mjs";
import { browserOf, endBrowsers, ENGINES, hosted, testOf } from "./engines.mjs";
import { freePort, untilAnswers } from "./hosts.mjs";

const TOOLS = process.env.SITES || join(tmpdir(), "cost-calculator-sites");
const WORDS = "In 2023/24 a recovery cost about £2,830.";

const folder = mkdtempSync(join(tmpdir(), "sites-"));

after(async () => {
  await endBrowsers();
  rmSync(folder, { recursive: true, force: true });
});

/** A site with the recipe and these files, and the calculator's in `assets`. */
function site(name, files, assets = ".") {
  const at = join(folder, name);
  cpSync(join(ROOT, "www", "hosts", "recipes", name), at, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(at, file)), { recursive: true });
    writeFileSync(join(at, file), text);
  }
  mkdirSync(join(at, assets), { recursive: true });
  cpSync(join(SITE, "cost-calculator.js"), join(at, assets, "cost-calculator.js"));
  return at;
}

/** Packages of npm, for a site. */
function packages(name, at, ...wanted) {
  const tools = join(TOOLS, name);
  if (!existsSync(join(tools, "node_modules"))) {
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, "package.json"), '{ "private": true }');
    execFileSync("npm", ["install", "--no-audit", "--no-fund", ...wanted], { cwd: tools, stdio: "inherit" });
  }
  symlinkSync(join(tools, "node_modules"), join(at, "node_modules"));
  if (!existsSync(join(at, "package.json"))) {
    writeFileSync(join(at, "package.json"), '{ "private": true, "type": "module" }');
  }
}

const run = (at, program, ...words) => execFileSync(program, words, {
  cwd: at, stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 26,
  env: { ...process.env, NO_UPDATE_NOTIFIER: "1", ASTRO_TELEMETRY_DISABLED: "1", OBSERVABLE_TELEMETRY_DISABLE: "true" },
});

/** A reader opens a page of what was built; the author's words are in its text. */
async function read(readers, [built, path]) {
  assert.ok(readFileSync(join(built, path, "index.html"), "utf8").includes(WORDS), "the words are in the page");
  const server = await serve({ folder: built, types: { ".css": "text/css" }, pages: { "/favicon.ico": "" } });
  try {
    await readers.drag(server.address + path);
  } finally {
    await server.close();
  }
}

hosted("hugo", () => {
  const at = site("hugo", {
    "hugo.toml": 'baseURL = "/"\ntitle = "Costs"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n',
    "layouts/_default/single.html": "<!doctype html><link rel=icon href=data:,><title>{{ .Title }}</title>{{ .Content }}",
    "content/costs.md": `---\ntitle: Costs\n---\nBefore.\n\n{{< cost-calculator preset="the_post" id="a&b" >}}<p>${WORDS}</p>{{< /cost-calculator >}}\n\n{{< cost-calculator >}}{{< /cost-calculator >}}\n`,
  }, "static");
  run(at, "hugo");
  const html = readFileSync(join(at, "public/costs/index.html"), "utf8");
  assert.equal(html.match(/<script/g).length, 1, "one script for two calculators");
  assert.match(html, /<cost-calculator id="a&amp;b" preset="the_post">/);
  return [join(at, "public"), "/costs/"];
}, read);

hosted("jekyll", () => {
  const at = site("jekyll", {
    "_config.yml": "title: Costs\nbaseurl: /blog\n",
    "index.md": `---\n---\nBefore.\n\n{% include cost-calculator.html preset="the_post" text="<p>${WORDS}</p>" %}\n\nAfter.\n`,
    "_layouts/default.html": "<!doctype html><link rel=icon href=data:,><title>Costs</title>{{ content }}",
  });
  writeFileSync(join(at, "_config.yml"), "title: Costs\nbaseurl: /blog\ndefaults:\n  - scope: {path: ''}\n    values: {layout: default}\n");
  run(at, "jekyll", "build", "--destination", join(at, "out", "blog"));
  assert.match(readFileSync(join(at, "out/blog/index.html"), "utf8"), /<cost-calculator preset="the_post"><p>/);
  return [join(at, "out"), "/blog/"];
}, read);

hosted("eleventy", () => {
  const at = site("eleventy", {
    "eleventy.config.mjs": 'import costCalculator from "./cost-calculator.mjs";\nexport default (config) => { config.addPlugin(costCalculator); config.ignores.add("README.md"); return { markdownTemplateEngine: "njk" }; };\n',
    "_includes/page.njk": "<!doctype html><link rel=icon href=data:,><title>Costs</title>{{ content | safe }}",
    "index.md": `---\nlayout: page.njk\n---\nBefore.\n\n{% calculator preset="the_post" %}<p>${WORDS}</p>{% endcalculator %}\n`,
  });
  packages("eleventy", at, "@11ty/eleventy@3");
  run(at, "node_modules/.bin/eleventy");
  assert.match(readFileSync(join(at, "_site/index.html"), "utf8"), /<cost-calculator preset="the_post"><p>/);
  return [join(at, "_site"), "/"];
}, read);

hosted("astro-recipe", () => {
  const at = site("astro", {
    "astro.config.mjs": 'export default { base: "/blog", outDir: "out/blog" };\n',
    "src/pages/index.astro": `---\nimport CostCalculator from "../components/CostCalculator.astro";\n---\n<html lang="en"><head><link rel="icon" href="data:,"><title>Costs</title></head><body><CostCalculator preset="the_post"><p>${WORDS}</p></CostCalculator></body></html>\n`,
  }, "public");
  packages("astro", at, "astro@5");
  run(at, "node_modules/.bin/astro", "build");
  return [join(at, "out"), "/blog/"];
}, read);

hosted("docusaurus", () => {
  const at = site("docusaurus", {
    "package.json": '{ "private": true }',
    "docusaurus.config.js": 'export default { title: "Costs", url: "https://example.org", baseUrl: "/", presets: [["classic", { docs: false, blog: false }]] };\n',
    "src/pages/index.mdx": `import CostCalculator from "@site/src/components/CostCalculator";\n\n# Costs\n\n<CostCalculator preset="the_post">\n  <p>${WORDS}</p>\n</CostCalculator>\n`,
  }, "static");
  packages("docusaurus", at, "@docusaurus/core@3", "@docusaurus/preset-classic@3", "react@19", "react-dom@19", "@mdx-js/react@3");
  run(at, "node_modules/.bin/docusaurus", "build");
  return [join(at, "build"), "/"];
}, read);

hosted("observable", () => {
  const at = site("observable", {
    "observablehq.config.js": 'export default { root: "src", title: "Costs", search: false };\n',
    "src/index.md": '# Costs\n\n```js\nimport {costCalculator} from "./components/costCalculator.js";\nconst values = view(costCalculator({preset: "the_post"}));\n```\n\n<p id="told">${values?.metrics.cost_per_recovery.text}</p>\n',
  }, "src");
  packages("framework", at, "@observablehq/framework@1");
  run(at, "node_modules/.bin/observable", "build");
  return join(at, "dist");
}, async (readers, built) => {
  const server = await serve({ folder: built, types: { ".css": "text/css" } });
  try {
    await readers.drag(server.address, {
      // Its own theme asks for type at a host of Google's.
      blocked: (url) => !url.href.startsWith(server.address),
      // Other cells follow.
      holds: `const told = document.querySelector("#told").textContent;
        return told !== "£2,680" && told === document.querySelector("cost-calculator").evaluate().metrics.cost_per_recovery.text;`,
    });
  } finally {
    await server.close();
  }
});

/** Debian's nginx over the built site and two pages more. */
async function withNginx(name, use) {
  const at = join(folder, name);
  cpSync(SITE, join(at, "www"), { recursive: true });
  for (const [page, script] of [
    ["page.html", '<script src="cost-calculator.js" defer></script>'],
    ["module.html", '<script type="module" src="cost-calculator.mjs"></script>'],
    ["parted.html", '<script type="module" src="cost-calculator.module.js"></script>'],
  ]) {
    writeFileSync(join(at, "www", page), `<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>Costs</title>
${script}<cost-calculator><p>${WORDS}</p></cost-calculator>`);
  }
  const port = await freePort();
  writeFileSync(join(at, "nginx.conf"), `daemon off; pid ${at}/pid; error_log ${at}/error.log;
events {}
http { include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;
  client_body_temp_path ${at}/b; proxy_temp_path ${at}/p; fastcgi_temp_path ${at}/f; uwsgi_temp_path ${at}/u; scgi_temp_path ${at}/s;
  server { listen 127.0.0.1:${port}; root ${at}/www; } }`);
  execFileSync("chmod", ["-R", "a+rX", folder]);
  const nginx = spawn("nginx", ["-c", join(at, "nginx.conf"), "-e", join(at, "error.log")], { stdio: "ignore" });
  const ended = new Promise((done) => nginx.on("exit", done).on("error", done));
  try {
    const address = `http://127.0.0.1:${port}`;
    await untilAnswers(`${address}/page.html`);
    await use(address);
  } finally {
    nginx.kill();
    await ended;
  }
}

// The script that is one, the module in two parts, the frame and the file.
hosted("nginx", () => "nginx", (readers, name) => withNginx(`${name}-${readers.engine}`, async (address) => {
  for (const page of ["page.html", "parted.html", "calculator.html", "talking-therapies.html"]) {
    await readers.drag(`${address}/${page}`);
  }
}));

for (const engine of ENGINES.filter((e) => e !== "webkit")) {
  testOf("nginx", engine)(`what Debian’s types do to the whole module, in ${engine}`, () => withNginx(`types-${engine}`, async (address) => {
    const { page, errors, close } = await freshPage(await browserOf(engine));
    await page.goto(`${address}/module.html`, { waitUntil: "load" });
    // What the README beside the recipe says of it.
    const type = (await fetch(`${address}/cost-calculator.mjs`)).headers.get("content-type");
    if (/javascript/.test(type)) {
      await ready(page);
    } else {
      assert.equal(type, "application/octet-stream");
      assert.match(await page.locator("cost-calculator").innerText(), /£2,830/, "the author's words stand");
      assert.match(errors.join("\n"), /MIME|module/i);
    }
    await close();
  }));
}
