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
    refused.unshift(event);
    refused.length = Math.min(refused.length, 20);
  });

  function advice(message) {
    if (!globalThis.WebAssembly) return "This browser has no WebAssembly, or it is switched off.";
    const of = (directive, what) =>
      `The Content-Security-Policy of this page forbids it. Add to its ${directive}: ${what}`;
    if (refused.some((event) => event.blockedURI === "wasm-eval") || FORBIDDEN.test(message)) {
      return of("script-src", "'wasm-unsafe-eval'");
    }
    const request = refused.find((event) => event.effectiveDirective === "connect-src");
    return request ? of("connect-src", request.blockedURI) : "";
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
