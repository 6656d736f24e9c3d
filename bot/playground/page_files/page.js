// The page works without this script. With it, only what changed is put in place: the keyboard's focus stays
// where it was, and a screen reader hears the new messages and nothing twice.
"use strict";

const chat = document.getElementById("chat");

// As in Telegram the newest is in sight; of a long answer it is the beginning that one reads first.
function toNewest() {
  const mine = [...document.querySelectorAll("#chat > .mine")].at(-1);
  window.scrollTo({ top: document.body.scrollHeight });
  if (mine !== undefined && mine.getBoundingClientRect().top < 0) mine.scrollIntoView({ block: "start" });
}

function renew(fresh) {
  const messages = fresh.querySelectorAll("#chat > article");
  for (const message of messages) {
    const old = document.getElementById(message.id);
    if (old === null) {
      chat.append(message);
    } else if (old.innerHTML !== message.innerHTML) {
      const focused = old.contains(document.activeElement);
      old.replaceWith(message);
      if (focused) message.querySelector("button, a")?.focus();
    }
  }
}

async function send(form, submitter) {
  form.setAttribute("aria-busy", "true");
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form, submitter)),
  });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  form.removeAttribute("aria-busy");
  const menu = document.querySelector(".menu");
  if (menu !== null) menu.open = false;
  renew(fresh);
}

// What the other side wrote appears by itself.
async function look() {
  if (document.visibilityState !== "visible" || document.querySelector("[aria-busy]") !== null) return;
  const here = document.body.classList.contains("staff") ? window.location.href : "/";
  const before = chat.childElementCount;
  const answer = await fetch(here);
  renew(new DOMParser().parseFromString(await answer.text(), "text/html"));
  if (chat.childElementCount > before) toNewest();
}

if (chat !== null) {
  toNewest();
  document.addEventListener("submit", (event) => {
    const path = new URL(event.target.action).pathname;
    if (!["/say", "/press", "/staff/say"].includes(path)) return;
    event.preventDefault();
    const text = document.getElementById("text");
    send(event.target, event.submitter)
      .then(() => {
        if (event.target.contains(text)) text.value = "";
        if (path !== "/press") text.focus();
        if (path !== "/press") toNewest();
      })
      .catch(() => event.target.submit());
  });
  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector(".menu");
    if (event.key === "Escape" && menu !== null) menu.open = false;
  });
  setInterval(() => look().catch(() => undefined), 3000);
}
