// One key for each act of the desk. They rest while somebody writes, with Ctrl, Alt or the command key held, and for who turned
// them off: speech control types letters that nobody meant.
const REST = "desk-keys-rest";
const toggle = document.querySelector("[data-keys]");
if (toggle) {
  toggle.checked = localStorage.getItem(REST) !== "1";
  toggle.addEventListener("change", () => {
    if (toggle.checked) localStorage.removeItem(REST);
    else localStorage.setItem(REST, "1");
  });
}
document.addEventListener("keydown", (event) => {
  if (!toggle?.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.closest("input:not([type=radio]), textarea, select, [contenteditable]")) return;
  const choice = { a: "approve", r: "reject" }[event.key];
  if (choice) {
    const radio = document.querySelector(`input[name="decision"][value="${choice}"]`);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    (choice === "reject" ? document.querySelector("select[name=reason_code]") : radio)?.focus();
    return;
  }
  if (!/^[a-z]$/.test(event.key)) return;
  const act = document.querySelector(`[data-key="${event.key}"]`);
  if (!act) return;
  event.preventDefault();
  act.click();
});
