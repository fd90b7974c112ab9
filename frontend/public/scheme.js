// Runs before the first paint, so that a reader who chose dark never sees a white flash. A file, because the
// content security policy allows no inline script.
(() => {
  let mode = "system";
  try {
    mode = localStorage.getItem("mui-mode") || "system";
  } catch {
    // Storage is closed to us (private mode): follow the system.
  }
  const dark = mode === "dark" || (mode === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-color-scheme", dark ? "dark" : "light");
})();
