// A frame of a drag: from the pointer's event, or from the order to draw anew,
// to the moment at which the frame it brings about has been painted.

/** Runs in the page: milliseconds of each of `count` frames. What a page does to
 * bring the next frame about is its `globalThis.step`. */
export async function frames(count) {
  const frame = () => new Promise(requestAnimationFrame);
  const taken = [];
  for (let i = 0; i < count; i++) {
    await frame();
    // A frame's callbacks run in the order they were asked for: the first of
    // the next frame, the page's own, and one that ends it.
    let begun;
    requestAnimationFrame(() => { begun = performance.now(); });
    const from = performance.now();
    // What a library leaves for the end of the task belongs to it.
    await globalThis.step(i);
    const handled = performance.now() - from;
    await new Promise((done) => requestAnimationFrame(() => {
      // A message arrives when the frame has been laid out and painted.
      const painted = new MessageChannel();
      painted.port1.onmessage = done;
      painted.port2.postMessage(0);
    }));
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
