// What the schema says of the parts of a document: their fields, and which they need.

/** The part of a description that is of an object in a list. */
const inList = (rule, resolve) => (rule.items ? resolve(rule.items)
  : (rule.anyOf ?? rule.oneOf ?? []).map(resolve).map((one) => one.items && resolve(one.items)).find((item) => item?.properties));

export function makeRules(schema) {
  const resolve = (part) => (part?.$ref
    ? { ...part.$ref.replace(/^#\//, "").split("/").reduce((o, k) => o?.[k], schema), ...part } : part);

  /** The fields of an object; of those that have a kind, as charts have, the fields of this kind. */
  function fieldsOf(described, value) {
    const rule = resolve(described);
    if (!rule.oneOf) return { properties: rule.properties ?? {}, required: rule.required ?? [] };
    const kinds = rule.oneOf.filter((one) => one.properties?.kind);
    const { properties, required } = kinds.find((one) => one.properties.kind.const === value?.kind) ?? kinds[0];
    const kind = { enum: kinds.map((one) => one.properties.kind.const), description: "What it shows, and how." };
    // Of a kind that there is not, no more is known than all have.
    const known = Object.entries(properties).filter(([name]) => kinds.every((one) => one.properties[name]));
    return value?.kind === properties.kind.const ? { properties: { ...properties, kind }, required }
      : { properties: { ...Object.fromEntries(known), kind }, required: ["id", "label", "kind"] };
  }

  return {
    resolve,
    fieldsOf,
    /** The description of a part of a list, if it is a list of objects. */
    itemOf: (described) => {
      const item = inList(resolve(described), resolve);
      return item?.properties || item?.anyOf ? item : null;
    },
    /** The fields of a kind of part. */
    ofShape(shape, value) {
      if (shape.kind === "own" || shape.kind === "texts") return fieldsOf(schema, value);
      const place = schema.properties[shape.place];
      return fieldsOf(place.items ?? place.additionalProperties, value);
    },
  };
}
