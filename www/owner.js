// What the owner of a page is told in its console. Readers are told only that
// something does not work: they can do nothing about it.

/** What browsers say of WebAssembly that a policy forbids, each in its words. */
const FORBIDDEN = /\bCSP\b|content.security.policy|unsafe-eval/i;

/**
 * @returns {{ tell: (element: Element, error: unknown) => Promise<string> }} tells
 *   what is wrong and what to write where, and gives what it told
 */
export function makeOwner() {
  /** What the page's policy refused lately. */
  const refused = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    refused.push(event);
    if (refused.length > 20) refused.shift();
  });

  function advice(message) {
    if (typeof WebAssembly !== "object") {
      return "This browser has no WebAssembly, or it is switched off in it.";
    }
    const wasm = refused.some((event) => event.blockedURI === "wasm-eval");
    if (wasm || FORBIDDEN.test(message)) {
      return "The Content-Security-Policy of this page forbids WebAssembly. Add "
        + "'wasm-unsafe-eval' to its script-src, as in:\n"
        + "  Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'";
    }
    const request = refused.find((event) => event.effectiveDirective === "connect-src");
    if (request) {
      return `The Content-Security-Policy of this page forbids to load ${request.blockedURI}. `
        + "Add its origin to connect-src, as in:\n"
        + `  Content-Security-Policy: connect-src 'self' ${URL.parse?.(request.blockedURI)?.origin ?? ""}`.trimEnd();
    }
    return "";
  }

  return {
    async tell(element, error) {
      // What a policy refuses is reported a little later than it fails.
      await new Promise((done) => setTimeout(done));
      const message = error?.message || String(error);
      const told = [message, advice(message)].filter(Boolean).join("\n");
      console.error(`<${element.localName}>: ${told}`, element);
      return told;
    },
  };
}
