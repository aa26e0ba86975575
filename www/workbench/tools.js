// What is called of the WebAssembly beside the calculator. After a trap
// nothing in an instance can be relied on: the next call has a new one.

/** The text of a data block of this page. */
export const block = (id) => document.getElementById(id).textContent;

async function compiled() {
  const packed = block("tools");
  const bytes = Uint8Array.fromBase64?.(packed) ?? Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(plain).arrayBuffer());
}

/**
 * @param {Function} bind makes a new binding; see `www/instances.js`
 * @returns {Promise<(name: string, ...given: unknown[]) => Promise<any>>} calls a tool
 */
export async function makeTools(bind) {
  const module = await compiled();
  let binding = null;
  return async (name, ...given) => {
    if (!binding) {
      const made = bind((exports) => exports);
      await made(module);
      binding = made;
    }
    try {
      return binding[name](...given);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) {
        binding = null;
        throw new Error("This could not be done: a tool of the workbench broke. Your text is untouched.");
      }
      throw error;
    }
  };
}
