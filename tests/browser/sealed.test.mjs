// The sealed file, and every way out of a page that we know of: its policies
// refuse most, and there are some that no policy can. SECURITY.md tells both.

import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { ENGINE, freshPage, onSite, pageWith, SITE, until } from "./harness.mjs";

const SEALED = readFileSync(join(SITE, "talking-therapies.html"), "utf8");
/** The hash by which the policy knows the file's own script. */
const [, HASH] = SEALED.match(/'(sha256-[^']+)' 'wasm-unsafe-eval'/);

/** It leaves: SECURITY.md says that no policy stops it. */
const OUT = "goes out";
/** It does not leave, and the page is told of no directive that refused it. */
const SILENT = "refused without a word";

/**
 * Each way with what becomes of it, a directive or one of the above. What it
 * does runs in the page and is given an address of this server; that of an ear,
 * which hears whoever speaks to it at all; and the hash of the file's script.
 */
const WAYS = {
  "fetch": ["connect-src", (to) => { fetch(to); }],
  "fetch without CORS, kept alive": ["connect-src", (to) => { fetch(to, { mode: "no-cors", keepalive: true }); }],
  "XMLHttpRequest": ["connect-src", (to) => {
    const request = new XMLHttpRequest();
    request.open("GET", to);
    request.send();
  }],
  "sendBeacon": ["connect-src", (to) => { navigator.sendBeacon(to, "told"); }],
  "WebSocket": ["connect-src", (to) => { new WebSocket(to.replace("http", "ws")); }],
  "EventSource": ["connect-src", (to) => { new EventSource(to); }],
  "image": ["img-src", (to) => { new Image().src = to; }],
  "image of an SVG": ["img-src", (to) => {
    document.body.insertAdjacentHTML("beforeend", `<svg><image href="${to}" width="9" height="9"/></svg>`);
  }],
  "image of an adopted style sheet": ["img-src", (to) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`body { background: url(${to}); }`);
    document.adoptedStyleSheets = [sheet];
  }],
  "style sheet": ["style-src-elem", (to) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: to }));
  }],
  "@import": ["style-src-elem", (to) => {
    document.head.append(Object.assign(document.createElement("style"), { textContent: `@import url(${to});` }));
  }],
  "font": ["font-src", (to) => { new FontFace("told", `url(${to})`).load().catch(() => {}); }],
  "sound": ["media-src", (to) => { new Audio(to).load(); }],
  "video": ["media-src", (to) => {
    document.body.append(Object.assign(document.createElement("video"), { src: to, preload: "auto" }));
  }],
  "script": ["script-src-elem", (to) => {
    document.head.append(Object.assign(document.createElement("script"), { src: to }));
  }],
  "script under the hash of the own one": ["script-src-elem", (to, ear, hash) => {
    document.head.append(Object.assign(document.createElement("script"), { src: to, integrity: hash }));
  }],
  "module preload under that hash": ["script-src-elem", (to, ear, hash) => {
    document.head.append(Object.assign(document.createElement("link"), {
      rel: "modulepreload", href: to, integrity: hash,
    }));
  }],
  "dynamic import": ["script-src-elem", (to) => { import(to).catch(() => {}); }],
  "worker": ["worker-src", (to) => { new Worker(to); }],
  "shared worker": ["worker-src", (to) => { new SharedWorker(to); }],
  "service worker": ["worker-src", (to) => { navigator.serviceWorker.register(to).catch(() => {}); }],
  "request of a worker from a blob": ["worker-src", (to) => {
    new Worker(URL.createObjectURL(new Blob([`fetch("${to}")`], { type: "text/javascript" })));
  }],
  "frame": ["frame-src", (to) => {
    document.body.append(Object.assign(document.createElement("iframe"), { src: to }));
  }],
  "request of a frame from text": [SILENT, (to) => {
    document.body.append(Object.assign(document.createElement("iframe"), { srcdoc: `<img src="${to}">` }));
  }],
  "request of an empty frame": ["connect-src", (to) => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    // Its violations are told in it, and not in the page.
    const { contentWindow: inside } = frame;
    inside.document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      refused.push({ effectiveDirective, blockedURI });
    });
    inside.fetch(to);
  }],
  "object": ["object-src", (to) => {
    document.body.append(Object.assign(document.createElement("object"), { data: to }));
  }],
  "embed": ["object-src", (to) => {
    document.body.append(Object.assign(document.createElement("embed"), { src: to }));
  }],
  "form": ["form-action", (to) => {
    const form = Object.assign(document.createElement("form"), { action: to, method: "post" });
    document.body.append(form);
    form.submit();
  }],
  "form of a new window": ["form-action", (to) => {
    const form = Object.assign(document.createElement("form"), { action: to, target: "_blank" });
    document.body.append(form);
    form.submit();
  }],
  "ping of a link": ["connect-src", (to) => {
    const link = Object.assign(document.createElement("a"), { href: "#here", ping: to });
    document.body.append(link);
    link.click();
  }],
  "prefetch": ["default-src", (to) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: to }));
  }],
  "preload": ["connect-src", (to) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "", href: to }));
  }],
  "speculation rules": ["script-src-elem", (to) => {
    document.head.append(Object.assign(document.createElement("script"), {
      type: "speculationrules",
      textContent: JSON.stringify({ prefetch: [{ source: "list", urls: [to], eagerness: "immediate" }] }),
    }));
  }],
  "base address": ["base-uri", (to) => {
    document.head.prepend(Object.assign(document.createElement("base"), { href: `${to}/` }));
    fetch("relative").catch(() => {});
  }],
  "preconnect": [OUT, (to, ear) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "preconnect", href: `http://${ear}/` }));
  }],
  "WebRTC": [OUT, (to, ear) => {
    const peer = new RTCPeerConnection({
      iceServers: [{ urls: `turn:${ear}?transport=tcp`, username: "told", credential: "told" }, { urls: `stun:${ear}` }],
    });
    peer.createDataChannel("told");
    peer.createOffer().then((offer) => peer.setLocalDescription(offer));
  }],
  "navigation": [OUT, (to) => { location.href = to; }],
  "link": [OUT, (to) => {
    const link = Object.assign(document.createElement("a"), { href: to });
    document.body.append(link);
    link.click();
  }],
  "download": [OUT, (to) => {
    const link = Object.assign(document.createElement("a"), { href: to, download: "told" });
    document.body.append(link);
    link.click();
  }],
  "meta refresh": [OUT, (to) => {
    const meta = Object.assign(document.createElement("meta"), { httpEquiv: "refresh", content: `0;url=${to}` });
    document.head.append(meta);
  }],
  "opened window": [OUT, (to) => { open(to); }],
};

/** What else becomes of some in this engine. */
const ELSEWHERE = ENGINE === "firefox" ? {
  "preload": SILENT, "module preload under that hash": SILENT,
} : {};

/** What this engine does not do under test, from any page. */
const UNKNOWN = ENGINE === "firefox" ? ["ping of a link", "speculation rules"] : ["preconnect"];

/** The ways that leave their page, or whose refusal names no address: each needs a page to itself. */
const ALONE = [
  "@import", "request of a worker from a blob", "form", "form of a new window", "speculation rules",
  "base address", "preconnect", "WebRTC", "navigation", "link", "download", "meta refresh", "opened window",
];

const fate = (way) => ELSEWHERE[way] ?? WAYS[way][0];
const path = (way) => `/out/${way.toLowerCase().replaceAll(/\W+/g, "-")}.`;

const PAGES = { "/sealed.html": SEALED, "/unsealed.html": pageWith("", "") };
const LAUNCH = ENGINE === "firefox" ? {
  // Its protocol for tests switches the first off; the second it keeps from loopback.
  firefoxUserPrefs: {
    "network.http.speculative-parallel-limit": 20, "media.peerconnection.ice.loopback": true,
  },
} : undefined;

/** Hears whoever connects or sends a datagram, and answers nothing. */
async function listen() {
  const heard = [];
  const tcp = createServer((socket) => {
    heard.push("a connection");
    socket.on("error", () => {}).destroy();
  });
  await new Promise((done) => tcp.listen(0, "127.0.0.1", done));
  const { port } = tcp.address();
  const udp = createSocket("udp4").on("message", () => heard.push("a datagram"));
  await new Promise((done) => udp.bind(port, "127.0.0.1", done));
  return { at: `127.0.0.1:${port}`, heard, close: () => { tcp.close(); udp.close(); } };
}

/** Tries ways from one page; gives what became of each, once that is what is wanted, or long after. */
async function tried(browser, server, name, ways, wanted) {
  const { page, close } = await freshPage(browser);
  const ear = await listen();
  try {
    await page.addInitScript(() => {
      globalThis.refused = [];
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
        refused.push({ effectiveDirective, blockedURI });
      });
    });
    await page.goto(`${server.address}/${name}`);
    for (const way of ways) {
      const given = [server.address + path(way), ear.at, HASH].map((text) => JSON.stringify(text));
      // What is refused may throw, and what leaves takes the page with it.
      await page.evaluate(`(${WAYS[way][1]})(${given}); undefined`).catch(() => {});
    }
    const alone = ways.length === 1;
    const fates = {};
    const told = async () => {
      const refused = await page.evaluate("refused").catch(() => []);
      for (const way of ways) {
        const mine = refused.find(({ blockedURI }) => alone || blockedURI.includes(path(way)));
        const out = server.asked.some((asked) => asked.startsWith(path(way))) || (alone && ear.heard.length > 0);
        if (out) fates[way] = OUT;
        else if (mine) fates[way] = mine.effectiveDirective;
        else fates[way] = SILENT;
      }
      return ways.every((way) => UNKNOWN.includes(way) || fates[way] === wanted(way));
    };
    await until(told).catch(() => {});
    return fates;
  } finally {
    await close();
    ear.close();
  }
}

/** Tries every way from a page of the server; what need not be alone, together. */
const all = (name, wanted) => onSite({ pages: PAGES, launch: LAUNCH }, async (browser, server) => {
  const ways = Object.keys(WAYS);
  const fates = await tried(browser, server, name, ways.filter((way) => !ALONE.includes(way)), wanted);
  for (const way of ALONE) Object.assign(fates, await tried(browser, server, name, [way], wanted));
  // However late it came.
  const out = ways.filter((way) => server.asked.some((asked) => asked.startsWith(path(way))));
  return { fates, out };
});

/** In the order of the list, without what this engine does not do. */
const known = (of) => Object.fromEntries(Object.keys(WAYS)
  .filter((way) => !UNKNOWN.includes(way)).map((way) => [way, of(way)]));

test("without a policy every way is one: the list tries what it says", async () => {
  const { fates } = await all("unsealed.html", () => OUT);
  assert.deepEqual(known((way) => fates[way]), known(() => OUT));
});

test("from the sealed file nothing leaves but by the ways that no policy can stop", async () => {
  const { fates, out } = await all("sealed.html", fate);
  assert.deepEqual(known((way) => fates[way]), known(fate));
  assert.deepEqual(out.filter((way) => WAYS[way][0] !== OUT), []);
});

test("in the sealed file no other code runs", () => onSite({ pages: PAGES }, async (browser, server) => {
  const { page, close } = await freshPage(browser);
  await page.goto(`${server.address}/sealed.html`);
  const { refused, ran } = await page.evaluate(async () => {
    const refused = [];
    document.addEventListener("securitypolicyviolation", (e) => refused.push(e.effectiveDirective));
    const attempts = [
      () => document.head.append(Object.assign(document.createElement("script"), { textContent: "ran = true" })),
      () => document.body.insertAdjacentHTML("beforeend", '<img src="data:," onerror="ran = true">'),
      () => {
        const link = Object.assign(document.createElement("a"), { href: "javascript:void(ran = true)" });
        document.body.append(link);
        link.click();
      },
      () => setTimeout("ran = true"),
    ];
    for (const attempt of attempts) {
      const before = refused.length;
      attempt();
      while (refused.length === before) await new Promise((done) => setTimeout(done, 10));
    }
    return { refused, ran: "ran" in globalThis };
  });
  assert.equal(ran, false);
  assert.ok(refused.length >= 4 && refused.every((name) => name.startsWith("script-src")), String(refused));
  await close();
}));

for (const [sandbox, outcome] of [["", "sent"], ['sandbox="allow-scripts"', "SecurityError"]]) {
  const around = pageWith(`<iframe ${sandbox} src="/sealed.html" title="Costs"></iframe>`, "");
  test(`framed by its own site, ${sandbox || "no sandbox"}: a request as the page around it is ${outcome}`, () => onSite({
    pages: { ...PAGES, "/around.html": around },
  }, async (browser, server) => {
    const { page, close } = await freshPage(browser);
    await page.goto(`${server.address}/around.html`);
    const [, frame] = page.frames();
    await frame.waitForLoadState();
    const said = await frame.evaluate(async (to) => {
      try {
        await parent.fetch(to);
        return "sent";
      } catch (error) {
        return error.name;
      }
    }, `${server.address}/out/parent`);
    assert.equal(said, outcome);
    assert.equal(server.asked.includes("/out/parent"), outcome === "sent");
    await close();
  }));
}
