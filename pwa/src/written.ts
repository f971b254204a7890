// What is typed and not saved is nowhere but on the screen: the app takes nobody away from it.

/** Whether a field says something, and something else than it did when it came up (ui/forms.tsx notes what that was). */
export function written(): boolean {
  return [...document.querySelectorAll<HTMLInputElement>("input.input, textarea")].some(({ value, dataset }) => value !== "" && value !== dataset["was"]);
}
