// Squiggle's own component with two distributions, made one script by esbuild:
// the page that an author would have.
import "@quri/squiggle-components/full.css";
import { SquiggleChart } from "@quri/squiggle-components";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const code = `
spend = 0.7B to 1.2B
recoveries = 250k to 320k
[spend, spend / recoveries]`;
createRoot(document.getElementById("charts")).render(createElement(SquiggleChart, { code }));
