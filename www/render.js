// The static form of a document without a page: on a server.

import { plain } from "./plain.js";

/**
 * @param {object} parts
 * @param {object} parts.instances gives a WebAssembly
 * @param {() => Promise<object>} parts.figures the document that comes with it
 */
export function makeRender({ instances, figures }) {
  return async (document, state, { language, ...form } = {}) => {
    const [instance, known] = await Promise.all([instances.take(), document ?? figures()]);
    try {
      await instance.whole;
      return instance.render(plain(known), plain({ ...form, state: state ?? null, settings: form.settings ?? null, words: language ?? null }));
    } finally {
      instances.give(instance);
    }
  };
}
