// Ctrl K or "/": go to a page by typing part of its name, or search the register. Never acts while one types elsewhere.
"use strict";
{
  const palette = document.getElementById("bang-lenh");
  const input = palette.querySelector("input[type=search]");
  const options = [...palette.querySelectorAll("[role=option]")];
  let chosen = null;

  const fold = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
  const shown = () => options.filter((option) => !option.hidden);

  const choose = (option) => {
    chosen = option ?? null;
    for (const other of options) other.setAttribute("aria-selected", String(other === chosen));
    if (chosen) {
      input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  const filter = () => {
    const wanted = fold(input.value.trim());
    for (const option of options) option.hidden = !fold(option.textContent).includes(wanted);
    choose(null);
  };

  const show = () => {
    if (palette.open) return;
    input.value = "";
    filter();
    palette.showModal();
    input.focus();
  };

  const move = (step) => {
    const list = shown();
    if (!list.length) return;
    const place = chosen ? list.indexOf(chosen) + step : step > 0 ? 0 : list.length - 1;
    choose(list[(place + list.length) % list.length]);
  };

  input.addEventListener("input", filter);
  palette.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && event.target === input && chosen) {
      event.preventDefault();
      location.assign(chosen.href);
    }
  });
  palette.querySelector("[data-close]").addEventListener("click", () => palette.close());

  for (const opener of document.querySelectorAll("[data-palette]"))
    opener.addEventListener("click", (event) => {
      event.preventDefault();
      show();
    });
  for (const hint of document.querySelectorAll("[data-with-script]")) hint.hidden = false;

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      show();
    } else if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest("input, textarea, select, dialog[open]")) {
      event.preventDefault();
      show();
    }
  });
}
