// The text is kept in this browser where it may be, and the author is told.

const KEY = "cost-calculator workbench";

/** @param {(sentence: string) => void} tell */
export function makeKeeping(tell) {
  let waiting = 0;
  const store = (text) => {
    try {
      localStorage.setItem(KEY, text);
      tell("Kept in this browser");
    } catch {
      tell("This browser keeps nothing for this page: save your file");
    }
  };
  return {
    /** What was kept last, or null. */
    found() {
      try {
        return localStorage.getItem(KEY);
      } catch {
        return null;
      }
    },
    keep(text) {
      clearTimeout(waiting);
      waiting = setTimeout(store, 500, text);
    },
  };
}
