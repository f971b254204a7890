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

/** Whether a person has chosen it here; the choice of somebody else, who was here before, is taken away. */
export async function shown(person: string): Promise<boolean> {
  if (!("caches" in globalThis) || !(await caches.has(cache))) return false;
  const kept = (await (await caches.match("/whose", { cacheName: cache }))?.json().catch(() => undefined)) as { person?: string } | undefined;
  if (kept?.person === person) return true;
  await hide();
  return false;
}

/** Shows names from now on to a person, those of whoever is known now. */
export async function show(person: string, docs: Parameters<typeof firstNames>[0]): Promise<void> {
  await (await caches.open(cache)).put("/whose", Response.json({ person, names: firstNames(docs) }));
}

/** Shows none any more. */
export async function hide(): Promise<void> {
  await caches.delete(cache);
}
