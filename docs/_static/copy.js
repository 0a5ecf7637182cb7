// A button on each code block copies it as it is shown; of a terminal session only what the reader types.
"use strict";

// The commands in a terminal session, without prompts and outputs; a backslash at the end continues a command.
function commands(session) {
  let continued = false;
  const typed = session.split("\n").filter((line) => {
    const command = continued || line.startsWith("$ ");
    continued = command && line.endsWith("\\");
    return command;
  });
  return typed.map((line) => line.replace(/^\$ /, "") + "\n").join("");
}

function copyButtons() {
  const status = document.createElement("div");
  status.setAttribute("role", "status");
  status.className = "copied";
  document.querySelector("article").append(status);

  for (const block of document.querySelectorAll(".highlight > pre")) {
    const session = block.closest(".highlight-console");
    const text = () => (session ? commands(block.textContent) : block.textContent);
    if (!text()) continue;
    const caption = (session || block.closest("[class*=highlight-]")).previousElementSibling;
    const file = caption && caption.matches(".script") && caption.querySelector("a code");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.setAttribute("aria-label", `Copy ${file ? file.textContent : session ? "the commands" : "the code"}`);
    button.dataset.says = "Copy"; // shown by the style sheet, so that it is no part of the page's text
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text());
        say(button, status, "Copied");
      } catch {
        say(button, status, "Not copied: select it, and press Ctrl-C");
      }
    });
    block.after(button);
  }
}

// Say it in the button for a while, and to a screen reader.
function say(button, status, words) {
  button.dataset.says = status.textContent = words;
  clearTimeout(button.timer);
  button.timer = setTimeout(() => {
    button.dataset.says = "Copy";
    status.textContent = "";
  }, 3000);
}

if (typeof document !== "undefined") copyButtons();
