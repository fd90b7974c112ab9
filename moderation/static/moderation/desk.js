// Keys of the desk: a letter presses what carries it, digits choose a decision, Ctrl+Enter sends the form.
// Nothing happens while somebody writes, or with a modifier that the browser may need.
document.addEventListener("keydown", (event) => {
  const writes = event.target.closest("input:not([type=radio]), textarea, select, [contenteditable]");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    document.querySelector(".desk form[novalidate]")?.requestSubmit();
    return;
  }
  if (writes || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^[1-9]$/.test(event.key)) {
    document.querySelectorAll(".desk input[type=radio]")[Number(event.key) - 1]?.click();
  } else if (event.key.toLowerCase() === "f") {
    event.preventDefault();
    document.querySelector(".desk form[novalidate] textarea")?.focus();
  } else {
    document.querySelector(`.desk [data-key="${CSS.escape(event.key.toLowerCase())}"]`)?.click();
  }
});
