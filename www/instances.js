// One instance of the WebAssembly for each calculator, all of one compiled
// module: what breaks in one stays there, and the others go on.

/**
 * @typedef {object} Instance
 * @property {Function} Calculator the class from Rust, of this instance
 * @property {((error: unknown) => void) | null} trapped told once, when it breaks
 * @property {boolean} broken whether it broke: nothing in it runs any more
 */

/** More than this many without a calculator are left to the browser to clear away. */
const SPARE = 2;

/**
 * @param {object} parts
 * @param {(guard: (exports: object) => object) => Function} parts.bind makes a new
 *   binding, which passes its exports through the guard
 * @param {() => Promise<WebAssembly.Module>} parts.compile
 * @returns {{ take: () => Promise<Instance>, give: (instance: Instance) => void }}
 */
export function instances({ bind, compile }) {
  let compiling;
  /** Those whose calculator is gone: the next one takes one of them. */
  const spare = [];

  /**
   * The exports of an instance, until one of them throws. Rust reports what is
   * wrong by values: whatever is thrown is a trap, and after one nothing in the
   * instance's memory can be relied on. Its listeners may still be called; they
   * find nothing there.
   */
  function guard(instance, exports) {
    const guarded = (call) => (...given) => {
      if (instance.broken) return undefined;
      try {
        return call(...given);
      } catch (error) {
        if (!instance.broken) {
          instance.broken = true;
          instance.trapped?.(error);
        }
        throw error;
      }
    };
    const entry = ([name, value]) => [name, typeof value === "function" ? guarded(value) : value];
    return Object.fromEntries(Object.entries(exports).map(entry));
  }

  async function begin() {
    compiling ??= compile();
    compiling.catch(() => { compiling = undefined; });
    const instance = { Calculator: null, trapped: null, broken: false };
    const binding = bind((exports) => guard(instance, exports));
    await binding(await compiling);
    instance.Calculator = binding.Calculator;
    return instance;
  }

  return {
    take: async () => spare.pop() ?? begin(),
    give(instance) {
      instance.trapped = null;
      if (!instance.broken && spare.length < SPARE) spare.push(instance);
    },
  };
}
