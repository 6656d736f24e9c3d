// The page works without this script. With it, only what changed is put in place: the keyboard's focus stays
// where it was, and a screen reader hears the new messages and nothing twice.
"use strict";

const chat = document.getElementById("chat");

// As in Telegram the newest is in sight; of what is too long it is the beginning that one reads first.
function show(first) {
  window.scrollTo({ top: document.body.scrollHeight });
  const bar = document.querySelector("header").offsetHeight;
  const height = document.body.scrollHeight - window.innerHeight;
  if (first && first.offsetTop - bar < height) first.scrollIntoView({ block: "start" });
}

// Puts what changed in place, takes out what was taken back, and returns the first message that is new.
function renew(fresh) {
  let first = null;
  for (const old of document.querySelectorAll("#chat > article")) {
    if (fresh.getElementById(old.id) === null) old.remove();
  }
  const messages = fresh.querySelectorAll("#chat > article");
  for (const message of messages) {
    const old = document.getElementById(message.id);
    if (old === null) {
      chat.querySelector(".hint")?.remove();
      chat.append(message);
      first ??= message;
    } else if (old.innerHTML !== message.innerHTML) {
      const focused = old.contains(document.activeElement);
      old.replaceWith(message);
      if (focused) message.querySelector("button, a")?.focus();
    }
  }
  return first;
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
  const first = renew(fresh);
  if (first !== null) show(first);
}

// What the other side wrote appears by itself; whoever reads further up is left there.
async function look() {
  if (document.visibilityState !== "visible" || document.querySelector("[aria-busy]") !== null) return;
  const here = document.body.classList.contains("staff") ? window.location.href : "/";
  const answer = await fetch(here);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const atEnd = window.innerHeight + window.scrollY > document.body.scrollHeight - 80;
  const first = renew(fresh);
  const topics = document.querySelector(".topics");
  const now = fresh.querySelector(".topics");
  if (topics !== null && topics.innerHTML !== now.innerHTML && !topics.contains(document.activeElement)) {
    topics.replaceWith(now);
  }
  if (first !== null && atEnd) show(first);
}

if (chat !== null) {
  show(chat.querySelector("article:last-of-type"));
  document.addEventListener("submit", (event) => {
    const path = new URL(event.target.action).pathname;
    if (!["/say", "/press", "/staff/say"].includes(path)) return;
    event.preventDefault();
    const text = document.getElementById("text");
    send(event.target, event.submitter)
      .then(() => {
        if (event.target.contains(text)) text.value = "";
        if (path !== "/press") text.focus();
      })
      .catch(() => event.target.submit());
  });
  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector(".menu");
    if (event.key === "Escape" && menu !== null) menu.open = false;
  });
  setInterval(() => look().catch(() => undefined), 3000);
}
