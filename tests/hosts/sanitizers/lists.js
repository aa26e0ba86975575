// Allow-lists after those of whoever cleans HTML on the way to readers, with the
// elements that the static form could use. Nothing else passes.

const ANY = ["align", "class", "dir", "id", "lang", "style", "title"];
const CELL = ["abbr", "align", "axis", "bgcolor", "char", "charoff", "colspan", "headers", "height", "nowrap", "rowspan", "scope", "valign", "width"];

export const LISTS = {
  // As wp_kses_post(): no data: addresses, no SVG.
  "WordPress (kses)": {
    allowedTags: ["a", "b", "blockquote", "br", "caption", "div", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "hr", "img", "li", "ol", "p", "span", "strong", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"],
    allowedAttributes: { "*": ANY, a: ["href", "rel", "rev", "name", "target"], img: ["alt", "align", "border", "height", "hspace", "loading", "longdesc", "vspace", "src", "usemap", "width"], td: CELL, th: CELL },
    allowedSchemes: ["http", "https", "mailto"],
  },
  // As GitHub has it for Markdown.
  "Markdown (GitHub)": {
    allowedTags: ["a", "b", "blockquote", "br", "caption", "code", "dd", "details", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "hr", "i", "img", "li", "ol", "p", "picture", "pre", "source", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"],
    allowedAttributes: { "*": ["abbr", "align", "alt", "colspan", "dir", "headers", "height", "lang", "rowspan", "scope", "summary", "title", "width"], a: ["href"], img: ["src", "longdesc", "loading", "alt"] },
    allowedSchemes: ["http", "https", "mailto"],
  },
  // The little that mail readers have in common: no figures, no SVG.
  "mail": {
    allowedTags: ["a", "b", "br", "caption", "div", "em", "h1", "h2", "h3", "img", "li", "ol", "p", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"],
    allowedAttributes: { "*": ["align", "style"], a: ["href"], img: ["alt", "height", "src", "width"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan", "scope"] },
    allowedSchemes: ["http", "https", "mailto", "cid"],
  },
  // What the package allows by itself, with images.
  "sanitize-html": null,
};
