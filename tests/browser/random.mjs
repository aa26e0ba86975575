// Chance that can be repeated.

/** A small generator (mulberry32): the same numbers from 0 to 1 in every run. */
export function randomly(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Somebody who does anything at all with a calculator; the same by the same numbers. */
export class Chance {
  constructor(host, random) {
    Object.assign(this, { host, random });
  }

  /** One of several. */
  one(of) {
    return of[Math.floor(this.random() * of.length)];
  }

  /** One of what can be used now, in the middle of the window: a handle, of null if there is none. */
  usable(selector) {
    return this.host.evaluateHandle((c, [selector, chance]) => {
      const all = [...c.shadowRoot.querySelectorAll(selector)]
        .filter((e) => !e.disabled && e.ariaDisabled !== "true" && e.checkVisibility({ visibilityProperty: true }));
      const one = all[Math.floor(chance * all.length)];
      one?.scrollIntoView({ block: "center" });
      return one ?? null;
    }, [selector, this.random()]);
  }
}
