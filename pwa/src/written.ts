// What is typed and not saved is nowhere but on the screen: the app takes nobody away from it.

/** Whether a field says something, and something else than it did when it came up (ui/forms.tsx notes what that was), or something was chosen in a sheet. */
export function written(): boolean {
  return document.querySelector("dialog[data-chosen]") !== null || [...document.querySelectorAll<HTMLInputElement>("input.input, textarea")].some(({ value, dataset }) => value !== "" && value !== dataset["was"]);
}
