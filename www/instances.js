// One instance of the WebAssembly for each calculator, all of one compiled
// module: what breaks in one stays there, and the others go on.
//
// The module has two parts. The first is all that a calculator needs to come
// alive and be used; the rest is loaded after it and takes its places in the
// first one's table.

/**
 * @typedef {object} Instance
 * @property {Function} Calculator the class from Rust, of this instance
 * @property {Function} render its static form of a document
 * @property {Promise<void>} whole kept once the rest is there; asking begins to load it
 * @property {((error: unknown) => void) | null} trapped told once, when it breaks
 * @property {boolean} broken whether it broke: nothing in it runs any more
 * @property {boolean} early whether it broke because the rest was not there yet
 */

/** Stands for what the rest will bring. */
class Early extends Error {}
const strangers = new Proxy({}, { get: () => () => { throw new Early(); } });

/** More than this many without a calculator are left to the browser to clear away. */
const SPARE = 2;

/**
 * @param {object} parts
 * @param {(guard: (exports: object) => object) => Function} parts.bind makes a new
 *   binding, which passes its exports through the guard
 * @param {() => Promise<WebAssembly.Module>} parts.compile
 * @param {() => Promise<WebAssembly.Module>} parts.complete the same of the rest
 * @returns {{ take: () => Promise<Instance>, give: (instance: Instance) => void }}
 */
export function instances({ bind, compile, complete }) {
  let compiling;
  let completing;
  /** Once the rest was missed, nothing begins without it. */
  let missed = false;
  /** Those whose calculator is gone: the next one takes one of them. */
  const spare = [];

  /**
   * The exports of an instance, until one of them throws. Rust reports what is
   * wrong by values: whatever is thrown is a trap, and after one nothing in the
   * instance's memory can be relied on. Its listeners may still be called; they
   * find nothing there.
   */
  function guard(instance, exports) {
    const guarded = (call, asked) => (...given) => {
      if (instance.broken) return undefined;
      try {
        return call(...given);
      } catch (error) {
        if (!instance.broken) {
          instance.broken = true;
          instance.early = error instanceof Early;
          missed ||= instance.early;
          instance.trapped?.(error);
        }
        // Nothing is wrong: it begins again by itself. Who called a method of the
        // class is told, for it waits for what that gives.
        if (instance.early && !asked) return undefined;
        throw error;
      }
    };
    const entry = ([name, value]) =>
      [name, typeof value === "function" ? guarded(value, name.startsWith("calculator_")) : value];
    return Object.fromEntries(Object.entries(exports).map(entry));
  }

  async function begin() {
    compiling ??= compile();
    compiling.catch(() => { compiling = undefined; });
    const instance = { Calculator: null, render: null, trapped: null, broken: false, early: false };
    const binding = bind((exports) => guard(instance, exports));
    const first = await binding(await compiling, { rest: strangers });
    instance.Calculator = binding.Calculator;
    instance.render = binding.render;
    let whole;
    // Asked for once the first part is of use, so as not to be in its way.
    Object.defineProperty(instance, "whole", {
      get: () => (whole ??= completed(first).catch((error) => {
        whole = undefined;
        throw error;
      })),
    });
    return instance;
  }

  async function completed(first) {
    completing ??= complete();
    completing.catch(() => { completing = undefined; });
    await WebAssembly.instantiate(await completing, { first });
  }

  return {
    async take() {
      const instance = spare.pop() ?? (await begin());
      if (missed) await instance.whole;
      return instance;
    },
    give(instance) {
      instance.trapped = null;
      if (!instance.broken && spare.length < SPARE) spare.push(instance);
    },
  };
}
