// A document that stands inside the element, however the page's editor has
// treated it: some break it into paragraphs, make curly quotes of straight
// ones, or take the script away and leave its text.

/** What editors put between the lines. */
const AROUND = /<\/?(p|br|div|span|pre|code)\b[^>]*>|<!-{2}.*?-{2}>|(\/\/|\/\*)?\s*(<!\[CDATA\[|\]\]>)\s*(\*\/)?/gs;
const NAMED = { quot: '"', apos: "'", lt: "<", gt: ">", nbsp: " ", amp: "&" };
const CURLY = /[“”„‟″«»]/g;

/** The same with what an editor put in taken out. */
function mended(text) {
  const bare = text.replace(AROUND, " ").replace(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/gi, (all, tens, hex, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? all;
    const code = tens ? Number(tens) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
  const spaced = bare.replace(/[\u00a0\u200b\ufeff]/g, " ").trim();
  return spaced.includes('"') ? spaced : spaced.replace(CURLY, '"');
}

/**
 * How the element reads what is inside: `find` gives what holds the document,
 * if anything does, and `read` the document.
 */
export function makeInside() {
  /** Of these their owner was told. */
  const told = new WeakSet();
  return {
    /** Never is a document inside passed over: the bundled one would stand in its place. */
    find(element) {
      const script = element.querySelector('script[type="application/json"]')
        ?? element.querySelector("script:not([src])");
      if (script && script.type !== "application/json") {
        throw new Error(`The script inside the element has the type “${script.type}” and not “application/json”.`);
      }
      if (script) return script;
      const left = element.textContent.trim();
      return /^\{\s*["“”„«&]/.test(left) && left.includes("format") ? element : null;
    },

    read(holder) {
      const text = holder.textContent;
      try {
        return JSON.parse(text);
      } catch (error) {
        const advice = "If the page’s editor changed it (paragraphs, curly quotes), put it in a block of HTML, "
          + "or in a file that “src” names.";
        try {
          const document = JSON.parse(mended(text));
          if (!told.has(holder)) console.warn(`<cost-calculator>: the JSON inside is not as it should be; it was read all the same. ${advice}`);
          told.add(holder);
          return document;
        } catch {
          throw new Error(`The JSON inside the element cannot be read: ${error.message}\n${advice}`);
        }
      }
    },
  };
}
