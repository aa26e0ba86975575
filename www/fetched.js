// A document from an address, or why there is none, as far as a browser tells.

/**
 * @param {string} src as the author wrote it
 * @param {string} base what it is relative to
 * @returns {Promise<unknown>} what the JSON says
 */
export async function fetched(src, base) {
  const failed = (why) => new Error(`“${src}” cannot be loaded: ${why}`);
  if (!URL.canParse(src, base)) throw failed("it is no address.");
  const address = new URL(src, base);
  let answer;
  try {
    answer = await fetch(address);
  } catch (error) {
    throw failed(`${await reason(address)} ${error.message}`);
  }
  if (!answer.ok) throw failed(`the server says ${answer.status}.`);
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    const type = answer.headers.get("content-type")?.split(";")[0];
    const sent = type && !type.includes("json") ? ` The server sends ${type}.` : "";
    throw new Error(`“${src}” is no JSON.${sent} ${error.message}`);
  }
}

/** Why nothing was loaded: the browser says the same of all of these. */
async function reason(address) {
  if (location.protocol === "file:" && address.protocol === "file:") {
    return "a page from a disk may load nothing; put the JSON inside the element.";
  }
  if (location.protocol === "https:" && address.protocol === "http:") {
    return "a page of https may load nothing by http.";
  }
  if (!navigator.onLine) return "the browser is offline.";
  if (address.origin === location.origin) return "the server does not answer.";
  try {
    // Whether anything answers there at all; what, no page of another host is told.
    await fetch(address, { mode: "no-cors", credentials: "omit" });
  } catch {
    return `nothing answers at ${address.host}, or this page may not ask it.`;
  }
  return `${address.host} answers, but lets no other site read it: it must send the header `
    + `Access-Control-Allow-Origin, with * or ${location.origin}.`;
}
