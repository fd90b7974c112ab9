// Runs before the first paint, so that a reader who chose dark never sees a white flash; and follows the device of who chose
// nothing, also on pages without another script. A file, because the content security policy allows no inline script.
(() => {
  const device = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    let mode = "system";
    try {
      mode = localStorage.getItem("mui-mode") || "system";
    } catch {
      // Storage is closed to us (private mode): follow the system.
    }
    const dark = mode === "dark" || (mode === "system" && device.matches);
    document.documentElement.setAttribute("data-color-scheme", dark ? "dark" : "light");
  };
  show();
  device.addEventListener("change", show);
})();
