// Whose a notice is, on this device's locked screen: by the person's choice alone. No notice brings a name along; the names
// are kept here, where the service worker finds them.

const cache = "whose";

/** First names by the ids of persons, as the worker looks them up. */
export function firstNames(docs: ReadonlyMap<string, { fields: Readonly<Record<string, unknown>> }>): Record<string, string> {
  const names: Record<string, string> = {};
  for (const [ref, { fields }] of docs) {
    const { name } = fields;
    if (ref.startsWith("person/") && typeof name === "string" && name.trim()) names[ref.slice(7)] = name.trim().split(/\s+/)[0] ?? "";
  }
  return names;
}

/** Whether the person has chosen it here. */
export async function shown(): Promise<boolean> {
  return "caches" in globalThis && caches.has(cache);
}

/** Shows names from now on, those of whoever is known now. */
export async function show(docs: Parameters<typeof firstNames>[0]): Promise<void> {
  await (await caches.open(cache)).put("/whose", Response.json(firstNames(docs)));
}

/** Shows none any more. */
export async function hide(): Promise<void> {
  await caches.delete(cache);
}
