// One question by standard input, one answer by standard output: see engine.py.

import { text } from "node:stream/consumers";
import * as calculator from "./cost-calculator.mjs";

const { call, document, state, options } = JSON.parse(await text(process.stdin));
let answer;
try {
  answer = { value: await calculator[call](document, state, options) };
} catch (error) {
  answer = { error: error.message };
}
process.stdout.write(JSON.stringify(answer));
