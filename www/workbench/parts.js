// The small parts that the rooms of the workbench share.

export * from "./dom.js";
export { block } from "./tools.js";
