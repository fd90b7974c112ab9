// One key for each act of the desk. They rest while somebody writes, and with Ctrl, Alt or the command key held.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
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
