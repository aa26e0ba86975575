// An element comes alive when its reader is near, so that many on a page cost
// what one does.

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
    const observer = new IntersectionObserver((seen) => {
      if (seen.some((entry) => entry.isIntersecting)) wake();
    }, { rootMargin: "100%" });
    observer.observe(element);
    near.then(() => observer.disconnect());
  }
  return { near, wake };
}
