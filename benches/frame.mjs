// A frame of a drag: from the pointer's event, or from the order to draw anew,
// to the moment at which the frame it brings about has been painted.

/** Runs in the page: milliseconds of each of `count` frames. What a page does to
 * bring the next frame about is its `globalThis.step`. */
export async function frames(count) {
  // A message sent while a frame is made arrives when it has been laid out and painted.
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const sent = new MessageChannel();
    sent.port1.onmessage = done;
    sent.port2.postMessage(0);
  }));
  const taken = [];
  for (let i = 0; i < count; i++) {
    // Between two frames, as a pointer's event comes: who draws at once and who draws
    // with the frame are then laid out, painted and copied within the same one.
    await painted();
    // A frame's callbacks run in the order they were asked for: first the one that
    // notes its begin, then the page's own, last the one that ends it.
    let begun;
    requestAnimationFrame(() => { begun = performance.now(); });
    const from = performance.now();
    // What a library leaves for the end of the task belongs to it.
    await globalThis.step(i);
    const handled = performance.now() - from;
    await painted();
    // Who draws by and by may have let a frame pass meanwhile: all of it counts.
    taken.push(begun > from + handled ? handled + performance.now() - begun : performance.now() - from);
  }
  return taken;
}

/** Runs in a page of ours: a step moves the first slider, with both charts of
 * the front in view. */
export function dragging() {
  const root = document.querySelector("cost-calculator").shadowRoot;
  const slider = root.querySelector('input[type="range"]:not([disabled])');
  const [low, high] = [Number(slider.min), Number(slider.max)];
  globalThis.step = (i) => {
    slider.value = low + (0.5 + 0.4 * Math.sin(i / 9)) * (high - low);
    slider.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  };
}
