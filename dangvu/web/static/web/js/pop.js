// Panes opened by <details class="pop">: close on a click outside and on Escape, and give the focus back.
"use strict";
{
  const open = () => document.querySelectorAll("details.pop[open]");
  document.addEventListener("click", (event) => {
    for (const pane of open()) if (!pane.contains(event.target)) pane.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const pane of open()) {
      pane.open = false;
      pane.querySelector("summary").focus();
    }
  });
}
