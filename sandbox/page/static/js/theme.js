/**
 * Dark or light: the system's choice until this reader makes her own.
 */

const KEY = "theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

export function applyTheme() {
  const chosen = localStorage.getItem(KEY);
  document.documentElement.dataset.theme = chosen ?? (dark.matches ? "dark" : "light");
}

export function switchTheme() {
  localStorage.setItem(KEY, document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  applyTheme();
}

dark.addEventListener("change", applyTheme);
