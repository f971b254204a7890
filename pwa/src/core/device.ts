/** What a device is called in the list of one's devices, from the browser's own description: "Chrome, Android". */
export function deviceName(agent: string): string {
  const browsers: readonly (readonly [RegExp, string])[] = [
    [/Edg/, "Edge"], [/Firefox|FxiOS/, "Firefox"], [/SamsungBrowser/, "Samsung Internet"], [/Chrome|CriOS/, "Chrome"], [/Safari/, "Safari"],
  ];
  const systems: readonly (readonly [RegExp, string])[] = [
    [/Android/, "Android"], [/iPhone/, "iPhone"], [/iPad/, "iPad"], [/Windows/, "Windows"], [/Mac OS/, "Mac"], [/Linux/, "Linux"],
  ];
  const named = (list: typeof browsers): string | undefined => list.find(([is]) => is.test(agent))?.[1];
  return [named(browsers), named(systems)].filter(Boolean).join(", ") || "Passbok";
}
