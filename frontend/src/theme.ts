type Theme = "light" | "dark" | "";

const KEY = "theme";
const NEXT: Record<Theme, Theme> = { "": "light", light: "dark", dark: "" };

function apply(theme: Theme): void {
  const root = document.documentElement;
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  for (const option of document.querySelectorAll<HTMLElement>("[data-theme-set]")) {
    option.setAttribute("aria-pressed", String(option.dataset.themeSet === theme));
  }
}

function remember(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  // The cookie lets the server write the theme into <html>, so that no page flashes.
  document.cookie = `${KEY}=${theme}; path=/; max-age=${theme ? 31536000 : 0}; samesite=lax`;
}

export function choose(theme: Theme): void {
  remember(theme);
  apply(theme);
}

function stored(): Theme {
  const theme = localStorage.getItem(KEY);
  return theme === "light" || theme === "dark" ? theme : "";
}

export function start(): void {
  apply(stored());
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-theme-set], [data-theme-next]");
    if (!button) return;
    choose(button.dataset.themeSet !== undefined ? (button.dataset.themeSet as Theme) : NEXT[stored()]);
  });
  addEventListener("storage", (event) => event.key === KEY && apply(stored()));
}
