// An element comes alive when its reader is near, so that many on a page cost
// what one does.

/** What is done for each element once its reader is near. */
const waking = new WeakMap();
/** One for all: what is near at once comes alive in the order of the page. */
let observer;
/** Kept once the page was drawn with what came alive last. */
let drawn = Promise.resolve();

function seen(entries) {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) waking.get(target)?.();
  }
}

/** One's turn to come alive: the first can be seen and used before the next is made. */
function turn() {
  const mine = drawn;
  drawn = mine.then(() => new Promise((done) => {
    // Behind another tab nothing is drawn, and time goes on all the same.
    setTimeout(done, 100);
    requestAnimationFrame(() => setTimeout(done));
  }));
  return mine;
}

/**
 * @param {HTMLElement} element in a page
 * @returns {{ near: Promise<void>, wake: () => void, turn: () => Promise<void> }} `near` is
 *   kept once the element is within a window's height of what is in view, or woken
 */
export function nearness(element) {
  let wake;
  const near = new Promise((done) => { wake = done; });
  // What has no box of its own is never seen; who follows a link is on the way.
  const elsewhere = getComputedStyle(element).display === "contents"
    || (element.hasAttribute("links") && location.hash.length > 1);
  if (elsewhere || !globalThis.IntersectionObserver) {
    wake();
  } else {
    observer ??= new IntersectionObserver(seen, { rootMargin: "100%" });
    waking.set(element, wake);
    observer.observe(element);
    near.then(() => observer.unobserve(element));
  }
  return { near, wake, turn };
}
