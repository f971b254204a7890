// Before anything is painted: the size of text and the appearance that were chosen on this device (src/look.ts).
try {
  const { text, theme } = JSON.parse(localStorage.getItem("passbok.look") ?? "{}");
  if (text) document.documentElement.style.fontSize = `${text}%`;
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // As the device has it.
}
