// For a page that shows calculators in frames. It makes each as high as what is
// in it, hands on the state in the page's own address, and makes a frame of
//   <a class="cost-calculator" href="calculator.html">What does a recovery cost?</a>
// which stays a link where this script does not run.
(() => {
  const NAME = "cost-calculator";
  const page = () => location.href.split("#")[0];
  // “#name:v=…”: any other fragment is the page's own.
  const state = () => (/^#[^=&]+(:|%3A)v(=|%3D)/i.test(location.hash) ? location.hash : "");
  const frames = () => [...document.querySelectorAll("iframe")];
  const ours = () => frames().filter((frame) => frame.classList.contains(NAME));

  function show(link) {
    const address = new URL(link.href);
    // What readers copy leads here.
    if (!address.searchParams.has("page")) address.searchParams.set("page", page());
    const frame = document.createElement("iframe");
    frame.className = link.className;
    frame.loading = "lazy";
    frame.title = link.textContent.trim();
    frame.width = "100%";
    frame.height = link.dataset.height || 900;
    frame.style.border = 0;
    if ("links" in link.dataset) frame.dataset.links = "";
    frame.src = address.href;
    link.replaceWith(frame);
  }

  /** Leads each frame to the state in the page's address. */
  function lead() {
    if (!state()) return;
    for (const frame of ours()) frame.src = frame.src.split("#")[0] + state();
  }

  addEventListener("message", ({ data, source }) => {
    if (data?.type !== NAME || !(data.height > 0)) return;
    const frame = frames().find((one) => one.contentWindow === source);
    if (!frame) return;
    frame.height = data.height;
    if ("links" in frame.dataset && data.hash && data.hash !== location.hash) {
      history.replaceState(history.state, "", page() + data.hash);
    }
  });
  addEventListener("hashchange", lead);
  const begin = () => {
    document.querySelectorAll(`a.${NAME}`).forEach(show);
    lead();
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
  else begin();
})();
