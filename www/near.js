// An element comes alive when its reader is near, so that many on a page cost
// what one does.

/** What is done for each element once its reader is near. */
const waking = new WeakMap();
/** One for all: what is near at once comes alive in the order of the page. */
let observer;

function seen(entries) {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) waking.get(target)?.();
  }
}

/**
 * @param {HTMLElement} element in a page
 * @returns {{ near: Promise<void>, wake: () => void }} kept once the element is within
 *   a window's height of what is in view, or woken
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
  return { near, wake };
}
