// What textual-serve's own page does inline, with relative addresses, so that a forwarded port works too.
"use strict";

// The token is for the first visit; the cookie does for the rest, and the address can be shown to others.
const here = new URL(window.location.href);
if (here.searchParams.has("token")) {
  here.searchParams.delete("token");
  history.replaceState(null, "", here);
}

document.addEventListener("DOMContentLoaded", () => {
  const terminal = document.getElementById("terminal");
  terminal.dataset.sessionWebsocketUrl = new URL("ws", here).href.replace(/^http/, "ws").replace(/\?.*/, "");
  const size = parseInt(here.searchParams.get("fontsize"), 10);
  if (size >= 6 && size <= 72) terminal.dataset.fontSize = size;

  document.getElementById("again").addEventListener("click", () => window.location.reload());

  // The keyboard belongs to the tutor once it has drawn, and to the one button once it has left.
  new MutationObserver(() => {
    const state = document.body.classList;
    if (state.contains("-closed")) document.getElementById("again").focus();
    else if (state.contains("-first-byte")) terminal.querySelector("textarea")?.focus();
  }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
});
