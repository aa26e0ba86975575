// A small picture of what an input may be: how likely each value is, and the
// range that holds 95% of them. For those who listen it is one sentence.

import { el } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const [WIDE, HIGH] = [240, 48];

/**
 * @param {(id: string) => Promise<string>} ask what may be, of an input of the last sound
 *   text: JSON of `heights` from the least to the most, and the words for the range
 */
export function makePicture(ask) {
  return (id) => {
    const place = el("p", { className: "picture" });
    ask(id).then((text) => {
      const { heights, range } = JSON.parse(text);
      const most = Math.max(...heights);
      if (!(most > 0)) return;
      const width = WIDE / heights.length;
      const svg = document.createElementNS(SVG, "svg");
      svg.setAttribute("viewBox", `0 0 ${WIDE} ${HIGH}`);
      svg.setAttribute("aria-hidden", "true");
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", heights.map((height, i) => {
        const up = (height / most) * HIGH;
        return `M${(i * width).toFixed(2)} ${HIGH}v${(-up).toFixed(2)}h${(width * 0.85).toFixed(2)}v${up.toFixed(2)}z`;
      }).join(""));
      svg.append(path);
      place.append(svg, el("small", { textContent: range }));
      // Where nothing is sound yet, there is nothing to show.
    }).catch(() => place.remove());
    return place;
  };
}
