// What a page in a frame tells the page around it: how high it is, and where its
// author lets it, what its reader has set. Hosts know different words for a height; each is told in its own,
// and passes over those of the others.

/**
 * Begins to tell; gives how to tell again, and how to end.
 *
 * @param {boolean} state whether what is set is told too
 * @returns {{ tell: () => void, end: () => void }}
 */
export function announcer(state) {
  const page = document.documentElement;
  // With room kept for a scrollbar, it makes nothing narrower when it comes,
  // and the height that is told is right with and without it.
  page.style.scrollbarGutter = "stable";
  const child = new URLSearchParams(location.search).get("childId");
  const [, secret] = /[#?&]secret=(\w+)/.exec(location.hash) ?? [];
  let height = 0;
  let waiting = 0;

  const measured = () => Math.ceil(page.getBoundingClientRect().height);
  const tell = () => {
    height = measured();
    const post = (message) => window.parent.postMessage(message, "*");
    // Its own; the state as the fragment of a link holds it.
    post({ type: "cost-calculator", height, ...(state && { hash: location.hash }) });
    // AMP.
    post({ sentinel: "amp", type: "embed-size", height });
    // Medium, and others that go by Embedly.
    post(JSON.stringify({ src: location.href.split("#")[0], context: "iframe.resize", height }));
    // Pym, which names its children.
    if (child) post(`pymxPYMx${child}xPYMxheightxPYMx${height}`);
    // WordPress, which gives a secret to what is embedded.
    if (secret) post({ message: "height", value: height, secret });
  };

  const heights = new ResizeObserver(() => {
    cancelAnimationFrame(waiting);
    // Charts follow a new width with the next frame: tell what comes of it.
    waiting = requestAnimationFrame(() => requestAnimationFrame(() => {
      if (measured() !== height) tell();
    }));
  });
  heights.observe(page);
  // WordPress asks again where it came late.
  const asked = ({ data }) => {
    if (secret && data?.message === "ready" && data.secret === secret) tell();
  };
  window.addEventListener("message", asked);
  // Hosts may hide a frame until they know its height: the calculator in it
  // is near nobody, and comes alive only then.
  if (document.readyState === "complete") tell();
  else window.addEventListener("load", tell);
  return {
    tell,
    end() {
      heights.disconnect();
      window.removeEventListener("load", tell);
      window.removeEventListener("message", asked);
    },
  };
}
