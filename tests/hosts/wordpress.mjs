// The plugin in a real WordPress with a real database: as administrator and as
// author, with shortcode and block, in the editor, the post, the feed and a frame.
//
// Not in the daily run; needs Debian's wordpress, a theme of it, php-cli, php-mysql,
// php-xml, php-mbstring and mariadb-server, and `cargo xtask build` before it:
//   node --test tests/hosts/wordpress.mjs
// ENGINES=chromium,firefox,webkit tries all three: whoever writes is in the first
// two, whoever reads in each. WORDPRESS names another folder of its files.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { ready, ROOT, SITE } from "../browser/harness.mjs";
import { browserOf, endBrowsers, ENGINES, PAGE_ENGINES, Readers, testOf } from "./engines.mjs";
import { dragged, freePort, untilAnswers } from "./hosts.mjs";

const WORDPRESS = process.env.WORDPRESS || "/usr/share/wordpress";
const PASSWORD = "of this test only";

let folder, site, address, database, server;

/** Runs PHP inside the site. */
const php = (code) => execFileSync("php", ["-d", "error_reporting=22527", "-r",
  `$_SERVER["HTTP_HOST"] = ${JSON.stringify(address.replace("http://", ""))};
   define("WP_USE_THEMES", false); require ${JSON.stringify(join(site, "wp-load.php"))}; ${code}`],
{ encoding: "utf8", cwd: site });

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "wordpress-"));
  site = join(folder, "site");
  cpSync(WORDPRESS, site, { recursive: true, dereference: true });
  cpSync(join(SITE, "wordpress"), join(site, "wp-content", "plugins"), { recursive: true });

  const data = join(folder, "data");
  const socket = join(folder, "db.sock");
  execFileSync("mariadb-install-db", [`--datadir=${data}`, "--auth-root-authentication-method=normal",
    "--skip-test-db", "--user=root"], { stdio: "ignore" });
  database = spawn("mariadbd", ["--no-defaults", `--datadir=${data}`, `--socket=${socket}`,
    "--skip-networking", "--user=root"], { stdio: "ignore" });
  for (let tries = 0; !existsSync(socket); tries += 1) {
    assert.ok(tries < 100, "the database starts");
    await new Promise((done) => setTimeout(done, 200));
  }
  execFileSync("mariadb", [`--socket=${socket}`, "-uroot", "-e", "CREATE DATABASE wordpress"]);

  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  writeFileSync(join(site, "wp-config.php"), `<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:${socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (['AUTH_KEY','SECURE_AUTH_KEY','LOGGED_IN_KEY','NONCE_KEY','AUTH_SALT','SECURE_AUTH_SALT','LOGGED_IN_SALT','NONCE_SALT'] as $k) define($k, 'test');
$table_prefix = 'wp_';
define('WP_DEBUG', true); define('WP_DEBUG_DISPLAY', false); define('WP_DEBUG_LOG', '${join(folder, "debug.log")}');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_SITEURL', '${address}'); define('WP_HOME', '${address}');
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
`);
  execFileSync("php", ["-d", "error_reporting=22527", "-r", `$_SERVER["HTTP_HOST"] = "127.0.0.1:${port}";
    define("WP_INSTALLING", true); require ${JSON.stringify(join(site, "wp-load.php"))};
    require ABSPATH . "wp-admin/includes/upgrade.php";
    wp_install("Costs", "boss", "boss@example.org", false, "", ${JSON.stringify(PASSWORD)});`],
  { cwd: site, stdio: ["ignore", "ignore", "inherit"] });
  php(`require ABSPATH . "wp-admin/includes/plugin.php";
    $done = activate_plugin("cost-calculator/cost-calculator.php");
    if (is_wp_error($done)) { fwrite(STDERR, $done->get_error_message()); exit(1); }
    switch_theme("twentytwentyone");
    $id = wp_create_user("writer", ${JSON.stringify(PASSWORD)}, "writer@example.org");
    (new WP_User($id))->set_role("author");
    foreach ([1, $id] as $user) update_user_meta($user, "wp_persisted_preferences",
      ["core/edit-post" => ["welcomeGuide" => false], "_modified" => gmdate("c")]);`);
  server = spawn("php", ["-S", `127.0.0.1:${port}`, "-t", site, join(ROOT, "tests/hosts/wordpress-router.php")],
    { stdio: "ignore", env: { ...process.env, PHP_CLI_SERVER_WORKERS: "4" }, detached: true });
  await untilAnswers(address);
});

after(async () => {
  await endBrowsers();
  if (server) process.kill(-server.pid);
  if (database) {
    const ended = new Promise((done) => database.on("exit", done));
    database.kill();
    await ended;
  }
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** A page of somebody who has logged in. */
async function as(user, engine = PAGE_ENGINES[0]) {
  const context = await (await browserOf(engine)).newContext({ viewport: { width: 1280, height: 1000 }, locale: "en-GB" });
  const page = await context.newPage();
  if (user) {
    await page.goto(`${address}/wp-login.php`);
    await page.fill("#user_login", user);
    await page.fill("#user_pass", PASSWORD);
    await page.click("#wp-submit");
    await page.waitForURL(/wp-admin/);
  }
  return { page, close: () => context.close() };
}

/** Publishes by the REST interface as whoever is logged in; gives the post. */
const publish = (page, title, content) => page.evaluate(async ([title, content]) => {
  const nonce = await (await fetch("/wp-admin/admin-ajax.php?action=rest-nonce")).text();
  const answer = await fetch("/index.php?rest_route=/wp/v2/posts&context=edit", {
    method: "POST",
    headers: { "content-type": "application/json", "x-wp-nonce": nonce },
    body: JSON.stringify({ title, content, status: "publish" }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}, [title, content]);

const feed = async () => (await fetch(`${address}/?feed=rss2`)).text();

for (const [engine, user] of PAGE_ENGINES.flatMap((engine) => [[engine, "boss"], [engine, "writer"]])) {
  const test = testOf("wordpress", engine);
  const by = `by ${user} in ${engine}`;

  test(`the shortcode ${by}: it lives in the post, and the feed has words and a table`, async () => {
    const { page, close } = await as(user, engine);
    const post = await publish(page, `Shortcode ${by}`, "Before.\n\n[cost_calculator]\n\nAfter.");
    await page.goto(post.link);
    await ready(page);
    await dragged(page);
    const item = (await feed()).split("<item>").find((i) => i.includes(`Shortcode ${by}`));
    assert.match(item, /2,83\d|£2,830/);
    assert.match(item, /<table>/);
    assert.doesNotMatch(item, /<cost-calculator|<script/);
    assert.ok(item.includes(post.link.replaceAll("&", "&#038;")), "and a link to the post");
    await close();
  });

  test(`the shortcode ${by} keeps a state and words of its own`, async () => {
    const { page, close } = await as(user, engine);
    const state = "v=1&p=2021%2F22&spend=1.2e9&a=1";
    const post = await publish(page, `State ${by}`,
      `[cost_calculator state="${state}" theme="dark"]Suppose <b>£1.2bn</b><script>alert(1)</script> was spent.[/cost_calculator]`);
    await page.goto(post.link);
    await ready(page);
    const seen = await page.evaluate(() => {
      const calculator = document.querySelector("cost-calculator");
      return {
        state: calculator.getAttribute("state"), theme: calculator.getAttribute("theme"),
        spend: calculator.evaluate().inputs.spend.value, still: calculator.innerHTML,
      };
    });
    assert.equal(seen.state, state);
    assert.equal(seen.theme, "dark");
    assert.equal(seen.spend, 1.2e9);
    assert.match(seen.still, /<b>£1.2bn<\/b>/);
    assert.doesNotMatch(seen.still, /<script/);
    await close();
  });

  test(`the block ${by}: set in its preview, it is so in the post and the feed`, async () => {
    const { page, close } = await as(user, engine);
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`${address}/wp-admin/post-new.php`);
    await page.waitForFunction(() => window.wp?.data?.select("core/editor")?.getCurrentPost()?.id);
    const title = `Block ${by}`;
    await page.evaluate((title) => {
      wp.data.dispatch("core/editor").editPost({ title });
      wp.data.dispatch("core/block-editor").insertBlocks(wp.blocks.createBlock("cost-calculator/calculator"));
    }, title);
    const preview = page.frameLocator('iframe[title^="The calculator as readers"]');
    await preview.locator("cost-calculator .sentence").waitFor();
    const attributes = () => page.evaluate(() =>
      wp.data.select("core/block-editor").getBlocks().find((b) => b.name === "cost-calculator/calculator").attributes);
    await page.waitForFunction(() => wp.data.select("core/block-editor").getBlocks()
      .find((b) => b.name === "cost-calculator/calculator").attributes.still.includes("<table>"));
    assert.equal((await attributes()).state, "");
    const high = await page.locator('iframe[title^="The calculator as readers"]').getAttribute("height");
    assert.ok(Number(high) > 1500, `the preview is as high as the calculator: ${high}`);
    await dragged(page, preview);
    await page.waitForFunction(() => wp.data.select("core/block-editor").getBlocks()
      .find((b) => b.name === "cost-calculator/calculator").attributes.state);
    const set = await attributes();
    await page.evaluate(async () => {
      wp.data.dispatch("core/editor").editPost({ status: "publish" });
      await wp.data.dispatch("core/editor").savePost();
    });
    const { id, link, content } = await page.evaluate(() => {
      const { id, link } = wp.data.select("core/editor").getCurrentPost();
      return { id, link, content: wp.data.select("core/editor").getCurrentPost().content };
    });
    assert.match(content, /<!-- wp:cost-calculator\/calculator \{"state"/);

    await page.goto(link);
    await ready(page);
    const shown = await page.evaluate(() => {
      const calculator = document.querySelector("cost-calculator");
      return { link: calculator.link, around: calculator.parentElement.className };
    });
    assert.equal(shown.link, set.state);
    assert.match(shown.around, /wp-block-cost-calculator-calculator/);
    await dragged(page);
    const item = (await feed()).split("<item>").find((i) => i.includes(title));
    assert.match(item, /Assumption: /, "what was set is admitted in the feed");
    assert.doesNotMatch(item, /<cost-calculator|<script|<iframe/);

    // Opened again, it is as it was left and needs no repair.
    await page.goto(`${address}/wp-admin/post.php?post=${id}&action=edit`);
    await preview.locator("cost-calculator .sentence").waitFor();
    const opened = await preview.locator("cost-calculator").evaluate(async (calculator) => {
      await calculator.ready;
      return calculator.link;
    });
    assert.equal(opened, set.state, "the preview shows what was set");
    const again = await page.evaluate(() => {
      const block = wp.data.select("core/block-editor").getBlocks().find((b) => b.name === "cost-calculator/calculator");
      return { valid: block.isValid, dirty: wp.data.select("core/editor").isEditedPostDirty() };
    });
    assert.deepEqual(again, { valid: true, dirty: false });
    assert.deepEqual(errors, []);
    await close();
  });

  test(`a document uploaded ${by} is read in the post and in a frame`, async () => {
    const { page, close } = await as(user, engine);
    const document = readFileSync(join(ROOT, "www", "maison.json"), "utf8");
    const src = await page.evaluate(async (document) => {
      const nonce = await (await fetch("/wp-admin/admin-ajax.php?action=rest-nonce")).text();
      const form = new FormData();
      form.append("file", new File([document], "maison.json", { type: "application/json" }));
      const answer = await fetch("/index.php?rest_route=/wp/v2/media", {
        method: "POST",
        headers: { "x-wp-nonce": nonce },
        body: form,
      });
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()).source_url;
    }, document);
    const post = await publish(page, `Document ${by}`, `[cost_calculator src="${src}"]`);
    await page.goto(post.link);
    await ready(page);
    const title = () => page.locator("cost-calculator").first().evaluate((c) => c.shadowRoot.querySelector(".calculator").lang);
    assert.match(await title(), /^fr/);
    await page.goto(`${address}/?p=${post.id}&cost-calculator=frame`);
    await ready(page);
    assert.match(await title(), /^fr/);
    await close();
  });

  test(`the plain HTML of the embed panel is kept as ${user} pasted it`, async () => {
    const { page, close } = await as(user, engine);
    const other = await (await browserOf(engine)).newPage();
    await other.goto(`file://${join(SITE, "talking-therapies.html")}`);
    await ready(other);
    const still = await other.evaluate(() => document.querySelector("cost-calculator").toHTML({ charts: false }));
    await other.close();
    const http = still.replace(/file:[^"#<]*/g, "https://example.org/");
    const post = await publish(page, `Plain ${by}`, `<!-- wp:html -->\n${http}<!-- /wp:html -->`);
    // Characters may be written as entities; nothing is taken out.
    const text = (html) => page.evaluate((html) => {
      const box = document.createElement("template");
      box.innerHTML = html;
      return box.innerHTML.trim();
    }, html);
    const kept = post.content.raw.replace(/<!--.*?-->/g, "");
    assert.equal(await text(kept), await text(http));
    await close();
  });
}

for (const engine of ENGINES) {
  testOf("wordpress", engine)(`a reader in ${engine} of a post, of its frame, and where it stands twice`, async () => {
    const one = php(`echo wp_insert_post(["post_title" => "One", "post_content" => "[cost_calculator]", "post_status" => "publish"]);`).trim();
    const two = php(`echo wp_insert_post(["post_title" => "Two", "post_content" => "[cost_calculator]\\n\\n[cost_calculator]", "post_status" => "publish"]);`).trim();
    for (const path of [`?p=${one}`, `?p=${one}&cost-calculator=frame`, `?p=${two}`]) {
      await new Readers(engine).drag(`${address}/${path}`);
    }
  });
}

const test = testOf("wordpress", PAGE_ENGINES[0]);

test("another WordPress that embeds the post shows its calculator, as high as is allowed", async () => {
  const { page, close } = await as("boss");
  const post = await publish(page, "To be embedded", "[cost_calculator preset=\"the_post\"]");
  const html = await (await fetch(post.link)).text();
  assert.match(html, /type="application\/json\+oembed"/);
  const told = await (await fetch(`${address}/?rest_route=/oembed/1.0/embed&url=${encodeURIComponent(post.link)}`)).json();
  assert.equal(told.type, "rich");
  // As WordPress treats what it embeds from elsewhere.
  const filtered = php(`$data = (object) json_decode(base64_decode("${Buffer.from(JSON.stringify(told)).toString("base64")}"));
    echo wp_filter_oembed_result($data->html, $data, "https://elsewhere.example/post");`);
  assert.match(filtered, /sandbox="allow-scripts"/);
  const script = readFileSync(join(site, "wp-includes/js/wp-embed.js"), "utf8");
  await page.route("**/host.html", (route) => route.fulfill({
    contentType: "text/html", body: `<!doctype html><title>Host</title><body>${filtered}<script>${script}</script>`,
  }));
  await page.goto(`${address}/host.html`);
  await page.frameLocator("iframe").locator("cost-calculator .sentence").waitFor();
  assert.match(await page.frameLocator("iframe").locator(".answers").textContent(), /£2,680/);
  await page.waitForFunction(() => document.querySelector("iframe").height === "1000");
  assert.equal(await page.locator("blockquote").isVisible(), false);
  await close();
});

test("a draft and a protected post show no calculator to strangers", async () => {
  const id = php(`echo wp_insert_post(["post_title" => "Secret", "post_content" => "[cost_calculator]", "post_status" => "publish", "post_password" => "tea"]);`).trim();
  const answer = await (await fetch(`${address}/?p=${id}&cost-calculator=frame`)).text();
  assert.doesNotMatch(answer, /<cost-calculator/);
});

test("switched off, the post keeps its words; deleted, nothing else is left", async () => {
  php(`update_post_meta(1, "_oembed_abc", '<iframe src="${address}/?p=9&amp;cost-calculator=frame"></iframe>');
    update_post_meta(1, "_oembed_def", "<iframe></iframe>");`);
  php(`require ABSPATH . "wp-admin/includes/plugin.php"; deactivate_plugins("cost-calculator/cost-calculator.php");`);
  const { page, close } = await as("");
  const id = php(`echo get_posts(["title" => "Block by writer in ${PAGE_ENGINES[0]}", "fields" => "ids"])[0];`).trim();
  await page.goto(`${address}/?p=${id}`);
  assert.match(await page.locator("article, .entry-content").first().textContent(), /Assumption: /);
  await close();
  php(`require ABSPATH . "wp-admin/includes/plugin.php"; require ABSPATH . "wp-admin/includes/file.php";
    uninstall_plugin("cost-calculator/cost-calculator.php");`);
  assert.equal(php(`echo get_post_meta(1, "_oembed_abc", true) . "|" . get_post_meta(1, "_oembed_def", true);`), "|<iframe></iframe>");
});

test("PHP had nothing to complain of", () => {
  const log = join(folder, "debug.log");
  const told = existsSync(log) ? readFileSync(log, "utf8").split("\n").filter((l) => l.includes("cost-calculator")) : [];
  assert.deepEqual(told, []);
});
